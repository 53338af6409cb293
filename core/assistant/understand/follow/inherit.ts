import { addMonths } from '@griot/kernel';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import { dimensionOf } from '../find-dimensions.ts';
import type { Fragment } from '../fragment.ts';
import { isMean } from '../plan/check-said.ts';
import { ordersRows } from '../plan/plan-order.ts';
import { Unsettled } from '../unsettled.ts';
import { mergeFilters } from './merge-filters.ts';

/** The question before, of another figure: everything else is kept, or what cannot be is asked about. */
export function withMetric(before: Asked, name: string, lexicon: Lexicon): Asked {
  const [known] = before.metrics;
  if (before.metrics.length === 1 && known === name) throw new Unsettled('same');
  const metrics = [name];
  const filters = mergeFilters(lexicon, before, [], { metrics, time: false, whole: [] });
  const dimensions = dimensionsFor(before, metrics, lexicon);
  const order = before.order && { ...before.order, by: name };
  return { ...before, metrics, filters, dimensions, order, ...kindFor(before, metrics, lexicon) };
}

/** What the question before is told by, as other figures are: by the same things. */
export function dimensionsFor(before: Asked, metrics: readonly string[], lexicon: Lexicon): string[] {
  return before.dimensions.map((one) => {
    const concept = lexicon.conceptOf.get(one);
    const grain = /^metric_time__(\w+)$/.exec(one)?.[1];
    const timed = grain === undefined || metrics.every((name) => lexicon.metrics.get(name)?.timeGrains.includes(grain));
    const found = concept === undefined ? one : dimensionOf(lexicon, concept, metrics);
    if (found === null || !timed)
      throw new Unsettled('dimension', lexicon.concepts.get(concept ?? '')?.label.fr ?? grain ?? '');
    return found;
  });
}

/** What kind of answer other figures have: a limit is of one unit, rates have no share and no mean, one asks whether there are things. */
export function kindFor(before: Asked, metrics: readonly string[], lexicon: Lexicon): Pick<Asked, 'kind' | 'check'> {
  const units = (names: readonly string[]) => names.map((name) => lexicon.metrics.get(name)?.unit ?? null).join();
  const { kind, check } = before;
  if (check && units(metrics) !== units(before.metrics)) throw new Unsettled('unit');
  if (kind === 'list' || kind === 'count') throw new Unsettled('context');
  const means = metrics.some((name) => isMean(name, lexicon));
  if ((kind === 'mean' || kind === 'median') && (means || metrics.length > 1)) throw new Unsettled('average');
  if (before.shares && means) throw new Unsettled('share');
  if (kind === 'why' && metrics.length > 1) throw new Unsettled('combination');
  return { kind: kind === 'exists' && units(metrics) !== 'count' ? 'figure' : kind, check };
}

const isTime = (dimension: string): boolean => dimension.startsWith('metric_time');
const selects = ({ filters }: Asked, lexicon: Lexicon): boolean =>
  filters.some(({ dimension }) => lexicon.metrics.has(dimension));

/** What a follow-up left as it was: a query of its own words takes the rest from the question before. */
export function keptOf(
  base: Asked,
  asked: Asked,
  fragment: Fragment,
  lexicon: Lexicon,
  o: { replaced: boolean },
): Asked {
  const { top, said } = fragment;
  let kept = asked;
  const beside = asked.compare !== null && asked.compare !== base.compare;
  if (beside && (!['figure', 'why'].includes(base.kind) || base.shares)) throw new Unsettled('combination');
  // « leur chiffre d'affaires » after a number of some of them: of those alone, which no condition tells.
  const counts = lexicon.metrics.get(base.metrics[0] ?? '');
  const some = lexicon.counts.has(counts?.name ?? '') && (counts?.labels.fr ?? '').includes(' ');
  if (said.has('their') && some && !base.metrics.includes(asked.metrics[0] ?? '')) throw new Unsettled('context');
  // Shares of those that were chosen are of them, or of all?
  if (asked.shares && selects(asked, lexicon)) throw new Unsettled('share');
  const sided = base.filters.some(({ dimension }) => dimension === 'metric_time');
  const against = fragment.times.some((one) => one.relation !== undefined || one.against || said.has('compare'));
  if (sided && against) throw new Unsettled('combination');
  if (o.replaced && !top && !said.has('average') && !said.has('median')) kept = toldBy(base, kept, fragment, lexicon);
  else if (top && (base.dimensions.length > 1 || base.metrics.length > 1) && !o.replaced)
    throw new Unsettled('combination');
  else if (top && (base.kind === 'count' || base.kind === 'list' || base.focus !== null))
    throw new Unsettled('combination');
  if (!top && base.order && !ordersRows(said) && !said.has('their') && !base.metrics.includes(asked.metrics[0] ?? ''))
    kept = { ...kept, order: kept.order && { ...kept.order, by: asked.metrics[0] ?? '' } };
  return ofOne(base, atOtherTimes(base, kept, fragment, o.replaced));
}

