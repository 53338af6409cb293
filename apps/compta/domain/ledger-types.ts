import type { Day } from '@griot/kernel';
import type { Units } from './values/amount.ts';

/** The five files of a period; a FEC stands for all of them. */
export const LEDGER_TYPES = [
  'GRAND_LIVRE_COMPTES',
  'GRAND_LIVRE_TIERS',
  'PLAN_TIERS',
  'PLAN_COMPTES',
  'CODE_JOURNAL',
] as const;
export type LedgerType = (typeof LEDGER_TYPES)[number];
export type FileType = LedgerType | 'FEC';

/** Which chart of accounts books follow: SYSCOHADA revised, or the French plan comptable général. */
export type Standard = 'syscohada' | 'pcg';

export interface PeriodRange {
  start: Day;
  end: Day;
}

/** One line of a ledger, with the row it stands on. Amounts in the smallest unit. */
export interface Entry {
  line: number;
  account: string;
  tiers: string | null;
  day: Day;
  journal: string;
  piece: string;
  label: string;
  lettrage: string | null;
  debit: Units;
  credit: Units;
  due: Day | null;
  /** Of a foreign amount, when the file says one. */
  currency: string | null;
}

export interface AccountRow {
  line: number;
  account: string;
  name: string;
  nature: string | null;
  /** Accounts of type Total sum others; nothing is booked on them. */
  total: boolean;
}

export interface TiersRow {
  line: number;
  code: string;
  name: string;
  kind: string | null;
  collective: string | null;
}

export interface JournalRow {
  line: number;
  code: string;
  name: string;
  kind: string | null;
  treasury: string | null;
}
