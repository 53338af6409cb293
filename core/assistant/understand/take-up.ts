import type { Lexicon } from '../lexicon/build-lexicon.ts';
import type { Asked } from './asked.ts';
import { dimensionOf, whoConcept } from './find-dimensions.ts';
import type { Fragment } from './fragment.ts';

/**
 * `toutes les zones` after a figure of one zone: the same of all of them, by zone where it was one figure. Null when the question
 * says more, or the one before was not narrowed to such things.
 */
export function allOfThem(fragment: Fragment, text: string, before: Asked, lexicon: Lexicon): Asked | null {
  const { nouns, said } = fragment;
  const [noun] = nouns;
  const more = [fragment.metrics, fragment.groups, fragment.filters, fragment.thresholds, fragment.times];
  if (!noun || nouns.length > 1 || more.some((one) => one.length > 0) || fragment.top) return null;
  if (!/\b(tous|toutes|all|every)\b/i.test(text) || [...said].some((one) => one !== 'list' && one !== 'followUp'))
    return null;
  const ofThem = before.filters.filter(({ dimension }) => lexicon.conceptOf.get(dimension) === noun.concept);
  const [dimension] = ofThem.map((one) => one.dimension);
  if (dimension === undefined) return null;
  const filters = before.filters.filter((one) => !ofThem.includes(one));
  const dimensions = before.dimensions.length > 0 ? before.dimensions : [dimension];
  return { ...before, filters, dimensions };
}

/** `qui sont-ils ?`, `qui ?` after one figure: those who have some of it, each with theirs. Null when the question says more. */
export function whoOfThem(fragment: Fragment, before: Asked, lexicon: Lexicon): Asked | null {
  const { said } = fragment;
  const more = [
    fragment.metrics,
    fragment.nouns,
    fragment.groups,
    fragment.filters,
    fragment.thresholds,
    fragment.times,
  ];
  if (!said.has('who') || [...said].some((one) => one !== 'who' && one !== 'followUp')) return null;
  if (more.some((one) => one.length > 0) || fragment.top || fragment.leftovers.length > 0) return null;
  const [metric, other] = before.metrics;
  if (!metric || other || before.dimensions.length > 0 || before.kind !== 'figure' || before.compare) return null;
  const unit = lexicon.metrics.get(metric)?.unit;
  const concept = lexicon.counts.get(metric) ?? whoConcept(lexicon, before.metrics);
  const dimension = concept === null ? null : dimensionOf(lexicon, concept, before.metrics);
  if (dimension === null || (unit !== 'currency' && unit !== 'count')) return null;
  const filters = [...before.filters, { dimension: metric, operator: 'gt' as const, value: 0 }];
  return { ...before, kind: lexicon.counts.has(metric) ? 'list' : 'figure', dimensions: [dimension], filters };
}
