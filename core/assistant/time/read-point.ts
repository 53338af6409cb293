import { addDays, addMonths, type Day, isDay, startOf } from '@griot/kernel';
import { readNumber } from '../language/numbers.ts';
import { around, type CalendarGrain, moved, type Period, untilToday } from './period.ts';
import type { TimeReader } from './reader.ts';
import { BEFORE, CURRENT, ELAPSED, LAST, MONTHS, NEXT, ORDINALS, PRECEDING, THIS, UNITS, WEEKDAYS } from './words.ts';

export interface Point {
  readonly end: number;
  readonly period: Period;
  /** A day of a month without its year, or a month: what a range's other end may complete. */
  readonly open?: 'year' | 'month';
}

const two = (value: number): string => String(value).padStart(2, '0');
const at = (end: number, period: Period, open?: Point['open']): Point => ({ end, period, ...(open ? { open } : {}) });

/** One period: a date, a month, a year, a running or past unit. Tried longest first; null when nothing begins here. */
export function readPoint(r: TimeReader, i: number): Point | null {
  return (
    writtenDate(r, i) ??
    half(r, i) ??
    weekend(r, i) ??
    beforeLast(r, i) ??
    dayOfMonth(r, i) ??
    numbered(r, i) ??
    monthName(r, i) ??
    namedDay(r, i) ??
    partOfYear(r, i) ??
    daysOfMonth(r, i) ??
    relativeUnit(r, i) ??
    lastUnits(r, i) ??
    weekday(r, i) ??
    year(r, i)
  );
}

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
  }
  if (UNITS.get(r.word(at + 1)) === 'year') {
    if (THIS.has(r.word(at))) return { end: at + 2, year: now };
    if (LAST.has(r.word(at))) return { end: at + 2, year: now - 1 };
  }
  return null;
}

function writtenDate(r: TimeReader, i: number): Point | null {
  const text = r.word(i);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})$/.exec(text);
  const month = /^(\d{1,2})\/(\d{4})$/.exec(text);
  const short = /^(\d{1,2})\/(\d{1,2})$/.exec(text);
  if (iso) return day(i + 1, `${iso[1]}-${two(Number(iso[2]))}-${two(Number(iso[3]))}`);
  if (slashed) {
    const years = Number(slashed[3]);
    return day(
      i + 1,
      `${years < 50 ? 2000 + years : years < 100 ? 1900 + years : years}-${two(Number(slashed[2]))}-${two(Number(slashed[1]))}`,
    );
  }
  if (month && Number(month[1]) >= 1 && Number(month[1]) <= 12)
    return at(i + 1, around('month', `${month[2]}-${two(Number(month[1]))}-01`));
  if (short) return latestDay(r, i + 1, Number(short[2]), Number(short[1]));
  return null;
}

const day = (end: number, value: Day): Point | null =>
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
function dayOfMonth(r: TimeReader, i: number): Point | null {
  const weekdays = WEEKDAYS.has(r.word(i)) ? 1 : 0;
  const date = r.dayNumber(i + weekdays);
  const month = MONTHS.get(r.word(i + weekdays + 1));
  if (date !== null && month !== undefined) {
    const end = i + weekdays + 2;
    const year = yearAfter(r, end);
    if (year) return day(year.end, `${year.year}-${two(month)}-${two(date)}`);
    return latestDay(r, end, month, date);
  }
  const english = MONTHS.get(r.word(i));
  const after = r.dayNumber(i + 1);
  if (english !== undefined && after !== null && /[a-z]/.test(r.word(i)) && r.english) {
    const year = r.year(i + 2);
    if (year !== null) return day(i + 3, `${year}-${two(english)}-${two(after)}`);
    return latestDay(r, i + 2, english, after);
  }
  return null;
}

/** `T1 2025`, `1er trimestre`, `premier semestre de l'année dernière`, `semaine 12`. */
function numbered(r: TimeReader, i: number): Point | null {
  const tight = /^([tqsh])([1-4])$/.exec(r.word(i));
  const week = /^[sw](\d{1,2})$/.exec(r.word(i));
  if (week?.[1] && (r.word(i).startsWith('w') || Number(week[1]) > 4)) return weekOf(r, i, Number(week[1]));
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
  const said = yearAfter(r, i + 1);
  const now = Number(r.today.slice(0, 4));
  const of = (y: number): Day => addDays(startOf('week', `${y}-01-04`), 7 * (number - 1));
  const first = of(said?.year ?? (of(now) <= r.today ? now : now - 1));
  return at(said?.end ?? i + 1, untilToday(around('week', first), r.today));
}

