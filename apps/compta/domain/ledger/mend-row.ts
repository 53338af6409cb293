import type { SheetRow } from '@griot/sheets';

export type Mended = { state: 'good' | 'mended'; row: SheetRow } | { state: 'half' };

/**
 * A label may hold what parts columns or lines. A row that is too wide keeps its first and last columns, what lies between is
 * the label; a row that is too short is the first half of one, when the next row completes it.
 */
export function mendRow(row: SheetRow, half: SheetRow | null, width: number, before: number, after: number): Mended {
  if (half !== null) {
    const [last = '', ...rest] = [...half.cells].reverse();
    const [first = '', ...others] = row.cells;
    const joined = [...rest.reverse(), `${last} ${first}`, ...others];
    if (row.cells.length < width && joined.length === width) {
      return { state: 'mended', row: { line: half.line, cells: joined } };
    }
  }
  const { cells } = row;
  if (cells.length === width) return { state: 'good', row };
  if (cells.length < width) return { state: 'half' };
  const label = cells
    .slice(before, cells.length - after)
    .map(String)
    .join(' ');
  const mended = [...cells.slice(0, before), label, ...cells.slice(cells.length - after)];
  return { state: 'mended', row: { line: row.line, cells: mended } };
}
