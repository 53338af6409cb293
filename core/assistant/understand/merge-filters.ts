import type { Filter } from '@griot/metrics';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import type { Asked } from './asked.ts';
import { dimensionOf } from './find-dimensions.ts';

/**
 * The conditions of the question before, changed by those of a follow-up: one on the same thing takes its place, one on a
 * metric that is not asked any more goes, and periods side by side go when another period is said.
 */
export function mergeFilters(
  lexicon: Lexicon,
  base: Asked,
  own: readonly Filter[],
  o: { metrics: readonly string[]; time: boolean },
): Filter[] {
  const concept = ({ dimension }: Filter) => lexicon.conceptOf.get(dimension) ?? dimension;
  const replaced = new Set(own.map(concept));
  const kept = base.filters.flatMap((filter): Filter[] => {
    if (filter.dimension === 'metric_time') return o.time ? [] : [filter];
    if (lexicon.metrics.has(filter.dimension))
      return o.metrics.includes(filter.dimension) && !replaced.has(filter.dimension) ? [filter] : [];
    if (replaced.has(concept(filter))) return [];
    const id = lexicon.conceptOf.get(filter.dimension);
    const dimension = id === undefined ? filter.dimension : dimensionOf(lexicon, id, o.metrics);
    return dimension === null ? [] : [{ ...filter, dimension }];
  });
  return [...kept, ...own];
}
