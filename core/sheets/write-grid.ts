import { utils, type WorkSheet, write } from '@e965/xlsx';
import { writeXlsxStream } from 'hucre/xlsx';
import type { CellValue } from './read/workbook-types.ts';

export interface GridInput {
  sheet: string;
  rows: Iterable<readonly CellValue[]>;
  /** Number formats of columns that count from 0; dates have one of their own. */
  formats?: Readonly<Record<number, string>>;
}

/** Typed cells wherever they stand, without a heading of ours: what another program would export. Memory does not grow. */
export async function* writeGrid({ sheet, rows, formats = {} }: GridInput): AsyncGenerator<Uint8Array> {
  const width = Math.max(0, ...Object.keys(formats).map((column) => Number(column) + 1));
  const columns = Array.from({ length: width }, (_, column) =>
    formats[column] === undefined ? {} : { numFmt: formats[column] },
  );
  const cells = function* () {
    for (const row of rows) yield [...row];
  };
  const stream = writeXlsxStream(cells(), { name: sheet, ...(width > 0 && { columns }) });
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** The same as a workbook of Excel 97-2003; at most 65 536 rows, held in memory. */
export function writeLegacyGrid({ sheet, rows, formats = {} }: GridInput): Uint8Array {
  const filled: WorkSheet = utils.aoa_to_sheet(
    Array.from(rows, (row) => row.map((cell) => (cell instanceof Date ? serial(cell) : cell))),
  );
  let line = 0;
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      const at = utils.encode_cell({ r: line, c: column });
      const format = cell instanceof Date ? 'dd/mm/yyyy' : formats[column];
      if (typeof filled[at] === 'object' && filled[at].t === 'n' && format !== undefined) filled[at].z = format;
    }
    line += 1;
  }
  return write(
    { SheetNames: [sheet], Sheets: { [sheet]: filled } },
    { type: 'buffer', bookType: 'biff8' },
  ) as Uint8Array;
}

const serial = (day: Date): number => Math.round((day.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000);
