import { writeXlsxStream } from 'hucre/xlsx';
import { formatOf, type SheetKind, type SheetValue, sheetCell } from './sheet-cell.ts';
import { sheetName } from './sheet-name.ts';

export interface SheetColumn<R> {
  heading: string;
  /** `text` is never taken for a number or a formula. `money` and `number` are numbers, `day` a date. */
  kind: SheetKind;
  value: (row: R) => SheetValue;
  /** Of money: those that its currency has. Default 2. */
  decimals?: number;
  /** Characters; by the kind when absent. */
  width?: number;
}

export interface SheetInput<R> {
  /** Made fit to be a sheet's name. */
  name: string;
  columns: readonly SheetColumn<R>[];
  /** Read only as fast as the caller takes the bytes. */
  rows: Iterable<R> | AsyncIterable<R>;
  /** Of yes and no. Default French. */
  locale?: 'fr' | 'en';
  /** Default: what a spreadsheet holds, 1 048 576; then the rows go on in a second sheet with the same heading. */
  rowsPerSheet?: number;
}

const WIDTHS: Record<SheetKind, number> = { text: 22, number: 14, money: 18, percent: 10, day: 12, yes_no: 8 };

/** A workbook of one table, as it is made: memory does not grow with the rows. The heading stays in sight. */
export async function* writeXlsx<R>({
  name,
  columns,
  rows,
  locale,
  rowsPerSheet,
}: SheetInput<R>): AsyncGenerator<Uint8Array> {
  const cells = async function* () {
    for await (const row of rows) yield columns.map(({ kind, value }) => sheetCell(value(row), kind, locale));
  };
  const stream = writeXlsxStream(cells(), {
    name: sheetName(name),
    columns: columns.map(({ heading, kind, decimals, width }) => ({
      header: String(sheetCell(heading, 'text')),
      width: width ?? WIDTHS[kind],
      ...(formatOf(kind) === undefined ? {} : { numFmt: formatOf(kind, decimals) }),
    })),
    freezePane: { rows: 1 },
    ...(rowsPerSheet === undefined ? {} : { maxRowsPerSheet: rowsPerSheet }),
  });
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // The caller went away: what is read for the rows is let go.
    await reader.cancel().catch(() => {});
  }
}
