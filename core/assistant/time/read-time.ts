import { addDays, addMonths, type Day, endOf, startOf } from '@griot/kernel';
import { readNumber } from '../language/numbers.ts';
import type { Token } from '../language/tokens.ts';
import { around, moved, type Period, type TimeReading, untilToday } from './period.ts';
import { yearAfter } from './point.ts';
import { readCode } from './read-codes.ts';
import { pointAt } from './read-point.ts';
import { between, consecutive } from './read-range.ts';
import { TimeReader } from './reader.ts';
import { LAST, PRECEDING, UNITS } from './words.ts';

/** The longest expression of time that begins at `from`; null when none does. */
export function readTime(
  tokens: readonly Token[],
  from: number,
  o: { today: Day; english: boolean },
): TimeReading | null {
  const r = new TimeReader(tokens, o.today, o.english);
  const found = [
    readCode(r, from),
    between(r, from),
    since(r, from),
    until(r, from),
    ago(r, from),
    edge(r, from),
    relation(r, from),
    toDate(r, from),
    allTime(r, from),
    yearAgoToDate(r, from),
    plain(r, from),
  ].filter((one) => one !== null);
  return found.reduce<TimeReading | null>((best, one) => (best === null || one.end > best.end ? one : best), null);
}

const reading = (end: number, period: Period): TimeReading => ({ end, period });

function plain(r: TimeReader, i: number): TimeReading | null {
  const point = pointAt(r, i);
  if (!point) return null;
  // « au 31 mars » is a state on that day; « le 31 mars » is that day.
  const moment = r.word(i) === 'au' && point.period.grain === 'day';
  const pair = consecutive(r, point);
  if (pair) return pair;
  return reading(point.end, moment ? { ...point.period, moment: true } : point.period);
}

/** `depuis janvier`, `à partir de 2024`, `depuis 3 mois`, `since March`. They end with the as-of day. */
function since(r: TimeReader, i: number): TimeReading | null {
  const opening = r.word(i);
  let s = i + 1;
  const onwards = opening === 'from' ? pointAt(r, s) : null;
  if (opening === 'a' && (r.word(i + 1) === 'partir' || r.word(i + 1) === 'compter')) s = i + 2;
  else if (opening === 'starting' && ['in', 'from', 'on', 'with'].includes(r.word(s))) s = i + 2;
  else if (onwards?.period.from && ['on', 'onwards', 'onward', 'forward'].includes(r.word(onwards.end)))
    return reading(onwards.end + 1, { from: onwards.period.from, to: r.today, grain: 'range' });
  else if (opening === 'apres' || opening === 'after') {
    const point = pointAt(r, s);
    if (!point?.period.to) return null;
    return reading(point.end, {
      from: addDays(point.period.wholeTo ?? point.period.to, 1),
      to: r.today,
      grain: 'range',
    });
  } else if (opening !== 'depuis' && opening !== 'since' && !(opening === 'des' && /è/i.test(r.tokens[i]?.raw ?? '')))
    return null;
  const begun = beginning(r, s);
  if (begun) return begun;
  const number = opening === 'des' ? null : readNumber(r.tokens, s);
  const unit = number?.plain ? UNITS.get(r.word(number.end)) : undefined;
  if (number && unit && Number.isInteger(number.value) && number.value > 0 && number.value <= 1000) {
    if (LAST.has(r.word(number.end + 1))) return null;
    return reading(number.end + 1, { from: moved(unit, r.today, -number.value), to: r.today, grain: 'range' });
  }
  const point = pointAt(r, s);
  if (!point?.period.from || point.period.from > r.today) return null;
  const { from, yearless } = point.period;
  return reading(point.end, { from, to: r.today, grain: 'range', ...(yearless ? { yearless } : {}) });
}

/** `(depuis) le début de l'année`, `debut du mois`, `la rentrée`, `le nouvel an`. */
function beginning(r: TimeReader, i: number): TimeReading | null {
  let s = i;
  while (['le', 'la', 'the'].includes(r.word(s))) s += 1;
  if (r.word(s) === 'rentree') return sinceSeptember(r, s + 1);
  if (r.word(s) === 'nouvel' && r.word(s + 1) === 'an')
    return reading(s + 2, untilToday(around('year', r.today), r.today));
  if (!['debut', 'beginning', 'start'].includes(r.word(s))) return null;
  s += 1;
  while (['de', 'du', 'd', 'l', 'la', 'of', 'the', 'cet', 'cette', 'ce', 'this'].includes(r.word(s))) s += 1;
  const unit = UNITS.get(r.word(s));
  const point = pointAt(r, s);
  if (unit && !point) {
    const running = r.word(s + 1) === 'en' && r.word(s + 2) === 'cours' ? s + 3 : s + 1;
    return reading(running, { from: around(unit, r.today).from, to: r.today, grain: 'range' });
  }
  return point?.period.from ? reading(point.end, { from: point.period.from, to: r.today, grain: 'range' }) : null;
}

