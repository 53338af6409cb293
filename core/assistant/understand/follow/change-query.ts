import type { Day } from '@griot/kernel';
import type { Filter } from '@griot/metrics';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import { around, type CalendarGrain, type Period, untilToday } from '../../time/period.ts';
import type { Asked } from '../asked.ts';
import { dimensionOf, dimensionOfGroup } from '../find-dimensions.ts';
import type { Grain } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';
import { condition, filterOn, negates, put, valuesOf } from './change-filters.ts';
import { isOf, type Piece, sameRange } from './change-pieces.ts';

/** The question before and what is named besides. Throws `Unsettled` where the two are not one query. */
export function added(before: Asked, pieces: readonly Piece[], lexicon: Lexicon, today: Day): Asked {
  let asked = before;
  for (const piece of pieces) {
    if (piece.is === 'part') throw new Unsettled('context');
    if (piece.is === 'time') asked = withPeriod(asked, piece.period, today);
    else if (piece.is === 'value') asked = withValues(asked, piece.concept, piece.values, lexicon);
    else {
      if (asked.kind !== 'figure' || asked.focus !== null) throw new Unsettled('combination');
      if (piece.is === 'metric') {
        if (asked.shares) throw new Unsettled('share');
        asked = reaching({ ...asked, metrics: [...new Set([...asked.metrics, piece.name])] }, lexicon);
      } else {
        // « ajoute les clients »: how many they are, or a line for each?
        if (piece.metric !== null) throw new Unsettled('noun', labelOf(piece, lexicon));
        // « top 3 », split further: three of each, which one query does not tell.
        const chosen = asked.filters.some(({ dimension }) => lexicon.metrics.has(dimension));
        if (asked.limit !== null || asked.shares || chosen) throw new Unsettled('combination');
        const dimension = dimensionFor(piece, asked.metrics, lexicon);
        asked = { ...asked, dimensions: [...new Set([...asked.dimensions, dimension])] };
      }
    }
  }
  return asked;
}

/** The question before with one thing in the place of another; throws where the other is no part of it. */
export function replaced(before: Asked, from: Piece, to: Piece, lexicon: Lexicon, today: Day): Asked {
  if (from.is === 'metric' || (from.is === 'group' && from.metric !== null && before.metrics.includes(from.metric))) {
    const name = from.is === 'metric' ? from.name : (from.metric ?? '');
    const next = to.is === 'metric' ? to.name : to.is === 'group' ? to.metric : null;
    if (next === null || !before.metrics.includes(name)) throw new Unsettled('context');
    if (before.filters.some(({ dimension }) => dimension === name)) throw new Unsettled('threshold');
    const metrics = [...new Set(before.metrics.map((one) => (one === name ? next : one)))];
    const order = before.order?.by === name ? { ...before.order, by: next } : before.order;
    return reaching({ ...before, metrics, order }, lexicon);
  }
  if (from.is === 'value' && to.is === 'value') return insteadOf(before, from, to, lexicon);
  // « remplace la zone par Vridi », « change l'année en 2025 ».
  if (from.is === 'group' && to.is === 'value' && 'concept' in from.group && from.group.concept === to.concept) {
    const filter = filterOn(before, to.concept, lexicon);
    if (!filter) throw new Unsettled('context');
    return put(before, filter, condition(filter, to.values, negates(filter)));
  }
  const anyTime = (from.is === 'part' && from.part === 'period') || (from.is === 'group' && 'grain' in from.group);
  if (to.is === 'time' && (from.is === 'time' || anyTime))
    return otherPeriod(before, from.is === 'time' ? from.period : null, to.period, today);
  if (from.is === 'group' && to.is === 'group') {
    const dimension = before.dimensions.find((one) => isOf(one, from, lexicon));
    if (dimension === undefined || before.focus !== null) throw new Unsettled('context');
    const next = dimensionFor(to, before.metrics, lexicon);
    return { ...before, dimensions: [...new Set(before.dimensions.map((one) => (one === dimension ? next : one)))] };
  }
  throw new Unsettled('context');
}

type Values = Extract<Piece, { is: 'value' }>;

function insteadOf(before: Asked, from: Values, to: Values, lexicon: Lexicon): Asked {
  const filter = filterOn(before, from.concept, lexicon);
  if (before.focus !== null && from.values[0] === before.focus && from.concept === to.concept && to.values.length === 1)
    return { ...before, focus: to.values[0] ?? null };
  const known = filter ? valuesOf(filter) : [];
  if (!filter || !from.values.every((one) => known.includes(one))) throw new Unsettled('context');
  if (from.concept === to.concept) {
    const [at = ''] = from.values;
    const next = known.flatMap((one) => (one === at ? [...to.values] : from.values.includes(one) ? [] : [one]));
    return put(before, filter, condition(filter, [...new Set(next)], negates(filter)));
  }
  const dimension = dimensionOf(lexicon, to.concept, before.metrics);
  if (dimension === null || filterOn(before, to.concept, lexicon)) throw new Unsettled('context');
  if (from.values.length < known.length) throw new Unsettled('context');
  return put(before, filter, condition({ ...filter, dimension }, to.values, negates(filter)));
}

