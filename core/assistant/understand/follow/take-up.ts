import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import type { Asked } from '../asked.ts';
import { dimensionOf, whoConcept } from '../find-dimensions.ts';
import type { Fragment } from '../fragment.ts';

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
  // Those that were counted by something that they have.
  if (before.kind === 'count') return { ...before, kind: 'figure' };
  const single = before.kind === 'figure' || before.kind === 'exists';
  if (!metric || other || before.dimensions.length > 0 || !single || before.compare) return null;
  const unit = lexicon.metrics.get(metric)?.unit;
  const concept = lexicon.counts.get(metric) ?? whoConcept(lexicon, before.metrics);
  const dimension = concept === null ? null : dimensionOf(lexicon, concept, before.metrics);
  if (dimension === null || (unit !== 'currency' && unit !== 'count')) return null;
  const filters = [...before.filters, { dimension: metric, operator: 'gt' as const, value: 0 }];
  return { ...before, kind: lexicon.counts.has(metric) ? 'list' : 'figure', dimensions: [dimension], filters };
}
