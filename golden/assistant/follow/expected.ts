import type { Asked, Lexicon } from '@griot/assistant/testing';
import { addDays, addMonths, type Day } from '@griot/kernel';

/** What a follow-up must come to: a query, or why no single one is meant and it is asked. */
export type Expected = Asked | { readonly asks: string };
export const asks = (why: string): Expected => ({ asks: why });

/** The figures of the application, as far as a follow-up depends on them. */
let figures: Lexicon['metrics'];
export const useFigures = (lexicon: Lexicon): void => {
  figures = lexicon.metrics;
};

type Filter = Asked['filters'][number];
const unitOf = (name: string | undefined) => figures.get(name ?? '')?.unit ?? null;
const reaches = (asked: Asked, metrics: readonly string[]): boolean =>
  metrics.every((name) =>
    [...asked.dimensions, ...asked.filters.map((one) => one.dimension)].every(
      (one) => one.startsWith('metric_time') || figures.get(name)?.dimensions.includes(one) || metrics.includes(one),
    ),
  );
const isTime = (dimension: string) => dimension.startsWith('metric_time');
const selects = ({ filters }: Asked) => filters.some(({ dimension }) => figures.has(dimension));
const plain = ({ kind, focus }: Asked) => kind === 'figure' && focus === null;
const mean = ({ kind }: Asked) => kind === 'mean' || kind === 'median';
/** Periods, or values, that stand side by side and are told one by one. */
const besides = ({ filters, dimensions }: Asked): string[] =>
  filters.flatMap(({ dimension, operator, grain }) => {
    const told = grain ? `${dimension}__${grain}` : dimension;
    return operator === 'in' && dimensions.includes(told) ? [told] : [];
  });

/** A condition by one value: in the place of the one on the same thing, beside all others. */
export function narrowed(before: Asked, dimension: string, value: string): Expected {
  const filters = before.filters.filter((one) => one.dimension !== dimension);
  const next = { ...before, filters: [...filters, { dimension, operator: 'eq', value } as Filter] };
  const known = before.filters.find((one) => one.dimension === dimension);
  if (known?.operator === 'eq' && known.value === value) return asks('it was of that one already');
  if (!reaches(next, before.metrics)) return asks('the figure is not told by that');
  const [first] = before.dimensions;
  const own = before.dimensions.length === 1 && first === dimension;
  if (before.kind === 'why' && own) return { ...next, dimensions: ['entreprise__secteur_activite'] };
  if (before.kind === 'count' && own) return asks('one thing is not counted');
  // One of a ranking, or of shares: that one's figure, that one's share.
  if (own && before.shares) return { ...before, focus: value };
  if (own && before.limit !== null) return { ...next, dimensions: [], order: null, limit: null };
  return next;
}

const MONTHS: Record<string, number> = { month: 1, quarter: 3, year: 12 };
function moved({ from, to }: NonNullable<Asked['timeRange']>, step: -1 | 1): { from: Day; to: Day } | null {
  if (from === to) return { from: addDays(from, step), to: addDays(to, step) };
  const size = Object.values(MONTHS).find((count) => {
    const end = addDays(addMonths(from, count), -1);
    return from.endsWith('-01') && (end === to || (to === '2026-11-27' && end > to));
  });
  if (size === undefined) return null;
  // What stands before a period that still runs is over, and whole.
  if (step < 0 && to === '2026-11-27') return { from: addMonths(from, -size), to: addDays(from, -1) };
  const next = addDays(to, 1);
  return {
    from: addMonths(from, step * size),
    to: next.endsWith('-01') ? addDays(addMonths(next, step * size), -1) : addMonths(to, step * size),
  };
}

/** Another time, of all that is asked; what is compared stays compared with its own period before. */
export function timed(
  before: Asked,
  time: { from: Day; to: Day } | 'before' | 'after',
  grain: 'year' | 'month' | 'same',
): Expected {
  const sided = before.filters.some(isTimeFilter);
  let range: { from: Day; to: Day } | null = time === 'before' || time === 'after' ? null : time;
  if (time === 'before' || time === 'after') {
    if (!before.timeRange) return asks('no period stands before');
    range = moved(before.timeRange, time === 'before' ? -1 : 1);
    if (range === null) return asks('the period has no size of its own');
    if (range.from > '2026-11-27') return asks('it has not come yet');
    if (range.to > '2026-11-27') range = { ...range, to: '2026-11-27' };
  }
  if (range === null) return asks('');
  if (before.timeRange && before.timeRange.from === range.from && before.timeRange.to === range.to)
    return asks('it was of that period already');
  const one = sided ? before.dimensions.filter((dimension) => !isTime(dimension)) : before.dimensions;
  if (mean(before) && grain === 'month' && before.dimensions.at(-1) === 'metric_time__month')
    return asks('one month has no mean by month');
  const year = range.from.endsWith('-01-01') && range.to.endsWith('-12-31');
  return {
    ...before,
    dimensions: one,
    filters: before.filters.filter((filter) => !isTimeFilter(filter)),
    timeRange: range,
    compare:
      before.kind === 'why'
        ? year
          ? 'previous_year'
          : 'previous_period'
        : before.compare === 'previous_period' && year
          ? 'previous_year'
          : before.compare,
  };
}
const isTimeFilter = ({ dimension }: Filter) => dimension === 'metric_time';

