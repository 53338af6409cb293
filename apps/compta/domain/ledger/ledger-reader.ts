import type { SheetRow } from '@griot/sheets';
import type { Columns } from '../layout/place-columns.ts';
import type { Entry } from '../ledger-types.ts';
import type { Posting } from './posting.ts';
import type { RowPlace } from './row-place.ts';

/** What is known of a row that could not be trusted; null: anything may be wrong. Checks that would only repeat it stay silent. */
export type Suspicion = (row: { journal: string; piece: string } | null) => void;

/** Reads a ledger row by row. Faults go to the log it was made with. */
export interface LedgerReader {
  readonly place: RowPlace;
  take(row: SheetRow): Entry | null;
  /** Whether an ordinary entry may stand on this line: nothing that was read before has to be seen with it. */
  ready(line: number): boolean;
  /** The account or third party that the entries belong to; null: each row names its own. */
  readonly owner: string | null;
  /** Where values stand: as recognised, or as the layout has it. */
  readonly columns: Columns;
  /** An entry in which there is nothing to tell, read by other means; false: nothing was done, `take` has to see its row. */
  keep(posting: Posting): boolean;
  /** After the last row. */
  end(): void;
  /** Entries whose stated running balance came out. */
  readonly confirmed: number;
}