/** Of another time: compared with the period before that one; periods that stood side by side stand there no more. */
function atOtherTimes(base: Asked, asked: Asked, { times }: Fragment, replaced: boolean): Asked {
  const { timeRange } = asked;
  if (times.length === 0 || timeRange === null || asked.kind === 'why') return asked;
  const beside = base.filters.find(({ dimension }) => dimension === 'metric_time');
  const gone = beside && !replaced && !asked.filters.some(({ dimension }) => dimension === 'metric_time');
  const dimensions = gone ? asked.dimensions.filter((one) => !isTime(one)) : asked.dimensions;
  const grain = /^metric_time__(month|quarter|year)$/.exec(asked.dimensions.at(-1) ?? '')?.[1];
  const months = { month: 1, quarter: 3, year: 12 }[grain ?? ''] ?? 0;
  // One month has no mean by month.
  if (
    (asked.kind === 'mean' || asked.kind === 'median') &&
    months > 0 &&
    addMonths(timeRange.from, months) > timeRange.to
  )
    throw new Unsettled('average');
  const plain = times.every((one) => one.relation === undefined && !one.against);
  const whole = timeRange.from.endsWith('-01-01') && timeRange.to.endsWith('-12-31');
  const compare = base.compare === 'previous_period' && whole ? 'previous_year' : base.compare;
  return { ...asked, dimensions, compare: asked.compare ?? (plain && !replaced ? compare : null) };
}

/** Told by something else: in the same order, as many, in shares where it was; periods and places side by side stay so. */
function toldBy(base: Asked, asked: Asked, { said }: Fragment, lexicon: Lexicon): Asked {
  if (base.focus !== null || base.check || base.kind === 'count' || base.kind === 'list')
    throw new Unsettled('combination');
  const timed = asked.dimensions.some(isTime) && !base.dimensions.some(isTime);
  if (timed && (base.limit !== null || base.shares || selects(base, lexicon))) throw new Unsettled('combination');
  const beside = base.filters.flatMap(({ dimension, operator, grain }) => {
    const told = grain ? `${dimension}__${grain}` : dimension;
    const stays = asked.filters.some((one) => one.dimension === dimension && one.operator === 'in');
    return operator === 'in' && stays && base.dimensions.includes(told) ? [told] : [];
  });
  const own = said.has('order') || said.has('orderUp') || said.has('bestFirst') || said.has('worstFirst');
  const order = own
    ? asked.order
    : base.order && {
        ...base.order,
        by: asked.metrics.includes(base.order.by) ? base.order.by : (asked.metrics[0] ?? ''),
      };
  return {
    ...asked,
    dimensions: [...new Set([...asked.dimensions, ...beside])],
    order,
    limit: base.limit,
    shares: asked.shares || base.shares,
  };
}

/** One of those that a ranking, shares or a count was by: that one's figure, that one's share; one is not counted. */
function ofOne(base: Asked, asked: Asked): Asked {
  const [dimension, more] = asked.dimensions;
  const own = asked.filters.find((one) => one.dimension === dimension && one.operator === 'eq');
  const said = own && !base.filters.some((one) => one.dimension === dimension && one.operator === 'eq');
  if (!own || !said || more !== undefined || base.dimensions[0] !== dimension) return asked;
  if (asked.kind === 'count') throw new Unsettled('context');
  if (asked.shares && asked.focus === null)
    return {
      ...asked,
      filters: asked.filters.filter((one) => one !== own),
      focus: String(own.value),
      order: null,
      limit: null,
    };
  return asked.limit === null ? asked : { ...asked, dimensions: [], order: null, limit: null };
}
