import type { Filter } from '@griot/metrics';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import type { Fragment } from './fragment.ts';
import { Unsettled } from './unsettled.ts';

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
  const [one] = own;
  if (!said.has('shareOf') || own.length !== 1 || one?.operator !== 'eq') {
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
