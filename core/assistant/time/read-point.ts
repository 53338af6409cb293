import { addDays, addMonths, type Day, startOf } from '@griot/kernel';
import { readNumber } from '../language/numbers.ts';
import { around, type CalendarGrain, moved, type Period, untilToday } from './period.ts';
import { at, type Point, two, yearAfter } from './point.ts';
import { dayOfMonth, namedDay, weekday, writtenDate } from './read-day.ts';
import { numbered } from './read-numbered.ts';
import type { TimeReader } from './reader.ts';
import { BEFORE, CURRENT, ELAPSED, LAST, MONTHS, NEXT, ORDINALS, PRECEDING, ROLLING, THIS, UNITS } from './words.ts';

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

/** Steps over `en`, `au cours de`, `du mois de` before a period. */
function skip(r: TimeReader, i: number): number[] {
  const starts = [i];
  for (let at = i; at < i + 6; at += 1) {
    const word = r.word(at);
    const month =
      (word === 'mois' || word === 'month') &&
      (MONTHS.has(r.word(at + 1)) || (['de', 'd', 'of'].includes(r.word(at + 1)) && MONTHS.has(r.word(at + 2))));
    const course = (word === 'cours' || word === 'course') && ['de', 'du', 'des', 'of'].includes(r.word(at + 1));
    const full = word === 'full' && UNITS.get(r.word(at + 1)) === 'year';
    if (!BEFORE.has(word) && !month && !course && !full) break;
    starts.push(at + 1);
  }
  return starts;
}

/** The longest period at `i`, past the particles that stand before it. */
export function pointAt(r: TimeReader, i: number): Point | null {
  let best: Point | null = null;
  for (const start of skip(r, i)) {
    const point = readPoint(r, start);
    if (point && (best === null || point.end > best.end)) best = point;
  }
  return best;
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
  // « last March », « this March ».
  const ahead = r.word(i) === 'last' || r.word(i) === 'this';
  const named = ahead ? monthName(r, i + 1) : null;
  if (named) return MONTHS.has(r.word(i + 1)) ? named : null;
  const month = MONTHS.get(r.word(i));
  if (month === undefined) return null;
  const year = yearAfter(r, i + 1) ?? shortYear(r, i + 1);
  if (year) return at(year.end, untilToday(around('month', `${year.year}-${two(month)}-01`), r.today));
  const now = Number(r.today.slice(0, 4));
  const last = LAST.has(r.word(i + 1)) || r.word(i - 1) === 'last';
  const this_ = `${now}-${two(month)}-01`;
  const first =
    this_ > r.today || (last && startOf('month', r.today) === this_) ? `${now - 1}-${two(month)}-01` : this_;
  return at(
    LAST.has(r.word(i + 1)) ? i + 2 : i + 1,
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
  const running = ['de l annee', 'of the year'].includes(`${r.word(i + 2)} ${r.word(i + 3)} ${r.word(i + 4)}`);
  const now = running ? { end: i + 5, year: Number(r.today.slice(0, 4)) } : null;
  const said = word === 'quinzaine' ? null : (yearAfter(r, i + 2) ?? now);
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

/** `ce mois`, `le mois dernier`, `l'année en cours`, `last quarter`, `la semaine prochaine`. */
function relativeUnit(r: TimeReader, i: number): Point | null {
  const one = ['un', 'une', '1'].includes(r.word(i)) && ROLLING.has(r.word(i + 2));
  const article = one || ['le', 'la', 'l', 'the'].includes(r.word(i)) ? 1 : 0;
  const s = i + article;
  const before = r.word(s);
  const unitFirst = UNITS.get(before);
  const whole = (unit: CalendarGrain, count: number, end: number): Point =>
    at(end, untilToday(around(unit, moved(unit, firstOf(unit, r.today), count)), r.today));
  if (unitFirst) {
    const after = r.word(s + 1);
    if (ROLLING.has(after)) return rolled(r, unitFirst, s + 2);
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
  if (ROLLING.has(before) || (LAST.has(before) && ROLLING.has(r.word(s + 2))))
    return rolled(r, unit, ROLLING.has(before) ? s + 2 : s + 3);
  if (LAST.has(before) || PRECEDING.has(before)) return whole(unit, -1, s + 2);
  if (CURRENT.has(before)) return whole(unit, 0, s + 2);
  if (NEXT.has(before)) return whole(unit, 1, s + 2);
  return null;
}

/** `une année glissante`: as many months as it has, the running one among them. */
function rolled(r: TimeReader, unit: CalendarGrain, end: number): Point | null {
  const months = { year: 12, semester: 6, quarter: 3, month: 0, week: 0, day: 0 }[unit];
  if (months > 0) return at(end, back(r.today, 'month', months));
  if (unit === 'week') return at(end, back(r.today, 'day', 7));
  // « le mois glissant »: thirty days, or since the same day of last month.
  return at(end, { from: r.today, to: r.today, grain: 'range', vague: true });
}

const firstOf = (unit: CalendarGrain, today: Day): Day => around(unit, today).from ?? today;

/** `les 3 derniers mois`, `last 30 days`, `12 mois glissants`: they end with the as-of day; months are whole ones and the running one. */
function lastUnits(r: TimeReader, i: number): Point | null {
  let s = i;
  const over = r.word(s) === 'sur' || r.word(s) === 'over';
  if (over) s += 1;
  if (['les', 'des', 'ces', 'the', 'aux', 'a'].includes(r.word(s))) s += 1;
  const said = LAST.has(r.word(s)) || PRECEDING.has(r.word(s)) || ROLLING.has(r.word(s));
  const before = ROLLING.has(r.word(s));
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
  const behind = ROLLING.has(r.word(end));
  if (LAST.has(r.word(end)) || PRECEDING.has(r.word(end)) || ELAPSED.has(r.word(end)) || behind) {
    last = true;
    named = true;
    end += 1;
  }
  if ((before || behind) && number.value === 1) return rolled(r, unit, end);
  // « sur un an » goes back a year, « les 2 dernières années » are calendar ones.
  const rolling = (before || behind || (over && !named)) && unit === 'year';
  return last ? at(end, rolling ? back(r.today, 'month', 12 * number.value) : back(r.today, unit, number.value)) : null;
}

/** The last `count` units seen from a day, the running one among them. */
export function back(today: Day, unit: CalendarGrain, count: number): Period {
  if (unit === 'day') return { from: addDays(today, 1 - count), to: today, grain: 'range' };
  if (unit === 'week') return { from: addDays(today, 1 - 7 * count), to: today, grain: 'range' };
  return { from: moved(unit, firstOf(unit, today), 1 - count), to: today, grain: 'range' };
}

function year(r: TimeReader, i: number): Point | null {
  const said = UNITS.get(r.word(i)) === 'year' ? i + 1 : i;
  const value = r.year(said);
  if (value === null) return null;
  // « les années 2000 » are ten, or who knows how many.
  const decade = r.word(i) === 'annees' && value % 10 === 0 && !['a', 'et', 'au'].includes(r.word(said + 1));
  return at(said + 1, { ...untilToday(around('year', `${value}-01-01`), r.today), ...(decade ? { vague: true } : {}) });
}
