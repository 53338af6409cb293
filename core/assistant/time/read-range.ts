import { addMonths, isDay } from '@griot/kernel';
import { around, type Period, type TimeReading } from './period.ts';
import { at, type Point } from './point.ts';
import { pointAt } from './read-point.ts';
import type { TimeReader } from './reader.ts';
import { ORDINALS, UNITS, WEEKDAYS } from './words.ts';

const reading = (end: number, period: Period): TimeReading => ({ end, period });

const BEGIN: ReadonlySet<string> = new Set(['debut', 'beginning', 'start']);
const FINISH: ReadonlySet<string> = new Set(['fin', 'end']);
const AROUND_EDGE = new Set('le la l the a au en de du d of mois month cette cet ce this'.split(' '));
const NOW = [['maintenant'], ['now'], ['present'], ['date'], ['ce', 'jour'], ['ce', 'soir'], ['nos', 'jours'], ['ici']];

/** `mars à mai 2025`, `janvier - mars`, `2023 à 2025`, `mars à aujourd'hui`: two points with `à` between them. */
export function consecutive(r: TimeReader, first: Point): TimeReading | null {
  const sign = r.word(first.end);
  if (sign !== 'a' && sign !== 'to' && sign !== 'au' && sign !== 'through') return null;
  const second = lastEnd(r, first.end + 1);
  const runs = second?.period.from === r.today && ['month', 'quarter', 'year'].includes(first.period.grain);
  return second && (runs || second.period.grain === first.period.grain) ? joined(first, second) : null;
}

const CLOSINGS: Readonly<Record<string, readonly string[]>> = {
  entre: ['et'],
  between: ['and'],
  from: ['to', 'until', 'through', 'till', 'up', 'a'],
  de: ['a', 'au', 'jusque'],
  du: ['au', 'a', 'jusque'],
  des: ['a', 'au'],
  d: ['a', 'au', 'jusque'],
  depuis: ['a', 'au', 'jusque'],
};

/** `entre A et B`, `de A à B`, `du 1er au 15 mars`, `de début mars à fin mai`, `from A to B`, `between A and now`. */
export function between(r: TimeReader, i: number): TimeReading | null {
  const opening = r.word(i);
  const closings = Object.hasOwn(CLOSINGS, opening) ? CLOSINGS[opening] : undefined;
  if (!closings) return null;
  const first = firstEnd(r, i + 1);
  if (first && closings.includes(r.word(first.end))) {
    const second = lastEnd(r, first.end + 1);
    if (second) return joined(first, second);
  }
  return halfSaid(r, i, closings);
}

/** The first end says its number only: `du 1er au 15 mars 2025`, `du premier au troisième trimestre`. */
function halfSaid(r: TimeReader, i: number, closings: readonly string[]): TimeReading | null {
  // « du lundi 9 au vendredi 13 novembre »: the days of the week say nothing more.
  const ahead = ['le', 'the'].includes(r.word(i + 1)) || WEEKDAYS.has(r.word(i + 1)) ? 1 : 0;
  const s = i + 1 + ahead;
  const ordinal = ORDINALS.get(r.word(s));
  const bare = r.dayAt(s);
  const close = bare?.end ?? s + 1;
  if ((bare === null && ordinal === undefined) || !closings.includes(r.word(close))) return null;
  const second = pointAt(r, close + 1);
  const { from, to, grain } = second?.period ?? { from: null, to: null, grain: 'range' };
  if (!second || from === null || to === null) return null;
  if (ordinal !== undefined && (grain === 'quarter' || grain === 'semester')) {
    const start = addMonths(`${from.slice(0, 4)}-01-01`, (ordinal - 1) * (grain === 'quarter' ? 3 : 6));
    const { wholeTo, yearless } = second.period;
    const ends = [around(grain, start), second.period] as const;
    if (start > from) return null;
    const range: Period = { from: start, to, grain: 'range', ...(wholeTo ? { wholeTo } : {}) };
    return { end: second.end, period: yearless ? { ...range, yearless } : range, ends };
  }
  if (grain !== 'day' || !bare) return null;
  const start = `${to.slice(0, 8)}${String(bare.value).padStart(2, '0')}`;
  return isDay(start) && start <= to ? reading(second.end, { from: start, to, grain: 'range' }) : null;
}