/** Another figure of the same, in the same order; what the figure before selected by is asked. */
export function metricOf(before: Asked, name: string): Expected {
  const next: Asked = {
    ...before,
    metrics: [name],
    order: before.order && { ...before.order, by: name },
  };
  if (before.metrics.length === 1 && before.metrics[0] === name) return asks('it was that figure already');
  if (selects(before)) return asks('which rows, once the figure that chose them is not asked any more');
  if (!reaches(next, [name])) return asks('the figure is not told by that');
  const alike = unitOf(name) === unitOf(before.metrics[0]);
  if (before.check) return alike ? next : asks('the limit was of another unit');
  if (before.kind === 'exists') return unitOf(name) === 'count' ? next : { ...next, kind: 'figure' };
  if ((mean(before) || before.shares) && unitOf(name) === 'percent') return asks('rates have no mean and no share');
  return next;
}

/** Told by something else. */
export function splitBy(before: Asked, dimension: string): Expected {
  const beside = besides(before).filter((one) => one !== dimension);
  const dimensions = [dimension, ...beside];
  if (!reaches({ ...before, dimensions, filters: [] }, before.metrics)) return asks('the figure is not told by that');
  if (before.dimensions.join() === dimensions.join()) return asks('it was told by that already');
  if (before.kind === 'exists') return { ...before, kind: 'figure', dimensions };
  if (before.kind === 'why' && !isTime(dimension)) return { ...before, dimensions };
  if (!plain(before)) return asks('a count, a list, a mean or a share of one thing is not told by another');
  if (before.limit !== null && isTime(dimension)) return asks('the largest months, or the course of the largest?');
  if (before.shares && isTime(dimension)) return asks('shares of a total are not told by months');
  if (selects(before) && isTime(dimension)) return asks('which months, or the course of those?');
  if (dimension === 'metric_time__month' && before.timeRange && before.timeRange.from === before.timeRange.to)
    return asks('one day has no months');
  return { ...before, dimensions };
}

/** Told by something else too. */
export function splitFurther(before: Asked, dimension: string): Expected {
  if (!plain(before)) return asks('a count, a list, a mean or a share is of one thing');
  if (before.limit !== null) return asks('so many of each, which one query does not tell');
  if (before.shares) return asks('shares of which total?');
  if (selects(before)) return asks('which of the two would be chosen?');
  return { ...before, dimensions: [...before.dimensions, dimension] };
}

/** So many of them, from one end. */
export function ordered(before: Asked, limit: number, end: 'high' | 'worst'): Expected {
  const refused = rankless(before);
  if (refused) return refused;
  const [by = ''] = before.metrics;
  const direction = figures.get(by)?.direction;
  if (end === 'worst' && direction !== 'up' && direction !== 'down') return asks('nobody said what is bad');
  const order = { by, descending: end === 'high' || direction === 'down' };
  return { ...before, order, limit };
}

/** The first ones of what is shown. */
export function limited(before: Asked, limit: number): Expected {
  const refused = rankless(before);
  if (refused) return refused;
  if (before.limit === limit) return asks('as many were shown');
  const [by = ''] = before.metrics;
  return { ...before, order: before.order ?? { by, descending: true }, limit };
}

function rankless(before: Asked): Expected | null {
  if (!plain(before)) return asks('a count, a list, a mean or one share has no ranking');
  if (before.dimensions.length === 0) return asks('nothing to rank');
  if (before.dimensions.length > 1) return asks('so many of each, which one query does not tell');
  if (before.metrics.length > 1) return asks('by which of the figures');
  return null;
}

export function turned(before: Asked): Expected {
  const refused = rankless(before);
  if (refused) return refused;
  const [by = ''] = before.metrics;
  return {
    ...before,
    order: before.order ? { ...before.order, descending: !before.order.descending } : { by, descending: false },
  };
}

/** Of what they are of, each; of the one value that was asked, that one's. */
export function shared(before: Asked, rate: boolean): Expected {
  if (before.shares) return asks('they are shares already');
  if (rate && before.dimensions.length === 0 && before.metrics[0] === 'montant_impaye')
    return metricOf(before, 'taux_impaye_pct');
  if (before.kind !== 'figure') return asks('a count, a list or a mean has no shares');
  if (before.compare) return asks('how much it changed, or shares?');
  if (!before.metrics.every((name) => unitOf(name) === 'currency' || unitOf(name) === 'count'))
    return asks('a rate or a delay has no shares');
  if (before.metrics.length > 1) return asks('of which figure');
  if (before.dimensions.some((one) => !isTime(one)))
    return selects(before) ? asks('of those, or of all?') : { ...before, shares: true };
  if (before.dimensions.length > 0) return asks('shares of a total are not told by months');
  if (rate) return asks('its share of the total, or a rate of its own?');
  const own = before.filters.filter(({ operator }) => operator === 'eq');
  const [one] = own;
  if (!one || before.filters.length > 1) return asks('part of what');
  return {
    ...before,
    dimensions: [one.dimension],
    filters: [],
    shares: true,
    focus: String(one.value),
  };
}