const FIRST = new Set(['premier', 'premiere', 'premiers', 'premieres', 'first']);

/** `les six premiers mois de 2026`, `the last 3 months of 2024`, `dernier trimestre 2025`: so many units at an end of a year. */
function partOfYear(r: TimeReader, i: number): Point | null {
  let s = ['les', 'des', 'le', 'the', 'aux', 'au'].includes(r.word(i)) ? i + 1 : i;
  const ahead = FIRST.has(r.word(s)) || LAST.has(r.word(s));
  const number = readNumber(r.tokens, ahead ? s + 1 : s);
  const many =
    number?.plain && Number.isInteger(number.value) && !ORDINALS.has(r.word(ahead ? s + 1 : s)) ? number : null;
  const which = ahead ? r.word(s) : many ? r.word(many.end) : '';
  if (!FIRST.has(which) && !LAST.has(which)) return null;
  s = ahead ? (many?.end ?? s + 1) : (many?.end ?? s) + 1;
  const unit = UNITS.get(r.word(s));
  const count = many?.value ?? 1;
  if ((unit !== 'month' && unit !== 'quarter' && unit !== 'semester') || count < 1) return null;
  const said = yearAfter(r, s + 1);
  const bare = ['de l annee', 'of the year'].some(
    (text) => text === `${r.word(s + 1)} ${r.word(s + 2)} ${r.word(s + 3)}`,
  );
  if (!said && !bare) return null;
  const year = said?.year ?? Number(r.today.slice(0, 4));
  const size = unit === 'month' ? 1 : unit === 'quarter' ? 3 : 6;
  if (count * size > 12) return null;
  const end = said?.end ?? s + 4;
  const [from, until] = FIRST.has(which)
    ? [`${year}-01-01`, addMonths(`${year}-01-01`, count * size)]
    : [addMonths(`${year + 1}-01-01`, -count * size), `${year + 1}-01-01`];
  const grain = count === 1 ? unit : 'range';
  return at(end, untilToday({ from, to: addDays(until, -1), grain }, r.today));
}

/** `les dix premiers jours de novembre`, `les 5 derniers jours de mars 2026`. */
function daysOfMonth(r: TimeReader, i: number): Point | null {
  let s = ['les', 'des', 'the', 'aux'].includes(r.word(i)) ? i + 1 : i;
  const ahead = FIRST.has(r.word(s)) || LAST.has(r.word(s));
  const number = readNumber(r.tokens, ahead ? s + 1 : s);
  if (!number?.plain || !Number.isInteger(number.value) || number.value < 1 || number.value > 28) return null;
  const which = ahead ? r.word(s) : r.word(number.end);
  if (!FIRST.has(which) && !LAST.has(which)) return null;
  s = ahead ? number.end : number.end + 1;
  if (UNITS.get(r.word(s)) !== 'day') return null;
  s += 1;
  while (['de', 'd', 'du', 'of', 'mois', 'le'].includes(r.word(s)) && s < i + 9) s += 1;
  const month = monthName(r, s);
  if (!month?.period.from) return null;
  const { from } = month.period;
  const next = addMonths(from, 1);
  const [a, b] = FIRST.has(which)
    ? [from, addDays(from, number.value - 1)]
    : [addDays(next, -number.value), addDays(next, -1)];
  return at(month.end, untilToday({ from: a, to: b, grain: 'range' }, r.today));
}

function monthName(r: TimeReader, i: number): Point | null {
  const month = MONTHS.get(r.word(i));
  if (month === undefined) return null;
  const year = yearAfter(r, i + 1) ?? shortYear(r, i + 1);
  if (year) return at(year.end, untilToday(around('month', `${year.year}-${two(month)}-01`), r.today));
  const now = Number(r.today.slice(0, 4));
  const last = LAST.has(r.word(i + 1));
  const this_ = `${now}-${two(month)}-01`;
  const first =
    this_ > r.today || (last && startOf('month', r.today) === this_) ? `${now - 1}-${two(month)}-01` : this_;
  return at(
    last ? i + 2 : i + 1,
    { ...untilToday(around('month', first), r.today), yearless: !last },
    last ? undefined : 'year',
  );
}

