import { PARTICLES } from '../language/fillers.ts';
import { tokenize } from '../language/tokens.ts';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import { isMean } from './plan/check-said.ts';

/** What a figure is measured in, where the same things are measured in several. */
export type Measure = 'currency' | 'count' | 'percent';

/** Rates of which a figure is the upper side. */
export const ratesOf = (name: string, lexicon: Lexicon): string[] =>
  [...lexicon.metrics.values()].flatMap((one) => (one.unit === 'percent' && one.inputs[0] === name ? [one.name] : []));

/** Figures of another unit about the same rows: told by the same dimensions, and called by the same word where there are several. */
export function beside(name: string, unit: Measure, lexicon: Lexicon): string[] {
  const own = lexicon.metrics.get(name);
  if (!own) return [];
  // The mean of an amount by such things tells which amount is of them.
  const amounts = [...lexicon.metrics.values()].flatMap((one) =>
    unit === 'currency' && one.unit === 'currency' && one.inputs[1] === name ? one.inputs.slice(0, 1) : [],
  );
  if (amounts.length > 0) return [...new Set(amounts)];
  const alike = [...lexicon.metrics.values()].filter(
    (one) =>
      one.unit === unit &&
      !isMean(one.name, lexicon) &&
      one.synonyms.length > 0 &&
      one.dimensions.length === own.dimensions.length &&
      one.dimensions.every((dimension) => own.dimensions.includes(dimension)),
  );
  if (alike.length < 2) return alike.map((one) => one.name);
  const stems = (label: string) => tokenize(label).flatMap(({ stem }) => (PARTICLES.has(stem) ? [] : [stem]));
  const called = new Set(stems(own.labels.fr ?? own.label));
  const scored = alike.map((one) => {
    const label = stems(one.labels.fr ?? one.label);
    return { name: one.name, score: label.filter((word) => called.has(word)).length / (label.length + called.size) };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  return scored.flatMap((one) => (best === 0 || one.score === best ? [one.name] : []));
}