/** `depuis la rentrée (de septembre) (2025)`: schools and offices begin again in September. */
function sinceSeptember(r: TimeReader, i: number): TimeReading | null {
  const named = pointAt(r, i);
  const now = Number(r.today.slice(0, 4));
  const of = (year: number): Day => `${year}-09-01`;
  if (!named) return reading(i, { from: of(now) <= r.today ? of(now) : of(now - 1), to: r.today, grain: 'range' });
  const { from, grain } = named.period;
  if (from === null || (grain !== 'year' && !(grain === 'month' && from.slice(5, 7) === '09'))) return null;
  return reading(named.end, { from: of(Number(from.slice(0, 4))), to: r.today, grain: 'range' });
}

/** `jusqu'à mars`, `avant 2024`, `until June`. */
function until(r: TimeReader, i: number): TimeReading | null {
  const opening = r.word(i);
  const before = opening === 'avant' || opening === 'before';
  const up = ['jusque', 'until', 'till', 'through'].includes(opening) || (opening === 'up' && r.word(i + 1) === 'to');
  if ((!before && !up) || r.word(i + 1) === 'hier') return null;
  if (before && LAST.has(r.word(i + 1)) && UNITS.has(r.word(i + 2))) return null;
  const next = opening === 'up' || (opening === 'jusque' && r.word(i + 1) === 'a') ? i + 2 : i + 1;
  const point = edge(r, next) ?? pointAt(r, next) ?? pointAt(r, i + 1);
  if (!point) return null;
  if (before)
    return point.period.from === null
      ? null
      : reading(point.end, { from: null, to: addDays(point.period.from, -1), grain: 'range' });
  return reading(point.end, { from: null, to: point.period.to, grain: 'range' });
}

/** `il y a un an`, `3 months ago`: that day. */
function ago(r: TimeReader, i: number): TimeReading | null {
  const french = r.word(i) === 'il' && r.word(i + 1) === 'y' && r.word(i + 2) === 'a' ? i + 3 : null;
  const number = readNumber(r.tokens, french ?? i);
  if (!number?.plain || !Number.isInteger(number.value) || number.value > 1000) return null;
  const unit = UNITS.get(r.word(number.end));
  if (!unit || (french === null && r.word(number.end + 1) !== 'ago')) return null;
  const day = moved(unit, r.today, -number.value);
  return reading(french === null ? number.end + 2 : number.end + 1, {
    from: day,
    to: day,
    grain: 'day',
    moment: unit !== 'day',
    counted: unit,
  });
}

/** `fin mars 2025`, `à la fin de l'année dernière`: its last day. `début 2024`, `mi-mars`: vague. */
function edge(r: TimeReader, i: number): TimeReading | null {
  let s = i;
  while (
    ['a', 'la', 'en', 'au', 'the', 'at', 'by', 'debut', 'le'].includes(r.word(s)) &&
    s < i + 3 &&
    r.word(s) !== 'debut'
  )
    s += 1;
  const word = r.word(s);
  const about = nearly(r, i);
  if (about) return about;
  if (!['fin', 'end', 'debut', 'mi', 'milieu', 'start', 'beginning', 'mid'].includes(word)) return null;
  s += 1;
  const point = pointAt(r, s);
  if (!point?.period.to) return null;
  if (word !== 'fin' && word !== 'end') return reading(point.end, { ...point.period, vague: true });
  const { to, yearless } = point.period;
  return reading(point.end, { from: to, to, grain: 'day', moment: true, ...(yearless ? { yearless } : {}) });
}

/** `vers mars`, `autour du 15 mars`, `around March`: nobody knows which days. `as of March` is a moment. */
function nearly(r: TimeReader, i: number): TimeReading | null {
  const asOf = r.word(i) === 'as' && r.word(i + 1) === 'of';
  const s = ['aux', 'a', 'somewhere', 'quelque'].includes(r.word(i)) ? i + 1 : i;
  if (!asOf && !['vers', 'autour', 'alentours', 'alentour', 'around', 'circa'].includes(r.word(s))) return null;
  const point = pointAt(r, asOf ? i + 2 : s + 1);
  if (!point?.period.to) return null;
  if (!asOf) return reading(point.end, { ...point.period, vague: true });
  return reading(point.end, { from: point.period.to, to: point.period.to, grain: 'day', moment: true });
}