/** `mars`, `début mars`, `le début de l'année`. */
function firstEnd(r: TimeReader, i: number): Point | null {
  const s = pastEdge(r, i, BEGIN);
  if (s === null) return pointAt(r, i);
  const point = pointAt(r, s);
  const unit = UNITS.get(r.word(s));
  return point ?? (unit ? at(s + 1, around(unit, r.today)) : null);
}

/** `mai`, `fin mai`, `maintenant`, `ce jour`. */
function lastEnd(r: TimeReader, i: number): Point | null {
  const s = pastEdge(r, i, FINISH);
  const point = pointAt(r, s ?? i);
  if (point) return point;
  for (const start of [i, i + 1, i + 2]) {
    const now = NOW.find((words) => words.every((word, offset) => r.word(start + offset) === word));
    if (now) return at(start + now.length, { from: r.today, to: r.today, grain: 'day' });
    if (!['a', 'au', 'la', 'to', 'the'].includes(r.word(start))) break;
  }
  return null;
}

/** The index after `le début de`; null where no such word stands. */
function pastEdge(r: TimeReader, i: number, edges: ReadonlySet<string>): number | null {
  let s = i;
  while (['a', 'la', 'le', 'en', 'au', 'the'].includes(r.word(s)) && s < i + 3) s += 1;
  if (!edges.has(r.word(s))) return null;
  s += 1;
  while (AROUND_EDGE.has(r.word(s)) && s < i + 8) {
    // « le début du mois » is of this month; of a named month the word says nothing.
    if (UNITS.get(r.word(s)) === 'month' && pointAt(r, s + 1) === null) break;
    s += 1;
  }
  return s;
}

/** Two points as one range; the first takes the year that only the second says. */
function joined(first: Point, second: Point): TimeReading | null {
  let { from } = first.period;
  const { to } = second.period;
  if (from === null || to === null) return null;
  // « entre 2025 et 2024 »: no range, but two years to compare.
  const turned = from > to && first.open === undefined && second.open === undefined;
  if (turned && first.period.grain === second.period.grain && second.period.from !== null) {
    const period: Period = { from: second.period.from, to: first.period.to, grain: 'range', vague: true };
    return { end: second.end, period, ends: [second.period, first.period] };
  }
  const vague = first.period.vague === true || second.period.vague === true;
  if (first.open === 'year' && second.open !== 'year') {
    const shifted = `${to.slice(0, 4)}${from.slice(4)}`;
    from = shifted <= to ? shifted : `${Number(to.slice(0, 4)) - 1}${from.slice(4)}`;
  } else if (second.open === 'year' && first.open !== 'year' && to < from) {
    return null;
  } else if (from > to) {
    // `de novembre à février` of the latest winter.
    const moved = `${Number(from.slice(0, 4)) - 1}${from.slice(4)}`;
    // « between October and September 2026 » compares two months, it is no year of them.
    if (first.open !== 'year' || moved > to || addMonths(moved, 10) < to) return null;
    from = moved;
  }
  if (!isDay(from) || from > to) return null;
  const { wholeTo, grain } = second.period;
  // As two ends, « October and September 2026 » are both of 2026; as a range it began the year before.
  const own = first.open === 'year' && second.open !== 'year' ? `${to.slice(0, 4)}${from.slice(4)}` : from;
  const begin: Period = grain === 'range' ? first.period : { ...around(grain, own), from: own };
  const range: Period = {
    ...{ from, to, grain: 'range' as const },
    ...(wholeTo ? { wholeTo } : {}),
    ...(vague ? { vague } : {}),
    ...(first.open === 'year' && second.open === 'year' ? { yearless: true } : {}),
  };
  return { end: second.end, period: range, ...(first.period.grain === grain ? { ends: [begin, second.period] } : {}) };
}
