import { addDays, addMonths, type Day, startOf } from '@griot/kernel';
import { around, untilToday } from './period.ts';
import { at, type Point, yearAfter } from './point.ts';
import type { TimeReader } from './reader.ts';
import { MONTHS, ORDINALS, UNITS } from './words.ts';

/** `T1 2025`, `1er trimestre`, `premier semestre de l'année dernière`, `semaine 12`. */
export function numbered(r: TimeReader, i: number): Point | null {
  const tight = /^([tqsh])([1-4])$/.exec(r.word(i));
  const week = /^[sw](\d{1,2})$/.exec(r.word(i));
  if (week?.[1] && (r.word(i).startsWith('w') || Number(week[1]) > 4)) return weekOf(r, i, Number(week[1]));
  const nth = /^(\d{1,2})(e|eme|th|st|nd|rd)$/.exec(r.word(i));
  if (nth?.[1] && UNITS.get(r.word(i + 1)) === 'week') return weekOf(r, i + 1, Number(nth[1]));
  const ordinal = ORDINALS.get(r.word(i));
  const unit = tight
    ? tight[1] === 's' || tight[1] === 'h'
      ? 'semester'
      : 'quarter'
    : UNITS.get(r.word(ordinal === undefined ? i : i + 1));
  let number = tight ? Number(tight[2]) : (ordinal ?? null);
  let end = tight ? i + 1 : i + 2;
  if (number === null) {
    if (unit !== 'quarter' && unit !== 'semester' && unit !== 'week') return null;
    number = /^\d{1,2}$/.test(r.word(i + 1)) ? Number(r.word(i + 1)) : null;
    end = i + 2;
  }
  if (number === null || (unit !== 'quarter' && unit !== 'semester' && !(unit === 'week' && ordinal === undefined)))
    return null;
  if (unit === 'week' ? number > 53 || number < 1 : number > (unit === 'semester' ? 2 : 4) || number < 1) return null;
  const short = tight && /^\d{2}$/.test(r.word(end)) ? { end: end + 1, year: 2000 + Number(r.word(end)) } : null;
  const year = yearAfter(r, end) ?? short;
  const of = (y: number): Day => {
    if (unit === 'week') return addDays(startOf('week', `${y}-01-04`), 7 * (number - 1));
    return addMonths(`${y}-01-01`, (number - 1) * (unit === 'semester' ? 6 : 3));
  };
  const now = Number(r.today.slice(0, 4));
  const first = year ? of(year.year) : of(now) <= r.today ? of(now) : of(now - 1);
  return at(
    year?.end ?? end,
    { ...untilToday(around(unit, first), r.today), ...(year ? {} : { yearless: true }) },
    year ? undefined : 'year',
  );
}

/** `S12`, `W12 2025`. */
function weekOf(r: TimeReader, i: number, number: number): Point | null {
  if (number < 1 || number > 53) return null;
  // « la 3e semaine de mars » is of that month, and nobody knows where it begins.
  const next = ['de', 'd', 'of', 'du'].includes(r.word(i + 1)) ? r.word(i + 2) : r.word(i + 1);
  if (MONTHS.has(next) || next === 'mois') return null;
  const running = /^(de l annee|of the year)$/.test(`${r.word(i + 1)} ${r.word(i + 2)} ${r.word(i + 3)}`);
  const plain = running && r.year(i + 4) === null ? { end: i + 4, year: Number(r.today.slice(0, 4)) } : null;
  const said = plain ?? yearAfter(r, i + 1);
  const now = Number(r.today.slice(0, 4));
  const of = (y: number): Day => addDays(startOf('week', `${y}-01-04`), 7 * (number - 1));
  const first = of(said?.year ?? (of(now) <= r.today ? now : now - 1));
  return at(said?.end ?? i + 1, untilToday(around('week', first), r.today));
}
