import type { Filter } from '@griot/metrics';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import { dimensionOf } from '../find-dimensions.ts';
import type { Fragment, ValueFilter } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';
import { negates, valuesOf } from './change-filters.ts';

/**
 * The conditions of the question before, changed by those of a follow-up: one on the same thing takes its place, and periods
 * side by side go when another period is said. One that cannot be kept is asked about: `Unsettled`.
 */
export function mergeFilters(
  lexicon: Lexicon,
  base: Asked,
  said: readonly Filter[],
  o: { metrics: readonly string[]; time: boolean; whole: readonly string[] },
): Filter[] {
  const concept = ({ dimension }: Filter) => lexicon.conceptOf.get(dimension) ?? dimension;
  const own = said.map((filter) => besidesKnown(filter, base, concept));
  const replaced = new Set(own.map(concept));
  const kept = base.filters.flatMap((filter): Filter[] => {
    if (filter.dimension === 'metric_time') return o.time ? [] : [filter];
    if (lexicon.metrics.has(filter.dimension)) {
      if (replaced.has(filter.dimension)) return [];
      // « et leurs impayés ? » after those at risk: of whom, once that figure is not asked any more?
      if (!o.metrics.includes(filter.dimension)) throw new Unsettled('context');
      return [filter];
    }
    if (replaced.has(concept(filter)) || o.whole.includes(concept(filter))) return [];
    // « dans le district d’Abidjan » after a town of elsewhere: the one place in the place of the other.
    if (!negates(filter) && own.some((one) => !negates(one) && sameKind(lexicon, concept(one), concept(filter))))
      return [];
    const id = lexicon.conceptOf.get(filter.dimension);
    const dimension = id === undefined ? filter.dimension : dimensionOf(lexicon, id, o.metrics);
    if (dimension === null) throw new Unsettled('dimension', lexicon.concepts.get(id ?? '')?.label.fr ?? '');
    return [{ ...filter, dimension }];
  });
  return [...kept, ...own];
}

const sameKind = (lexicon: Lexicon, a: string, b: string): boolean =>
  lexicon.hierarchies.some((levels) => levels.includes(a) && levels.includes(b));

/** What is left out of a question is left out beside what was left out before; of what it was of, there is nothing to leave out. */
function besidesKnown(filter: Filter, base: Asked, concept: (one: Filter) => string): Filter {
  const known = base.filters.find((one) => concept(one) === concept(filter));
  if (!known || !negates(filter)) return filter;
  if (negates(known)) {
    const values = [...new Set([...valuesOf(known), ...valuesOf(filter)])];
    if (values.length === valuesOf(known).length) throw new Unsettled('same');
    return { ...filter, operator: 'not_in', value: values };
  }
  // « hors espèces » after a figure of cash: of all but that.
  if (valuesOf(known).join('\n') === valuesOf(filter).join('\n')) return filter;
  const rest = valuesOf(known).filter((one) => !valuesOf(filter).includes(one));
  const [one = ''] = rest;
  if (rest.length === 0 || rest.length === valuesOf(known).length)
    throw new Unsettled('combination', valuesOf(filter).join(', '));
  return rest.length === 1 ? { ...known, operator: 'eq', value: one } : { ...known, value: rest };
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