function otherPeriod(before: Asked, from: Period | null, to: Period, today: Day): Asked {
  if (to.from !== null && to.from > today) throw new Unsettled('period');
  if (to.from === null || to.to === null || to.vague) throw new Unsettled('period');
  const range = before.timeRange;
  if (range) {
    if (from && !sameRange(range, inYearOf(from, range.from))) throw new Unsettled('context');
    const next = from?.yearless || to.yearless ? inYearOf(to, range.from) : to;
    if (next.from === null || next.to === null || next.from > today) throw new Unsettled('period');
    return { ...before, timeRange: { from: next.from, to: next.to } };
  }
  const filter = before.filters.find(({ dimension }) => dimension === 'metric_time');
  if (!filter || !from || filter.grain !== from.grain || filter.grain !== to.grain) throw new Unsettled('context');
  const known = valuesOf(filter);
  if (from.from === null || !known.includes(from.from)) throw new Unsettled('context');
  const value = [...new Set(known.map((one) => (one === from.from ? (to.from ?? one) : one)))].sort();
  return put(before, filter, { ...filter, value });
}

/** « ajoute 2024 » to a figure of 2025: the two beside each other. */
function withPeriod(asked: Asked, read: Period, today: Day): Asked {
  const { timeRange, compare, kind } = asked;
  const known = asked.filters.find(({ dimension }) => dimension === 'metric_time');
  const grain = known ? (known.grain as Grain | undefined) : timeRange ? grainOf(timeRange, today) : null;
  const period = timeRange ? inYearOf(read, timeRange.from) : read;
  if (compare || kind !== 'figure' || asked.focus !== null || asked.limit !== null) throw new Unsettled('combination');
  if (!grain || grain !== period.grain || period.from === null || period.from > today) throw new Unsettled('period');
  const before = known ? valuesOf(known) : timeRange ? [timeRange.from] : [];
  const filter: Filter = {
    ...{ dimension: 'metric_time', grain, operator: 'in' },
    value: [...new Set([...before, period.from])].sort(),
  };
  const told = asked.dimensions.some((one) => one.startsWith('metric_time'));
  const filters = [...asked.filters.filter((one) => one !== known), filter];
  return {
    ...{ ...asked, timeRange: null, filters },
    dimensions: told ? asked.dimensions : [...asked.dimensions, `metric_time__${grain}`],
  };
}

function withValues(asked: Asked, concept: string, values: readonly string[], lexicon: Lexicon): Asked {
  const filter = filterOn(asked, concept, lexicon);
  if (!filter || asked.focus !== null) throw new Unsettled('context');
  const known = valuesOf(filter);
  if (negates(filter)) {
    // What was left out comes back.
    const rest = known.filter((one) => !values.includes(one));
    if (rest.length === known.length) throw new Unsettled('same');
    if (rest.length > 0) return put(asked, filter, condition(filter, rest, true));
    return { ...asked, filters: asked.filters.filter((one) => one !== filter) };
  }
  const next = condition(filter, [...new Set([...known, ...values])], false);
  const told = asked.dimensions.includes(filter.dimension) || asked.kind !== 'figure';
  if (!told && asked.limit !== null) throw new Unsettled('combination');
  return {
    ...put(asked, filter, next),
    dimensions: told ? asked.dimensions : [...asked.dimensions, filter.dimension],
  };
}

/** Figures of other tables reach the same things by dimensions of their own. */
function reaching(asked: Asked, lexicon: Lexicon): Asked {
  const { metrics } = asked;
  const other = (dimension: string): string => {
    const concept = lexicon.conceptOf.get(dimension);
    if (concept === undefined) return dimension;
    const found = dimensionOf(lexicon, concept, metrics);
    if (found === null) throw new Unsettled('dimension', lexicon.concepts.get(concept)?.label.fr ?? concept);
    return found;
  };
  const grains = metrics.map((name) => lexicon.metrics.get(name)?.timeGrains ?? []);
  for (const one of asked.dimensions) {
    const grain = /^metric_time__(\w+)$/.exec(one)?.[1];
    if (grain !== undefined && !grains.every((known) => known.includes(grain))) throw new Unsettled('dimension', grain);
  }
  return {
    ...asked,
    dimensions: asked.dimensions.map(other),
    filters: asked.filters.map((one) => ({ ...one, dimension: other(one.dimension) })),
  };
}

type GroupPiece = Extract<Piece, { is: 'group' }>;
const labelOf = ({ group }: GroupPiece, lexicon: Lexicon): string =>
  'grain' in group ? group.grain : (lexicon.concepts.get(group.concept)?.label.fr ?? group.concept);

const dimensionFor = (piece: GroupPiece, metrics: readonly string[], lexicon: Lexicon): string =>
  dimensionOfGroup(lexicon, piece.group, metrics);

/** `avril` after March 2025 is April of 2025. */
function inYearOf(period: Period, day: Day): Period {
  const { yearless, from, grain } = period;
  if (!yearless || from === null || grain === 'range' || grain === 'day') return period;
  return around(grain, `${day.slice(0, 4)}${from.slice(4)}`);
}

const GRAINS: readonly CalendarGrain[] = ['year', 'quarter', 'month', 'week', 'day'];
/** The calendar period that a range is, the largest that it may be. */
function grainOf(range: { from: Day; to: Day }, today: Day): Grain | null {
  const found = GRAINS.find((grain) => {
    const whole = around(grain, range.from);
    return whole.from === range.from && (whole.to === range.to || untilToday(whole, today).to === range.to);
  });
  return (found ?? null) as Grain | null;
}
