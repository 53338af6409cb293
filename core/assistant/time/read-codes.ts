import { addDays, addMonths, type Day, startOf } from '@griot/kernel';
import { readNumber } from '../language/numbers.ts';
import { around, type CalendarGrain, firstDay, moved, type Relation, type TimeReading, untilToday } from './period.ts';
import { back, readPoint } from './read-point.ts';
import type { TimeReader } from './reader.ts';
import { BEFORE, LAST, MONTHS, PRECEDING, UNITS } from './words.ts';

const RELATIVE = { t: 'quarter', m: 'month', n: 'year', j: 'day' } as const;
const AGAINST = new Set(['vs', 'versus', 'contre', 'a', 'au', 'aux', 'to', 'with', 'against']);
const ARTICLES = new Set(['le', 'la', 'l', 'les', 'the']);

/** Codes and shorthand of people at work: `T-1`, `N-1`, `FY25`, `MTD`, `cumul à fin octobre`, `sur l'année`. */
export function readCode(r: TimeReader, i: number): TimeReading | null {
  return (
    relative(r, i) ??
    fiscal(r, i) ??
    running(r, i) ??
    cumulated(r, i) ??
    sameAgain(r, i) ??
    before(r, i) ??
    edges(r, i) ??
    twoDays(r, i) ??
    overYear(r, i)
  );
}

const nothing = { from: null, to: null, grain: 'range' } as const;
const said = (end: number, relation: Relation): TimeReading => ({ end, period: nothing, relation });
const whole = (r: TimeReader, unit: CalendarGrain, count: number, end: number): TimeReading => ({
  end,
  period: untilToday(around(unit, moved(unit, firstDay(unit, r.today), count)), r.today),
});

/** `T-1`, `M-1`, `N-1`, `J-1`; after `vs` what is compared with. */
function relative(r: TimeReader, i: number): TimeReading | null {
  const found = /^([tmnj])-([1-9])$/.exec(r.word(i));
  const unit = RELATIVE[found?.[1] as keyof typeof RELATIVE];
  if (!found || !unit || r.year(i + 1) !== null) return null;
  const count = Number(found[2]);
  if (count === 1 && AGAINST.has(r.word(i - 1)) && unit !== 'day')
    return said(i + 1, unit === 'year' ? 'previous_year' : 'previous_period');
  return whole(r, unit, -count, i + 1);
}

/** `FY25`, `FY2025`. */
function fiscal(r: TimeReader, i: number): TimeReading | null {
  const found = /^fy((?:20)?\d{2})$/.exec(r.word(i));
  const year = found ? Number(found[1]) % 100 : Number.NaN;
  if (!found) return null;
  return { end: i + 1, period: untilToday(around('year', `${2000 + year}-01-01`), r.today) };
}

const CODES: Record<string, CalendarGrain> = { mtd: 'month', qtd: 'quarter', wtd: 'week' };
const GOES_ON = new Set(
  'de d du of par avec qui ou where au en dernier derniere passe passee precedent precedente suivant suivante'.split(
    ' ',
  ),
);

/** `MTD`, `quarter to date`, `sur l'année`, `sur le mois`: the running one. */
function running(r: TimeReader, i: number): TimeReading | null {
  if (r.word(i) === 'ltm' || r.word(i) === 'ttm') return { end: i + 1, period: back(r.today, 'month', 12) };
  const code = Object.hasOwn(CODES, r.word(i)) ? CODES[r.word(i)] : undefined;
  if (code) return whole(r, code, 0, i + 1);
  const first = UNITS.get(r.word(i));
  if (first && first !== 'day' && r.word(i + 1) === 'to' && r.word(i + 2) === 'date') {
    const { end, period } = whole(r, first, 0, i + 3);
    return { end, period: { ...period, soFar: true } };
  }
  if (r.word(i) !== 'sur' || !ARTICLES.has(r.word(i + 1))) return null;
  const unit = UNITS.get(r.word(i + 2));
  const next = r.word(i + 3);
  const split = next === 'par' && UNITS.get(r.word(i + 4)) !== unit;
  if (
    !unit ||
    unit === 'day' ||
    (GOES_ON.has(next) && !split) ||
    MONTHS.has(next) ||
    r.year(i + 3) !== null ||
    /^\d/.test(next)
  )
    return null;
  return whole(r, unit, 0, i + 3);
}

/** `cumul à fin octobre`, `cumulé au 30 juin 2026`: from the first of January of that year. */
function cumulated(r: TimeReader, i: number): TimeReading | null {
  if (!/^cumul(e|es|ee|ees)?$/.test(r.word(i))) return null;
  let s = i + 1;
  while (['a', 'au', 'la', 'jusque'].includes(r.word(s)) && s < i + 4) s += 1;
  if (s === i + 1 || r.word(s) !== 'fin') return null;
  s += 1;
  while (['de', 'd', 'du', 'mois'].includes(r.word(s)) && s < i + 7) s += 1;
  const month = MONTHS.get(r.word(s));
  if (month === undefined) return null;
  const year = r.year(s + 1);
  const of = (value: number): Day => `${value}-${String(month).padStart(2, '0')}-01`;
  const now = Number(r.today.slice(0, 4));
  const first = of(year ?? (of(now) <= r.today ? now : now - 1));
  const { to } = untilToday(around('month', first), r.today);
  return {
    end: year === null ? s + 1 : s + 2,
    period: { from: startOf('year', first), to, grain: 'range' },
  };
}

