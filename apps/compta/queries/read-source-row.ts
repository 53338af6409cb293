import type { Services } from '@griot/application';
import { DomainError } from '@griot/kernel';
import { openSource } from '../domain/source/open-source.ts';
import type { SourceFile } from '../domain/source/source-file.ts';
import { sourceLimits } from '../domain/source/source-limits.ts';
import { columnLetter, plainText } from '../domain/values/text.ts';
import { batchFiles, findBatch } from '../store/periods.ts';

export interface SourceRow {
  file: string;
  /** Where it lies in the drive. */
  path: string;
  sheet: string | null;
  format: string | null;
  row: number;
  /** Where values of each role stand: letters in workbooks, numbers from 1 in texts. */
  columns: Record<string, string>;
  /** The row and those around it, as they are in the file; empty when it lies too far down to be opened here. */
  rows: { line: number; cells: string[] }[];
  /** Names of the columns that are shown. */
  letters: string[];
}

const AROUND = 2;
/** A workbook is read from its beginning: beyond this the place alone is told. */
const MOST_WORKBOOK_ROWS = 100_000;

/** The row of the source file that an entry was read from. */
export async function readSourceRow(
  services: Services,
  tenantId: string,
  entry: { batchId: string; ligne: number },
): Promise<SourceRow> {
  const { batch, files } = await services.store.withTenant(
    tenantId,
    async (tx) => ({
      batch: await findBatch(tx, tenantId, entry.batchId),
      files: await batchFiles(tx, tenantId, entry.batchId),
    }),
    { readOnly: true },
  );
  const report = batch?.reports.find(({ type }) => type === 'GRAND_LIVRE_COMPTES' || type === 'FEC');
  const kept = files.find(({ name }) => name === report?.name);
  if (!report || !kept) throw new DomainError({ code: 'compta.source_gone', kind: 'not_found' });
  const isWorkbook = report.format === 'xlsx' || report.format === 'xls';
  const file: SourceFile = {
    name: kept.name,
    open: async () => (await services.files.open(tenantId, kept.path)).stream,
  };
  const far = isWorkbook && entry.ligne > MOST_WORKBOOK_ROWS;
  const rows = far ? [] : await around(file, report.sheet, entry.ligne);
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return {
    ...{ file: kept.name, path: kept.path, sheet: report.sheet, format: report.format, row: entry.ligne },
    columns: report.columns,
    rows,
    letters: Array.from({ length: width }, (_, at) => (isWorkbook ? columnLetter(at) : String(at + 1))),
  };
}

async function around(file: SourceFile, sheet: string | null, row: number): Promise<SourceRow['rows']> {
  const grids = await openSource(file, sourceLimits);
  const grid = grids.find((one) => (one.sheet ?? null) === sheet) ?? grids[0];
  const found: SourceRow['rows'] = [];
  if (!grid) return found;
  for await (const batch of grid.rows()) {
    for (const { line, cells } of batch) {
      if (line >= row - AROUND && line <= row + AROUND) found.push({ line, cells: cells.map(plainText) });
    }
    if ((batch.at(-1)?.line ?? 0) > row + AROUND) break;
  }
  return found;
}
