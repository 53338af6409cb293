import type { FindingLog } from '../checks/finding-log.ts';
import type { Recognition } from '../layout/recognise.ts';
import { FecReader } from './fec-reader.ts';
import type { LedgerReader, Suspicion } from './ledger-reader.ts';
import { LineReader } from './line-reader.ts';
import { ReportReader } from './report-reader.ts';

/** The reader of a layout. */
export function ledgerReader(recognition: Recognition, log: FindingLog, suspect: Suspicion): LedgerReader {
  if (recognition.layout === 'fec') return new FecReader(recognition, log, suspect);
  if (recognition.layout === 'bare' || recognition.layout === 'pnm') return new LineReader(recognition, log, suspect);
  return new ReportReader(recognition, log, suspect);
}
