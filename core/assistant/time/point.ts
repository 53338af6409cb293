import type { Period } from './period.ts';
import type { TimeReader } from './reader.ts';
import { LAST, PRECEDING, THIS, UNITS } from './words.ts';

export interface Point {
  readonly end: number;
  readonly period: Period;
  /** A day of a month without its year, or a month: what a range's other end may complete. */
  readonly open?: 'year' | 'month';
}

export const two = (value: number): string => String(value).padStart(2, '0');
export const at = (end: number, period: Period, open?: Point['open']): Point => ({
  end,
  period,
  ...(open ? { open } : {}),
});

/** A year at `i`, alone or as `de 2024`, `de l'année 2024`, `de l'an dernier`, `de cette année`. */
export function yearAfter(r: TimeReader, i: number): { end: number; year: number } | null {
  let at = i;
  while (['de', 'd', 'l', 'du', 'la', 'of', 'en', 'the'].includes(r.word(at)) && at < i + 3) at += 1;
  const said = UNITS.get(r.word(at)) === 'year' ? at + 1 : at;
  const plain = r.year(said);
  if (plain !== null) return { end: said + 1, year: plain };
  const now = Number(r.today.slice(0, 4));
  if (UNITS.get(r.word(at)) === 'year') {
    if (LAST.has(r.word(at + 1)) || PRECEDING.has(r.word(at + 1))) return { end: at + 2, year: now - 1 };
    if (r.word(at + 1) === 'en' && r.word(at + 2) === 'cours') return { end: at + 3, year: now };
    if (r.word(at - 2) === 'of' && r.word(at - 1) === 'the') return { end: at + 1, year: now };
  }
  if (UNITS.get(r.word(at + 1)) === 'year') {
    if (THIS.has(r.word(at))) return { end: at + 2, year: now };
    if (LAST.has(r.word(at))) return { end: at + 2, year: now - 1 };
  }
  return null;
}
