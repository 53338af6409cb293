import type { Filter } from '@griot/metrics';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import { dimensionOf } from '../find-dimensions.ts';
import { sideBySide } from '../follow/merge-filters.ts';
import type { Fragment } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';
import { isMean } from './check-said.ts';

/** The values that a question names as conditions. Two that are named beside each other are told one by one: `dimensions` grows. */
export function planFilters(
  fragment: Fragment,
  lexicon: Lexicon,
  o: { metrics: readonly string[]; dimensions: string[]; listed: boolean },
): Filter[] {
  const { said, top } = fragment;
  const { metrics, dimensions } = o;
  return sideBySide(fragment.filters).map(({ concept, values, negated, beside }): Filter => {
    const dimension = dimensionOf(lexicon, concept, metrics);
    if (dimension === null) throw new Unsettled('dimension', values.join(', '));
    const [first = ''] = values;
    if (negated)
      return values.length === 1
        ? { dimension, operator: 'ne', value: first }
        : { dimension, operator: 'not_in', value: values };
    // Two things named beside each other are told one by one.
    if (
      beside &&
      values.length > 1 &&
      (!said.has('or') || metrics.every((name) => isMean(name, lexicon))) &&
      !dimensions.includes(dimension) &&
      !said.has('share') &&
      !o.listed &&
      !(top && dimensions.length > 0)
    )
      dimensions.push(dimension);
    return values.length === 1
      ? { dimension, operator: 'eq', value: first }
      : { dimension, operator: 'in', value: values };
  });
}
