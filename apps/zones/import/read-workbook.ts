import { DomainError } from '@griot/kernel';
import { streamXlsxRows } from 'hucre/xlsx';
import type { RawCell } from './find-header.ts';

export interface SheetRow {
  /** 1-based row, as the spreadsheet shows it. */
  line: number;
  cells: RawCell[];
}

const BATCH = 2000;
const MOST_SHEETS = 50;

/**
 * Rows of one sheet of a checked workbook, in batches. Dates come as `Date` at midnight UTC. `sheet` counts from 0.
 * Throws `import.sheet_unreadable` when there is no such sheet or its XML is broken.
 */
export async function* readSheet(
  bytes: Uint8Array,
  sheet: number,
  maxRows: number,
): AsyncGenerator<SheetRow[], void, undefined> {
  let batch: SheetRow[] = [];
  try {
    for await (const row of streamXlsxRows(bytes, { sheet, maxRows })) {
      batch.push({ line: row.index + 1, cells: row.values });
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
  } catch (cause) {
    throw new DomainError({ code: 'import.sheet_unreadable', kind: 'invalid', details: { sheet: sheet + 1 }, cause });
  }
  if (batch.length > 0) yield batch;
}

/** The first rows of each of `count` sheets, to see which one holds the table. */
export async function firstRows(bytes: Uint8Array, sheets: number, rows: number): Promise<RawCell[][][]> {
  const result: RawCell[][][] = [];
  for (let sheet = 0; sheet < Math.min(sheets, MOST_SHEETS); sheet++) {
    const first: RawCell[][] = [];
    for await (const batch of readSheet(bytes, sheet, rows)) first.push(...batch.map((row) => row.cells));
    result.push(first);
  }
  return result;
}
