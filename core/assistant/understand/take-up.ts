import type { Lexicon } from '../lexicon/build-lexicon.ts';
import type { Asked } from './asked.ts';
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
