import { addDays, type Day, isDay, startOf } from '@griot/kernel';
import { around, untilToday } from './period.ts';
import { at, type Point, two, yearAfter } from './point.ts';
import type { TimeReader } from './reader.ts';
import { LAST, MONTHS, WEEKDAYS } from './words.ts';

const BEFORE_DAY = new Set('on from to between and until till since by before after'.split(' '));
/** « on March 15 », « November 26 »: what has no English word beside it may be a year (`mars 25`). */
const inEnglish = (r: TimeReader, i: number): boolean =>
  ENGLISH_MONTHS.test(r.word(i)) || (/^(march|may)$/.test(r.word(i)) && BEFORE_DAY.has(r.word(i - 1)));

/** Months whose English names are no French ones: a day stands behind them. */
const ENGLISH_MONTHS = /^(january|february|april|june|july|august|october|november|december)$/;

/** `15/03/2026`, `2026-03-15`, `03/2026`. */
export function writtenDate(r: TimeReader, i: number): Point | null {
  const text = r.word(i);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const slashed = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/.exec(text);
  const month = /^(\d{1,2})\/(\d{4})$/.exec(text);
  const short = /^(\d{1,2})\/(\d{1,2})$/.exec(text);
  const yearFirst = /^(\d{4})-(\d{1,2})$/.exec(text);
  if (iso) return day(i + 1, `${iso[1]}-${two(Number(iso[2]))}-${two(Number(iso[3]))}`);
  if (slashed) {
    const years = Number(slashed[3]);
    return day(
      i + 1,
      `${years < 50 ? 2000 + years : years < 100 ? 1900 + years : years}-${two(Number(slashed[2]))}-${two(Number(slashed[1]))}`,
    );
  }
  if (month && Number(month[1]) >= 1 && Number(month[1]) <= 12)
    return at(i + 1, untilToday(around('month', `${month[2]}-${two(Number(month[1]))}-01`), r.today));
  if (yearFirst && Number(yearFirst[2]) >= 1 && Number(yearFirst[2]) <= 12)
    return at(i + 1, untilToday(around('month', `${yearFirst[1]}-${two(Number(yearFirst[2]))}-01`), r.today));
  if (short) return latestDay(r, i + 1, Number(short[2]), Number(short[1]));
  return null;
}

export const day = (end: number, value: Day): Point | null =>
  isDay(value) ? at(end, { from: value, to: value, grain: 'day' }) : null;

function latestDay(r: TimeReader, end: number, month: number, date: number): Point | null {
  const of = (year: number): Day => `${year}-${two(month)}-${two(date)}`;
  const now = Number(r.today.slice(0, 4));
  const found = [of(now), of(now - 1), of(now - 2), of(now - 3), of(now - 4)].find(
    (one) => isDay(one) && one <= r.today,
  );
  return found === undefined ? null : at(end, { from: found, to: found, grain: 'day', yearless: true }, 'year');
}

/** `1er mars`, `15 avril 2025`, `March 3`. A number alone is read by ranges only (`du 1er au 15 mars`). */
export function dayOfMonth(r: TimeReader, i: number): Point | null {
  const weekdays = WEEKDAYS.has(r.word(i)) ? 1 : 0;
  // « the 26th of November », « the first of January ».
  const said = r.dayAt(i + weekdays) ?? (r.word(i) === 'first' ? { value: 1, end: i + 1 } : null);
  const date = said?.value ?? null;
  const of = said && r.word(said.end) === 'of' ? 1 : 0;
  const month = said ? MONTHS.get(r.word(said.end + of)) : undefined;
  if (said && date !== null && month !== undefined) {
    const end = said.end + of + 1;
    const year = yearAfter(r, end);
    if (year) return day(year.end, `${year.year}-${two(month)}-${two(date)}`);
    // « le 20 septembre dernier »: the latest one, which is meant without the word too.
    return latestDay(r, LAST.has(r.word(end)) ? end + 1 : end, month, date);
  }
  const english = MONTHS.get(r.word(i));
  const after = r.dayNumber(i + 1);
  if (english !== undefined && after !== null && (r.english || r.year(i + 2) !== null || inEnglish(r, i))) {
    const year = r.year(i + 2);
    if (year !== null) return day(i + 3, `${year}-${two(english)}-${two(after)}`);
    return latestDay(r, i + 2, english, after);
  }
  return null;
}

/** `hier`, `avant-hier`, `aujourd'hui`, `demain`. */
export function namedDay(r: TimeReader, i: number): Point | null {
  const text = r.word(i);
  const on = (end: number, days: number): Point | null => day(end, addDays(r.today, days));
  if (text === 'avant' && r.word(i + 1) === 'hier') return on(i + 2, -2);
  if (text === 'hier' || text === 'yesterday') return on(i + 1, -1);
  if (text === 'aujourdhui' || text === 'today') return on(r.word(i + 1) === 'hui' ? i + 2 : i + 1, 0);
  if (text === 'demain' || text === 'tomorrow') return on(i + 1, 1);
  return null;
}

/** `lundi`, `mercredi dernier`: the latest one. */
export function weekday(r: TimeReader, i: number): Point | null {
  const wanted = WEEKDAYS.get(r.word(i));
  if (wanted === undefined) return null;
  const monday = startOf('week', r.today);
  const here = addDays(monday, wanted - 1);
  const found = here < r.today ? here : addDays(here, -7);
  const last = LAST.has(r.word(i + 1));
  // « le CA du lundi » is of Mondays, « le CA de lundi » of one.
  const every = !last && ['du', 'le', 'les', 'des', 'chaque', 'every', 'on'].includes(r.word(i - 1));
  return at(last ? i + 2 : i + 1, { from: found, to: found, grain: 'day', ...(every ? { vague: true } : {}) });
}