/** `mai 23` is May of 2023: a day stands before its month in French. */
function shortYear(r: TimeReader, i: number): { end: number; year: number } | null {
  if (r.english || !/^[12]\d$/.test(r.word(i))) return null;
  const year = 2000 + Number(r.word(i));
  const next = r.word(i + 1);
  const free = next === '' || BEFORE.has(next) || ['par', 'et', 'vs', 'contre', 'hors', 'sauf'].includes(next);
  return free && year >= 2015 && year <= Number(r.today.slice(0, 4)) ? { end: i + 1, year } : null;
}

const SECOND = new Set(['seconde', 'deuxieme', '2e', '2eme', '2nde', 'derniere', 'second', '2nd']);

/** `la première quinzaine d'octobre 2026`, `la seconde moitié de 2025`. */
function half(r: TimeReader, i: number): Point | null {
  const first = FIRST.has(r.word(i)) || r.word(i) === '1ere' || r.word(i) === '1re';
  if (!first && !SECOND.has(r.word(i))) return null;
  const word = r.word(i + 1);
  if (word !== 'quinzaine' && word !== 'moitie' && word !== 'half') return null;
  let s = i + 2;
  while (['de', 'd', 'du', 'of', 'l', 'mois'].includes(r.word(s)) && s < i + 5) s += 1;
  const month = monthName(r, s);
  if (month?.period.from) {
    const { from } = month.period;
    const last = addDays(addMonths(from, 1), -1);
    const [a, b] = first ? [from, addDays(from, 14)] : [addDays(from, 15), last];
    return at(month.end, untilToday({ from: a, to: b, grain: 'range' }, r.today));
  }
  const said = word === 'quinzaine' ? null : yearAfter(r, i + 2);
  if (!said) return null;
  return at(said.end, untilToday(around('semester', `${said.year}-${first ? '01' : '07'}-01`), r.today));
}

/** `le week-end dernier`, `ce week-end`: its Saturday and Sunday. */
function weekend(r: TimeReader, i: number): Point | null {
  const split = r.word(i) === 'week' && r.word(i + 1) === 'end';
  if (!split && r.word(i) !== 'weekend') return null;
  const end = split ? i + 2 : i + 1;
  const last = LAST.has(r.word(end)) || LAST.has(r.word(i - 1));
  const saturday = addDays(startOf('week', r.today), 5);
  const from = last || saturday > r.today ? addDays(saturday, -7) : saturday;
  if (!last && !THIS.has(r.word(i - 1))) return null;
  return at(LAST.has(r.word(end)) ? end + 1 : end, untilToday({ from, to: addDays(from, 1), grain: 'range' }, r.today));
}

/** `l'avant-dernier trimestre`: the one before the last. */
function beforeLast(r: TimeReader, i: number): Point | null {
  if (r.word(i) !== 'avant' || !LAST.has(r.word(i + 1))) return null;
  const unit = UNITS.get(r.word(i + 2));
  return unit ? at(i + 3, around(unit, moved(unit, firstOf(unit, r.today), -2))) : null;
}

function namedDay(r: TimeReader, i: number): Point | null {
  const text = r.word(i);
  const on = (end: number, days: number): Point | null => day(end, addDays(r.today, days));
  if (text === 'avant' && r.word(i + 1) === 'hier') return on(i + 2, -2);
  if (text === 'hier' || text === 'yesterday') return on(i + 1, -1);
  if (text === 'aujourdhui' || text === 'today') return on(r.word(i + 1) === 'hui' ? i + 2 : i + 1, 0);
  if (text === 'demain' || text === 'tomorrow') return on(i + 1, 1);
  return null;
}

