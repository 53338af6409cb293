import type { Day } from '@griot/kernel';
import type { Standard } from '../../domain/ledger-types.ts';

export type Sector = 'commerce' | 'services' | 'industrie';

/** Amounts are whole hundredths of the currency. */
export interface BookLine {
  account: string;
  tiers: string | null;
  day: Day;
  journal: string;
  piece: string;
  label: string;
  lettrage: string;
  debit: number;
  credit: number;
}

export interface Books {
  company: string;
  standard: Standard;
  currency: 'FCFA' | 'EUR';
  start: Day;
  end: Day;
  accounts: { number: string; name: string; total: boolean; nature: string }[];
  tiers: { code: string; name: string; kind: 'Client' | 'Fournisseur' | 'Salarié'; collective: string }[];
  journals: { code: string; name: string; kind: string; treasury: string }[];
  /** In the order they were booked. */
  lines: BookLine[];
}

export interface BooksInput {
  seed: number | string;
  company: string;
  standard?: Standard;
  sector?: Sector;
  start: Day;
  end: Day;
  /** About how many lines. */
  lines: number;
  /** Digits of account numbers, 6 to 8. */
  digits?: number;
  /** Balances that the year before leaves, by account and third party; carried forward by the first pieces. */
  openings?: ReadonlyMap<string, number>;
  /** Goes on from the period before in the same books: nothing is carried forward. */
  continued?: boolean;
}
