import type { Filter } from '@griot/metrics';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import type { Asked } from './asked.ts';
import { dimensionOf } from './find-dimensions.ts';
import type { Fragment, ValueFilter } from './fragment.ts';
import { Unsettled } from './unsettled.ts';

/**
 * The conditions of the question before, changed by those of a follow-up: one on the same thing takes its place, one on a
 * metric that is not asked any more goes, and periods side by side go when another period is said.
 */
export function mergeFilters(
  lexicon: Lexicon,
  base: Asked,
  own: readonly Filter[],
  o: { metrics: readonly string[]; time: boolean; whole: readonly string[] },
): Filter[] {
  const concept = ({ dimension }: Filter) => lexicon.conceptOf.get(dimension) ?? dimension;
  const replaced = new Set(own.map(concept));
  const kept = base.filters.flatMap((filter): Filter[] => {
    if (filter.dimension === 'metric_time') return o.time ? [] : [filter];
    // « et leurs impayés ? » after those at risk: of whom, once that figure is not asked any more?
    const lost = lexicon.metrics.has(filter.dimension) && !o.metrics.includes(filter.dimension);
    if (lost && base.kind === 'list') throw new Unsettled('context');
    if (lexicon.metrics.has(filter.dimension))
      return o.metrics.includes(filter.dimension) && !replaced.has(filter.dimension) ? [filter] : [];
    if (replaced.has(concept(filter)) || o.whole.includes(concept(filter))) return [];
    const id = lexicon.conceptOf.get(filter.dimension);
    const dimension = id === undefined ? filter.dimension : dimensionOf(lexicon, id, o.metrics);
    return dimension === null ? [] : [{ ...filter, dimension }];
  });
  return [...kept, ...own];
}

/**
 * `par chèque et par virement`: values of one thing said apart are meant beside each other, nothing is both. One that is named
 * and another that is left out of the same thing contradict each other.
 */
export function sideBySide(filters: readonly ValueFilter[]): ValueFilter[] {
  const found = new Map<string, ValueFilter>();
  for (const one of filters) {
    const known = found.get(one.concept);
    if (!known) found.set(one.concept, one);
    else if (known.negated !== one.negated)
      throw new Unsettled('combination', [...known.values, ...one.values].join(', '));
    else found.set(one.concept, { ...known, values: [...new Set([...known.values, ...one.values])], beside: true });
  }
  return [...found.values()];
}

/** `compare avec Koumassi` after a figure of Vridi: the two beside each other. */
export function besideBase(fragment: Fragment, lexicon: Lexicon, base: Asked): void {
  const [own, more] = fragment.filters;
  if (!own || more || own.negated || fragment.times.length > 0) return;
  const known = base.filters.find(
    ({ dimension, operator }) => operator === 'eq' && lexicon.conceptOf.get(dimension) === own.concept,
  );
  if (known && !own.values.includes(String(known.value)))
    fragment.filters.splice(0, 1, { ...own, values: [String(known.value), ...own.values], beside: true });
}
