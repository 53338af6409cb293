import type { Filter } from '@griot/metrics';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import { type Asked, NOTHING_ASKED } from '../asked.ts';
import { ratesOf } from '../figures-beside.ts';
import { dimensionOf } from '../find-dimensions.ts';
import type { Fragment } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';
import type { TimePlan } from './plan-time.ts';

/**
 * « part des lots attribués »: of no value and by nothing, the part of a whole that a rate is declared of. Null where none is, or several.
 */
export function rateAsked(fragment: Fragment, lexicon: Lexicon, metrics: readonly string[]): string | null {
  const { said, groups, nouns, filters, thresholds, top } = fragment;
  const [name, more] = metrics;
  if (!said.has('share') || said.has('breakdown') || name === undefined || more !== undefined || top) return null;
  if ([groups, nouns, filters, thresholds].some((one) => one.length > 0)) return null;
  const [rate, other] = ratesOf(name, lexicon);
  return rate !== undefined && other === undefined ? rate : null;
}

/** Shares of a total: of each value of a dimension, or of the one value that is asked about. */
export function planShares(
  fragment: Fragment,
  lexicon: Lexicon,
  dimensions: string[],
  filters: Filter[],
  metrics: readonly string[],
): { shares: boolean; focus: string | null; dimensions: string[]; filters: Filter[] } {
  const { said } = fragment;
  const asks = said.has('share') || said.has('breakdown') || said.has('percent');
  const plain = { shares: false, focus: null, dimensions, filters };
  if (!asks || (said.has('breakdown') && said.has('amount'))) return plain;
  const units = metrics.map((name) => lexicon.metrics.get(name)?.unit ?? null);
  const percents = units.every((unit) => unit === 'percent');
  if (said.has('percent') && !said.has('share') && percents) return plain;
  if (units.some((unit) => unit !== 'currency' && unit !== 'count' && unit !== 'hectares')) {
    if (said.has('breakdown') && !said.has('share') && dimensions.length > 0) return plain;
    throw new Unsettled('unit');
  }
  const categories = dimensions.filter((one) => !one.startsWith('metric_time'));
  if (categories.length > 0 && fragment.groups.length + fragment.nouns.length > 0) return { ...plain, shares: true };
  const own = filters.filter((one) =>
    fragment.filters.some(({ concept, negated }) => !negated && lexicon.conceptOf.get(one.dimension) === concept),
  );
  // « quelle proportion des impayés a plus de 90 jours »: of that age, in all.
  const aged = fragment.thresholds.some((one) => one.unit === 'days')
    ? filters.filter((one) => lexicon.concepts.get(lexicon.conceptOf.get(one.dimension) ?? '')?.bands)
    : [];
  own.push(...aged.filter((one) => !own.includes(one)));
  const [one] = own;
  // « part des créances non échues »: an age is one part of all.
  const age = one !== undefined && lexicon.concepts.get(lexicon.conceptOf.get(one.dimension) ?? '')?.bands != null;
  // « part du CA à Yopougon » is Yopougon's; « répartition du CA de Yopougon » is told by something that nobody named.
  const part = said.has('shareOf') || (said.has('share') && !said.has('breakdown') && !said.has('percent')) || age;
  if (!part || own.length !== 1 || one?.operator !== 'eq') {
    if (categories.length > 0) return { ...plain, shares: true };
    throw new Unsettled('dimension');
  }
  return {
    shares: true,
    focus: String(one.value),
    dimensions: [one.dimension],
    filters: filters.filter((other) => other !== one),
  };
}

/** A share that is asked again of another value, time or figure. */
export function focusAgain(
  base: Asked,
  lexicon: Lexicon,
  o: { metrics: readonly string[]; filters: Filter[]; time: TimePlan; focus: string },
): Asked {
  const dimensions = base.dimensions.map((one) => {
    const concept = lexicon.conceptOf.get(one);
    const found = concept === undefined ? one : dimensionOf(lexicon, concept, o.metrics);
    if (found === null) throw new Unsettled('dimension', o.focus);
    return found;
  });
  const timeRange = o.time.said ? o.time.timeRange : base.timeRange;
  return {
    ...NOTHING_ASKED,
    metrics: o.metrics,
    dimensions,
    filters: o.filters,
    timeRange,
    shares: true,
    focus: o.focus,
  };
}