/** Without one value, beside those that were left out already. */
export function excluded(before: Asked, dimension: string, value: string): Expected {
  if (before.focus !== null) return asks('its share of all others, or without it in the whole?');
  const known = before.filters.find((one) => one.dimension === dimension);
  const add = (filter: Filter): Asked => ({
    ...before,
    filters: [...before.filters.filter((one) => one !== known), filter],
  });
  if (!known) return add({ dimension, operator: 'ne', value });
  if (known.operator === 'ne') return add({ dimension, operator: 'not_in', value: [String(known.value), value] });
  return asks('it was of others only');
}

/** Of all of them again, by each where it was one figure; a ranking of them is of all. */
export function forgotten(before: Asked, dimension: string): Expected {
  const told = before.dimensions.includes(dimension);
  if (told && before.focus !== null) return { ...before, focus: null };
  if (told && before.limit !== null) return { ...before, limit: null };
  if (before.check) return asks('which of them are above the limit, or all in one?');
  const filters = before.filters.filter((one) => one.dimension !== dimension);
  if (filters.length === before.filters.length && (before.dimensions.length > 0 || before.kind !== 'figure'))
    return asks('it was of all of them');
  const apart = before.kind === 'figure' && before.dimensions.length === 0;
  return { ...before, filters, dimensions: apart ? [dimension] : before.dimensions };
}

/** Beside the same a year before. */
export function versus(before: Asked): Expected {
  if (before.filters.some(isTimeFilter)) return asks('periods stand side by side already');
  if (before.compare === 'previous_year') return asks('it is compared already');
  if (before.kind === 'why') return { ...before, compare: 'previous_year' };
  if (before.kind !== 'figure' || before.shares) return asks('a count, a mean or a share has no change');
  // Of all that is known, the running year is what has a year before.
  if (!before.timeRange)
    return { ...before, timeRange: { from: '2026-01-01', to: '2026-11-27' }, compare: 'previous_year' };
  return { ...before, compare: 'previous_year' };
}

/** A limit of a size that the figure has. */
export function limitFor(before: Asked): string {
  const unit = unitOf(before.metrics[0]);
  return unit === 'percent' ? '60 %' : unit === 'currency' ? '300 millions' : unit === 'days' ? '40 jours' : '12';
}

/** Those above a limit, in the place of the limit before. */
export function threshold(before: Asked): Expected {
  const unit = unitOf(before.metrics[0]);
  if (before.kind !== 'count' && (!plain(before) || before.shares))
    return asks('a list, a mean or a share is chosen by something else');
  if (before.dimensions.length === 0) return asks('one figure has no rows to choose from');
  if (before.metrics.length > 1) return asks('which of the figures');
  const value = unit === 'percent' ? 60 : unit === 'currency' ? 300_000_000 : unit === 'days' ? 40 : 12;
  const [dimension = ''] = before.metrics;
  const filters = before.filters.filter((one) => one.dimension !== dimension);
  return { ...before, filters: [...filters, { dimension, operator: 'gt', value } as Filter] };
}

/** Those that were counted, by name. */
export function which(before: Asked): Expected {
  const [name = ''] = before.metrics;
  if (before.kind === 'count') return { ...before, kind: 'figure' };
  if (!/^clients_/.test(name)) return asks('no names are known of such things, or whose?');
  return who(before);
}

/** The clients that have some of it, or those that were counted. */
export function who(before: Asked): Expected {
  const [name = ''] = before.metrics;
  const unit = unitOf(name);
  if (before.kind === 'count') return { ...before, kind: 'figure' };
  const single = before.kind === 'figure' || before.kind === 'exists';
  if (before.dimensions.length > 0 || !single || before.compare)
    return asks('who they are is said, or a mean has none');
  const dimension = 'entreprise__raison_sociale';
  if ((unit !== 'currency' && unit !== 'count') || !figures.get(name)?.dimensions.includes(dimension))
    return asks('a rate has nobody');
  return {
    ...before,
    kind: /^clients_/.test(name) ? 'list' : 'figure',
    dimensions: [dimension],
    filters: [...before.filters, { dimension: name, operator: 'gt', value: 0 }],
  };
}

/** The one figure of all that was told apart. */
export function totalled(before: Asked): Expected {
  if (before.dimensions.length === 0) return asks('it is the total already');
  if (before.kind === 'count' || before.kind === 'why') return asks('a count or a reason has no total');
  if (before.kind !== 'list' && (selects(before) || before.limit !== null)) return asks('of those, or of all?');
  return {
    ...before,
    kind: 'figure',
    dimensions: [],
    filters: before.filters.filter(({ dimension }) => !figures.has(dimension)),
    order: null,
    shares: false,
    focus: null,
  };
}
