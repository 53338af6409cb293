import { type Day, isDay } from '@griot/kernel';
import type { CellValue, SheetRow } from '@griot/sheets';
import type { PeriodRange } from '../ledger-types.ts';
import { type DateOrder, readDay } from '../values/day.ts';
import { fold } from '../values/text.ts';

/** Where the period was read, or what was missing. Columns count from 0. */
export type FoundPeriod =
  | { found: 'whole'; period: PeriodRange; line: number; column: number }
  | { found: 'nothing' }
  | { found: 'no_start' | 'no_end' | 'inverted'; line: number; column: number; value: string };

/** Rows below "Période du" in which "au" may stand. */
const ROWS_BELOW = 4;
const WRITTEN = /\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|\b\d{6}\b|\b\d{8}\b/g;

/**
 * The period that a report's header states: after "Période du", the first date on its line; its end is the next date of that
 * line, or what stands after "au" on the lines below. Any other date of the header (printing, draft) is none of it.
 */
export function findPeriod(rows: readonly SheetRow[], order: DateOrder = 'day_first'): FoundPeriod {
  for (const [index, row] of rows.entries()) {
    const column = row.cells.findIndex((cell) => /(^| )periode du( |$)/.test(fold(cell)));
    if (column < 0) continue;
    const place = { line: row.line, column };
    const [start, ...others] = datesFrom(row.cells, column, order);
    const value = String(row.cells[column] ?? '')
      .trim()
      .slice(0, 120);
    if (start === undefined) return { found: 'no_start', ...place, value };
    const end = others[0] ?? endBelow(rows.slice(index + 1, index + 1 + ROWS_BELOW), order);
    if (end === undefined) return { found: 'no_end', ...place, value };
    if (start >= end) return { found: 'inverted', ...place, value: `${start} – ${end}` };
    return { found: 'whole', period: { start, end }, ...place };
  }
  return { found: 'nothing' };
}

function endBelow(rows: readonly SheetRow[], order: DateOrder): Day | undefined {
  for (const { cells } of rows) {
    const column = cells.findIndex((cell) => /^au( |$)/.test(fold(cell)));
    if (column >= 0) return datesFrom(cells, column, order)[0];
  }
  return undefined;
}

/** Dates in a cell's text, then in the cells to its right. */
function datesFrom(cells: readonly CellValue[], column: number, order: DateOrder): Day[] {
  return cells.slice(column).flatMap((cell) => {
    if (typeof cell !== 'string') {
      const day = readDay(cell, order);
      return day === null ? [] : [day];
    }
    return [...cell.matchAll(WRITTEN)].flatMap(([text]) => {
      const day = writtenDay(text, order);
      return day === null ? [] : [day];
    });
  });
}

function writtenDay(text: string, order: DateOrder): Day | null {
  const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text);
  const value = compact ? `${compact[1]}-${compact[2]}-${compact[3]}` : null;
  return value !== null && isDay(value) ? value : readDay(text, order);
}