/** `l'année précédente`, `le mois d'avant`, `un an plus tôt`, `la même période de l'an dernier`: what a comparison leans on. */
function relation(r: TimeReader, i: number): TimeReading | null {
  let s = i;
  while (['a', 'au', 'la', 'le', 'l', 'de', 'd', 'du', 'the', 'en'].includes(r.word(s)) && s < i + 4) s += 1;
  const none = { from: null, to: null, grain: 'range' } as const;
  const said = (end: number, kind: 'previous_period' | 'previous_year'): TimeReading => ({
    end,
    period: none,
    relation: kind,
  });
  if (
    ['meme', 'memes', 'same'].includes(r.word(s)) &&
    (['periode', 'moment', 'epoque', 'period'].includes(r.word(s + 1)) || UNITS.has(r.word(s + 1)))
  ) {
    const year = yearAfter(r, s + 2);
    const last = r.english && LAST.has(r.word(s + 2)) && UNITS.get(r.word(s + 3)) === 'year' ? s + 4 : null;
    if (year && year.year === Number(r.today.slice(0, 4)) - 1) return said(year.end, 'previous_year');
    const back = ago(r, s + 2);
    if (back?.period.counted === 'year' && back.period.from === addMonths(r.today, -12))
      return said(back.end, 'previous_year');
    return last ? said(last, 'previous_year') : null;
  }
  if (['periode', 'period'].includes(r.word(s)) && (PRECEDING.has(r.word(s + 1)) || LAST.has(r.word(s + 1))))
    return said(s + 2, 'previous_period');
  if (r.english && PRECEDING.has(r.word(s)) && r.word(s + 1) === 'period') return said(s + 2, 'previous_period');
  const number = readNumber(r.tokens, s);
  if (number?.value === 1 && UNITS.get(r.word(number.end)) === 'year') {
    const after = `${r.word(number.end + 1)} ${r.word(number.end + 2)}`;
    if (/^plus tot(al)?$/.test(after) || after.startsWith('avant') || after.startsWith('earlier'))
      return said(number.end + (after.startsWith('plus') ? 3 : 2), 'previous_year');
  }
  return null;
}

const ALWAYS = [
  'sur toute la periode',
  'toute la periode',
  'depuis toujours',
  'de tout temps',
  'toutes periodes confondues',
  'toutes les periodes confondues',
  'toutes periodes',
  'toutes annees confondues',
  'toutes les annees confondues',
  'depuis l origine',
  'depuis le debut',
  'depuis le tout debut',
  'sur toute la duree',
  'sur tout l historique',
  'tout l historique',
  'all time',
  'over all time',
  'of all time',
  'over the whole period',
  'since the beginning',
  'since inception',
  'toutes dates confondues',
  'sur l ensemble de la periode',
].map((text) => text.split(' '));

/** `sur toute la période`, `depuis toujours`: no limit in time. */
function allTime(r: TimeReader, i: number): TimeReading | null {
  const found = ALWAYS.filter((words) => words.every((word, offset) => r.word(i + offset) === word));
  const longest = Math.max(0, ...found.map((words) => words.length));
  if (longest === 0 || (['de', 'du', 'd'].includes(r.word(i + longest)) && r.word(i + longest - 1) === 'debut'))
    return null;
  return reading(i + longest, { from: null, to: null, grain: 'range', whole: true });
}

/** `l'année dernière à la même période`: last year, up to the same day. */
function yearAgoToDate(r: TimeReader, i: number): TimeReading | null {
  const point = pointAt(r, i);
  const now = around('year', r.today);
  if (
    point?.period.grain !== 'year' ||
    !point.period.from ||
    point.period.from !== `${Number(now.from?.slice(0, 4)) - 1}-01-01`
  )
    return null;
  let s = point.end;
  while (['a', 'la', 'sur', 'pour', 'over', 'at', 'in', 'to', 'the'].includes(r.word(s)) && s < point.end + 3) s += 1;
  if (r.word(s) !== 'meme' && r.word(s) !== 'same') return null;
  if (!['periode', 'date', 'epoque', 'moment', 'period', 'time'].includes(r.word(s + 1))) return null;
  return reading(s + 2, { from: point.period.from, to: addMonths(r.today, -12), grain: 'range', sameDays: true });
}

/** `YTD`, `à date`, `year to date`, `depuis toujours`. */
function toDate(r: TimeReader, i: number): TimeReading | null {
  const year = (end: number) => reading(end, { ...untilToday(around('year', r.today), r.today), soFar: true });
  // « CA du mois », « impayés de l'année »: the running one, when nothing follows that says which.
  if (r.word(i) === 'du' || r.word(i) === 'de') {
    const at = r.word(i) === 'de' && ['la', 'l'].includes(r.word(i + 1)) ? i + 2 : i + 1;
    const unit = at === i + 2 || r.word(i) === 'du' ? UNITS.get(r.word(at)) : undefined;
    if (
      unit &&
      !['de', 'd', 'du', 'of', 'avec', 'qui', 'ou', 'au'].includes(r.word(at + 1)) &&
      // « d'un mois par mois » tells how, « du mois par zone » when.
      (r.word(at + 1) !== 'par' || UNITS.get(r.word(at + 2)) !== unit) &&
      r.year(at + 1) === null
    )
      return reading(at + 1, untilToday(around(unit, r.today), r.today));
  }
  if (r.word(i) === 'ytd') return year(i + 1);
  if (r.word(i) === 'year' && r.word(i + 1) === 'to' && r.word(i + 2) === 'date') return year(i + 3);
  if (r.word(i) === 'month' && r.word(i + 1) === 'to' && r.word(i + 2) === 'date')
    return reading(i + 3, untilToday(around('month', r.today), r.today));
  if (/^(semaine du|week of)$/.test(`${r.word(i)} ${r.word(i + 1)}`)) {
    const point = pointAt(r, i + 2);
    if (point?.period.grain === 'day' && point.period.from)
      return reading(
        point.end,
        untilToday(
          { from: startOf('week', point.period.from), to: endOf('week', point.period.from), grain: 'week' },
          r.today,
        ),
      );
  }
  return null;
}