/** `par rapport à la même période`: a year before, where no other is said. */
function sameAgain(r: TimeReader, i: number): TimeReading | null {
  const s = ARTICLES.has(r.word(i)) ? i + 1 : i;
  if ((r.word(s) !== 'meme' && r.word(s) !== 'same') || !['periode', 'epoque', 'period'].includes(r.word(s + 1)))
    return null;
  const against =
    AGAINST.has(r.word(i - 1)) && (r.word(i - 1) !== 'a' || ['rapport', 'compare', 'comparee'].includes(r.word(i - 2)));
  return against ? said(s + 2, 'previous_year') : null;
}

/** `octobre vs le mois d'avant`: the one before the period that stands there already. */
function before(r: TimeReader, i: number): TimeReading | null {
  const against =
    ['vs', 'versus', 'contre'].includes(r.word(i - 1)) ||
    (['a', 'au'].includes(r.word(i - 1)) && r.word(i - 2) === 'rapport');
  if (
    !against ||
    !r.tokens
      .slice(0, i - 1)
      .some(({ text }) => MONTHS.has(text) || UNITS.has(text) || /^(19|20)\d{2}$|^[tqsh][1-4]$/.test(text))
  )
    return null;
  const s = ARTICLES.has(r.word(i)) ? i + 1 : i;
  // « vs the previous month ».
  const ahead = PRECEDING.has(r.word(s)) ? UNITS.get(r.word(s + 1)) : undefined;
  if (ahead) return said(s + 2, ahead === 'year' ? 'previous_year' : 'previous_period');
  const unit = UNITS.get(r.word(s));
  if (!unit) return null;
  const end = PRECEDING.has(r.word(s + 1))
    ? s + 2
    : ['d', 'de'].includes(r.word(s + 1)) && r.word(s + 2) === 'avant'
      ? s + 3
      : null;
  return end === null ? null : said(end, unit === 'year' ? 'previous_year' : 'previous_period');
}

const FIRST = new Set(['premier', 'premiere', 'premiers', 'premieres', 'first']);

/** `les dix premiers jours de novembre`, `les 2 dernières semaines de 2025`: so many days at an end of a period, never a ranking. */
function edges(r: TimeReader, i: number): TimeReading | null {
  let s = i;
  while (BEFORE.has(r.word(s)) && s < i + 3) s += 1;
  const ahead = FIRST.has(r.word(s)) || LAST.has(r.word(s));
  const said = readNumber(r.tokens, ahead ? s + 1 : s);
  const one = ahead && said === null && !/s$/.test(r.word(s)) ? { value: 1, end: s + 1, plain: true } : null;
  const number = said ?? one;
  if (!number?.plain || !Number.isInteger(number.value) || number.value < 1 || number.value > 366) return null;
  const which = r.word(ahead ? s : number.end);
  if (!FIRST.has(which) && !LAST.has(which)) return null;
  s = ahead ? number.end : number.end + 1;
  const unit = UNITS.get(r.word(s));
  if (unit !== 'day' && unit !== 'week') return null;
  s += 1;
  if (!['de', 'd', 'du', 'of'].includes(r.word(s))) return null;
  while (
    ['de', 'd', 'du', 'of', 'l', 'la', 'le', 'the'].includes(r.word(s)) ||
    (r.word(s) === 'mois' && (MONTHS.has(r.word(s + 1)) || r.word(s + 1) === 'de' || r.word(s + 1) === 'd'))
  )
    s += 1;
  const point = readPoint(r, s) ?? readPoint(r, s - 1);
  const { from, to } = point?.period ?? nothing;
  if (!point || from === null || to === null || point.period.vague || point.period.grain === 'day') return null;
  const days = number.value * (unit === 'day' ? 1 : 7);
  const [first, last] = FIRST.has(which) ? [from, addDays(from, days - 1)] : [addDays(to, 1 - days), to];
  if (first < from || last > (point.period.wholeTo ?? to)) return null;
  return { end: point.end, period: untilToday({ from: first, to: last, grain: 'range' }, r.today) };
}

/** `hier et avant-hier`. */
function twoDays(r: TimeReader, i: number): TimeReading | null {
  const said = [0, 1, 2, 3].map((offset) => r.word(i + offset)).join(' ');
  if (said !== 'hier et avant hier' && said !== 'avant hier et hier') return null;
  return { end: i + 4, period: { from: addDays(r.today, -2), to: addDays(r.today, -1), grain: 'range' } };
}

/** `sur un an`: twelve months, the running one among them. */
function overYear(r: TimeReader, i: number): TimeReading | null {
  if (r.word(i) !== 'sur' || !['un', 'une', '1'].includes(r.word(i + 1)) || UNITS.get(r.word(i + 2)) !== 'year')
    return null;
  if (LAST.has(r.word(i + 3)) || r.word(i + 3) === 'sur') return null;
  return { end: i + 3, period: { from: addMonths(firstDay('month', r.today), -11), to: r.today, grain: 'range' } };
}
