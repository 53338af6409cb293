import type { z } from 'zod';
import type * as contract from '../http/statements-contract.ts';

/** Answers about books, as the contract has them (types alone: no validator is shipped to the page). */
export type StatementsAnswer = z.output<typeof contract.statements>;
export type BooksHead = Pick<StatementsAnswer, 'client' | 'date' | 'booksStart' | 'compared' | 'generation'>;
export type StatementLine = StatementsAnswer['actif'][number];
export type LineAccountsAnswer = z.output<typeof contract.lineAccounts>;
export type LineAccount = LineAccountsAnswer['items'][number];
export type AccountsAnswer = z.output<typeof contract.accounts>;
export type AccountRow = AccountsAnswer['items'][number];
export type LedgerAnswer = z.output<typeof contract.ledger>;
export type PieceAnswer = z.output<typeof contract.piece>;
export type EntryRow = LedgerAnswer['items'][number];
export type SourceAnswer = z.output<typeof contract.sourceRow>;
export type TiersAnswer = z.output<typeof contract.tiersBalance>;
export type TiersRow = TiersAnswer['items'][number];
export type AgedAnswer = z.output<typeof contract.agedBalance>;
export type AgedRow = AgedAnswer['items'][number];
export type JournalsAnswer = z.output<typeof contract.journals>;
export type JournalRow = JournalsAnswer['items'][number];
export type IndicatorsAnswer = z.output<typeof contract.indicators>;
export type ControlsAnswer = z.output<typeof contract.controls>;
export type ControlFinding = ControlsAnswer['items'][number];

/** The figures that a company's overview begins with. */
export const INDICATORS = [
  'ventes',
  'marge',
  'tauxMarge',
  'resultat',
  'bfr',
  'tresorerie',
  'delaiClients',
  'delaiFournisseurs',
] as const satisfies readonly IndicatorsAnswer['items'][number]['name'][];
export type Indicator = (typeof INDICATORS)[number];
