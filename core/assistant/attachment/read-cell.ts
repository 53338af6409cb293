import type { CellValue } from '@griot/sheets';

export type ColumnType = 'number' | 'day' | 'text';

/** How people write that nothing is there. */
const NOTHING = new Set(['', '-', '–', '—', 'n/a', 'na', 'nd', 'n.d.', 'null', 'néant', 'neant', 'none', '#n/a', '?']);
/** Currencies and the percent sign behind a number; the number is what is kept. */
const UNIT = /(?:f\s?cfa|cfa|xof|xaf|eur|usd|€|\$|%)$/i;

export interface NumberStyle {
  readonly decimal: ',' | '.';
  /** Digits in groups (or together), then those after the point. */
  readonly pattern: RegExp;
}
const style = (decimal: ',' | '.', thousands: ' ' | '.' | ','): NumberStyle => ({
  decimal,
  pattern: new RegExp(`^(\\d{1,3}(?:[${thousands}]\\d{3})+|\\d+)(?:[${decimal}](\\d{1,10}))?$`),
});
/** French first: where several fit all values, the first is meant. */
export const STYLES: readonly NumberStyle[] = [style(',', ' '), style('.', ' '), style(',', '.'), style('.', ',')];

export const isNothing = (cell: CellValue): boolean =>
  cell === null || (typeof cell === 'string' && NOTHING.has(cell.trim().toLowerCase()));

/** Exact digits (`-1234.5`), or null. Codes (`00123`, `+225…`, more than fifteen digits) are no numbers. */
export function readNumberCell(cell: CellValue, { pattern }: NumberStyle): string | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? plainNumber(cell) : null;
  if (typeof cell !== 'string') return null;
  let text = cell
    .trim()
    .replace(UNIT, '')
    .replace(/[\u00a0\u202f\u2009' ]/g, (sign) => (sign === "'" ? '' : ' '))
    .trim();
  const negative = /^\(.*\)$/.test(text) || /^[-−]/.test(text);
  text = text.replace(/^[-−(]\s?|\)$/g, '');
  const found = pattern.exec(text);
  if (!found?.[1]) return null;
  const digits = found[1].replace(/\D/g, '');
  if (digits.length > 15 || (digits.length > 1 && digits.startsWith('0'))) return null;
  return `${negative ? '-' : ''}${digits}${found[2] ? `.${found[2]}` : ''}`;
}

function plainNumber(value: number): string | null {
  const text = String(value);
  if (!/e/i.test(text)) return text;
  return Math.abs(value) < 1e15 ? value.toFixed(10).replace(/\.?0+$/, '') : null;
}

export type DayOrder = 'dmy' | 'mdy';

/** `2026-11-21`, or null. A clock time behind a day is left out. */
export function readDayCell(cell: CellValue, order: DayOrder): string | null {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString().slice(0, 10);
  if (typeof cell !== 'string') return null;
  const text = cell.trim().replace(/[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/, '');
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (!found) return null;
  const [first, second, year] = [Number(found[1]), Number(found[2]), Number(found[3])];
  return order === 'dmy' ? day(year, second, first) : day(year, first, second);
}

function day(year: number, month: number, date: number): string | null {
  const found = new Date(Date.UTC(year, month - 1, date));
  if (year < 1900 || year > 2200 || found.getUTCMonth() !== month - 1 || found.getUTCDate() !== date) return null;
  return found.toISOString().slice(0, 10);
}

export function cellText(cell: CellValue): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell ?? '').trim();
}
