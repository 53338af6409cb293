import type { Services } from '@griot/application';
import { DomainError } from '@griot/kernel';
import { rowsAt } from '@griot/sheets';
import { openSource, readAll } from '../domain/source/open-source.ts';
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
  /** The row and those around it, as they are in the file; empty when the file cannot be opened any more. */
  rows: { line: number; cells: string[] }[];
  /** Names of the columns that are shown. */
  letters: string[];
}

const AROUND = 2;

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
  const rows = isWorkbook ? await aroundInWorkbook(file, report.sheet, entry.ligne) : await around(file, entry.ligne);
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return {
    ...{ file: kept.name, path: kept.path, sheet: report.sheet, format: report.format, row: entry.ligne },
    columns: report.columns,
    rows,
    letters: Array.from({ length: width }, (_, at) => (isWorkbook ? columnLetter(at) : String(at + 1))),
  };
}

/** A workbook that was loaded was found good: it is not inspected again, and the rows before are passed over as bytes. */
async function aroundInWorkbook(file: SourceFile, sheet: string | null, row: number): Promise<SourceRow['rows']> {
  const bytes = await readAll(await file.open(), sourceLimits.workbook.workbookBytes);
  if (bytes === null) return [];
  const rows = await rowsAt(bytes, { sheet, from: row - AROUND, to: row + AROUND }, sourceLimits.workbook);
  return (rows ?? []).map(({ line, cells }) => ({ line, cells: cells.map(plainText) }));
}

async function around(file: SourceFile, row: number): Promise<SourceRow['rows']> {
  const [grid] = await openSource(file, sourceLimits);
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
