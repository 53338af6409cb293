import { type Day, isDay } from '@griot/kernel';
import type { CellValue } from '@griot/sheets';

/** Which comes first in a file's written dates. French exports write the day first; some of Sage's write the month. */
export type DateOrder = 'day_first' | 'month_first';

const WRITTEN = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})(?: \d{1,2}:\d{2}.*)?$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?$/;
const PACKED = /^(\d{2})(\d{2})(\d{2}|\d{4})$/;
const DAY_MS = 86_400_000;
/** Serials of 1 January 1990 to 31 December 2099: a number outside is no date of a ledger. */
const EARLIEST_SERIAL = 32_874;
const LATEST_SERIAL = 73_050;

/** Ledgers have few days and many lines: what a text or an instant is as a day is kept, so many of them. */
const KEPT = 20_000;
const known = {
  day_first: new Map<string | number, Day | null>(),
  month_first: new Map<string | number, Day | null>(),
};

/** A cell as a day, or null when it is none. Two-digit years are of this century. */
export function readDay(cell: CellValue | undefined, order: DateOrder = 'day_first'): Day | null {
  const key = cell instanceof Date ? cell.getTime() : typeof cell === 'string' ? cell : null;
  if (key === null || (typeof key === 'string' && key.length > 24)) return dayOf(cell, order);
  const before = known[order].get(key);
  if (before !== undefined) return before;
  const day = dayOf(cell, order);
  if (known[order].size >= KEPT) known[order].clear();
  known[order].set(key, day);
  return day;
}

function dayOf(cell: CellValue | undefined, order: DateOrder): Day | null {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString().slice(0, 10);
  if (typeof cell === 'number') return serialDay(cell);
  if (typeof cell !== 'string') return null;
  const text = cell.replace(/[\s\u00A0\u202F]+/g, ' ').trim();
  const iso = ISO.exec(text);
  if (iso) return checked(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  const written = WRITTEN.exec(text) ?? PACKED.exec(text);
  if (written) {
    const [first = '', second = '', year = ''] = written.slice(1);
    return order === 'day_first' ? checked(year, second, first) : checked(year, first, second);
  }
  return null;
}

/** `AAAAMMJJ`, as a FEC writes it. */
export function readCompactDay(cell: CellValue | undefined): Day | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(String(cell ?? '').trim());
  return match ? checked(match[1] ?? '', match[2] ?? '', match[3] ?? '') : null;
}

/**
 * Which order fits these texts: the one under which all of them are days. Undecided is day first, for that is what is
 * written where these ledgers are kept.
 */
export function dateOrderOf(texts: readonly string[]): DateOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const text of texts) {
    if (readDay(text, 'day_first') !== null) dayFirst += 1;
    if (readDay(text, 'month_first') !== null) monthFirst += 1;
  }
  return monthFirst > dayFirst ? 'month_first' : 'day_first';
}

function serialDay(serial: number): Day | null {
  if (serial < EARLIEST_SERIAL || serial > LATEST_SERIAL) return null;
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10);
}

function checked(year: string, month: string, day: string): Day | null {
  const value = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(value) ? value : null;
}

/** `31/12/2025`, for sentences. */
export const frenchDay = (day: Day): string => day.split('-').reverse().join('/');