/** `ce mois`, `le mois dernier`, `l'année en cours`, `last quarter`, `la semaine prochaine`. */
function relativeUnit(r: TimeReader, i: number): Point | null {
  const article = ['le', 'la', 'l', 'the'].includes(r.word(i)) ? 1 : 0;
  const s = i + article;
  const before = r.word(s);
  const unitFirst = UNITS.get(before);
  const whole = (unit: CalendarGrain, count: number, end: number): Point =>
    at(end, untilToday(around(unit, moved(unit, firstOf(unit, r.today), count)), r.today));
  if (unitFirst) {
    const after = r.word(s + 1);
    if (LAST.has(after) || PRECEDING.has(after) || ELAPSED.has(after)) return whole(unitFirst, -1, s + 2);
    if (CURRENT.has(after)) return whole(unitFirst, 0, s + 2);
    if (after === 'en' && r.word(s + 2) === 'cours') return whole(unitFirst, 0, s + 3);
    if ((after === 'd' || after === 'de') && r.word(s + 2) === 'avant') return whole(unitFirst, -1, s + 3);
    if ((after === 'd' || after === 'de') && r.word(s + 2) === 'apres') return whole(unitFirst, 1, s + 3);
    if (r.english && (after === 'before' || after === 'after'))
      return whole(unitFirst, after === 'before' ? -1 : 1, s + 2);
    if (NEXT.has(after)) return whole(unitFirst, 1, s + 2);
    return null;
  }
  const unit = UNITS.get(r.word(s + 1));
  if (!unit) return null;
  if (THIS.has(before)) {
    const after = r.word(s + 2);
    if (LAST.has(after)) return whole(unit, -1, s + 3);
    return whole(unit, 0, after === 'ci' ? s + 3 : s + 2);
  }
  // « ces derniers mois »: nobody said how many.
  if (/^(dernier|derniere|precedent|precedente)s$/.test(before) || (before === 'last' && r.word(s + 1) === `${unit}s`))
    return at(s + 2, { from: r.today, to: r.today, grain: 'range', vague: true });
  if (LAST.has(before) || PRECEDING.has(before)) return whole(unit, -1, s + 2);
  if (CURRENT.has(before)) return whole(unit, 0, s + 2);
  if (NEXT.has(before)) return whole(unit, 1, s + 2);
  return null;
}

const firstOf = (unit: CalendarGrain, today: Day): Day => around(unit, today).from ?? today;

/** `les 3 derniers mois`, `last 30 days`, `12 mois glissants`: they end with the as-of day; months are whole ones and the running one. */
function lastUnits(r: TimeReader, i: number): Point | null {
  let s = i;
  const over = r.word(s) === 'sur' || r.word(s) === 'over';
  if (over) s += 1;
  if (['les', 'des', 'ces', 'the', 'aux'].includes(r.word(s))) s += 1;
  const said = LAST.has(r.word(s)) || PRECEDING.has(r.word(s));
  const number = readNumber(r.tokens, said ? s + 1 : s);
  if (!number?.plain || !Number.isInteger(number.value) || number.value < 1 || number.value > 1000) return null;
  let end = number.end;
  // « over 90 days » is more than those, « over the last 90 days » is not.
  let last = said || (over && r.word(i) !== 'over');
  let named = said;
  if (LAST.has(r.word(end)) || PRECEDING.has(r.word(end))) {
    last = true;
    named = true;
    end += 1;
  }
  const unit = UNITS.get(r.word(end));
  // « invoices over 90 days » are old ones.
  if (!unit || (unit === 'day' && r.word(i) === 'over' && !said && !LAST.has(r.word(number.end)))) return null;
  end += 1;
  if (LAST.has(r.word(end)) || PRECEDING.has(r.word(end)) || ELAPSED.has(r.word(end))) {
    last = true;
    named = true;
    end += 1;
  }
  // « sur un an » goes back a year, « les 2 dernières années » are calendar ones.
  const rolling = over && !named && unit === 'year';
  return last ? at(end, rolling ? back(r.today, 'month', 12 * number.value) : back(r.today, unit, number.value)) : null;
}

/** The last `count` units seen from a day, the running one among them. */
export function back(today: Day, unit: CalendarGrain, count: number): Period {
  if (unit === 'day') return { from: addDays(today, 1 - count), to: today, grain: 'range' };
  if (unit === 'week') return { from: addDays(today, 1 - 7 * count), to: today, grain: 'range' };
  return { from: moved(unit, firstOf(unit, today), 1 - count), to: today, grain: 'range' };
}

function weekday(r: TimeReader, i: number): Point | null {
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

function year(r: TimeReader, i: number): Point | null {
  const said = UNITS.get(r.word(i)) === 'year' ? i + 1 : i;
  const value = r.year(said);
  if (value === null) return null;
  // « les années 2000 » are ten, or who knows how many.
  const decade = said > i && r.word(i) === 'annees';
  return at(said + 1, { ...untilToday(around('year', `${value}-01-01`), r.today), ...(decade ? { vague: true } : {}) });
}
