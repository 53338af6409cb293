import type { SheetRow } from '@griot/sheets';
import type { FindingLog } from '../checks/finding-log.ts';
import type { Recognition } from '../layout/recognise.ts';
import type { Entry } from '../ledger-types.ts';
import { FecReader } from './fec-reader.ts';
import { LineReader } from './line-reader.ts';
import { ReportReader } from './report-reader.ts';
import type { RowPlace } from './row-place.ts';

/** What is known of a row that could not be trusted; null: anything may be wrong. Checks that would only repeat it stay silent. */
export type Suspicion = (row: { journal: string; piece: string } | null) => void;

/** Reads a ledger row by row. Faults go to the log it was made with. */
export interface LedgerReader {
  readonly place: RowPlace;
  take(row: SheetRow): Entry | null;
  /** After the last row. */
  end(): void;
  /** Entries whose stated running balance came out. */
  readonly confirmed: number;
}

export function ledgerReader(recognition: Recognition, log: FindingLog, suspect: Suspicion): LedgerReader {
  if (recognition.layout === 'fec') return new FecReader(recognition, log, suspect);
  if (recognition.layout === 'bare' || recognition.layout === 'pnm') return new LineReader(recognition, log, suspect);
  return new ReportReader(recognition, log, suspect);
}
