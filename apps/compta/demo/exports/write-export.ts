import { type CellValue, writeGrid, writeLegacyGrid } from '@griot/sheets';
import type { ExportFile } from './export-types.ts';

const FLUSH_AT = 256 * 1024;

/** An export's bytes, as they are made; legacy workbooks come whole. */
export async function* writeExport(file: ExportFile): AsyncGenerator<Uint8Array> {
  if (file.format === 'xlsx') {
    yield* writeGrid({ sheet: file.sheet, rows: cellsOf(file), formats: formatsOf(file) });
    return;
  }
  if (file.format === 'xls') {
    yield writeLegacyGrid({ sheet: file.sheet, rows: [...cellsOf(file)], formats: formatsOf(file) });
    return;
  }
  let pending = '';
  for (const { cells, tag } of file.rows) {
    const plain =
      tag?.kind === 'heading'
        ? cells.map((cell) => (typeof cell === 'string' ? cell.replaceAll('\n', ' ') : cell))
        : cells;
    pending += `${textRow(plain, file)}\r\n`;
    if (pending.length < FLUSH_AT) continue;
    yield Buffer.from(pending, file.encoding);
    pending = '';
  }
  yield Buffer.from(pending, file.encoding);
}

export async function exportBytes(file: ExportFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeExport(file)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function* cellsOf(file: ExportFile): Generator<CellValue[]> {
  for (const { cells } of file.rows) yield cells;
}

/** The display formats that mislead who reads what is shown. */
function formatsOf({ columns }: ExportFile): Record<number, string> {
  const amounts = [columns.debit, columns.credit, columns.balance].filter((column) => column !== undefined);
  return Object.fromEntries(amounts.map((column) => [column, '#\\.##0.']));
}

function textRow(cells: readonly CellValue[], file: ExportFile): string {
  const quoting = file.delimiter === ';' || file.delimiter === ',';
  return cells
    .map((cell) => {
      const text = cellText(cell, file);
      return quoting && /["\n;,]/.test(text) && (text.includes(file.delimiter) || /["\n]/.test(text))
        ? `"${text.replaceAll('"', '""')}"`
        : text;
    })
    .join(file.delimiter);
}

function cellText(cell: CellValue, file: ExportFile): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10).split('-').reverse().join('/');
  if (typeof cell !== 'number') return String(cell);
  const [whole = '', fraction = ''] = Math.abs(cell).toFixed(2).split('.');
  // A report groups thousands with no-break spaces; a bare text and a FEC do not.
  const grouped =
    file.layout === 'bare' || file.layout === 'fec' ? whole : whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u00A0');
  return `${cell < 0 ? '-' : ''}${grouped}${file.decimal}${fraction}`;
}
