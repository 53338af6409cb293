import type { Filter } from '@griot/metrics';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import { dimensionOf } from '../find-dimensions.ts';
import type { Fragment } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';
import { bandsOf } from './bands.ts';

export interface ThresholdPlan {
  /** Days of age become the bands that hold them. */
  readonly bands: Filter[];
  /** The others are conditions on a metric, checked after aggregation. */
  readonly having: Filter[];
}

/** What the thresholds of a question come to. One that splits a band, or has another unit than its metric, is asked about. */
export function planThresholds(
  fragment: Fragment,
  lexicon: Lexicon,
  o: { metrics: readonly string[]; grouped: boolean; concepts: readonly string[] },
): ThresholdPlan {
  const { metrics } = o;
  const having: Filter[] = [];
  const bands: Filter[] = [];
  for (const one of fragment.thresholds) {
    const name = one.metric ?? metrics[0] ?? '';
    const unit = lexicon.metrics.get(name)?.unit ?? null;
    if (one.unit === 'days' && unit !== 'days') {
      const concept = [...lexicon.concepts.values()].find(
        ({ id, bands: known }) => known !== null && dimensionOf(lexicon, id, metrics) !== null,
      );
      const dimension = concept && dimensionOf(lexicon, concept.id, metrics);
      const values = concept?.bands ? bandsOf(one, concept.bands) : null;
      if (!dimension || values === null || values.length === 0)
        throw new Unsettled('threshold', one.text, concept?.values ?? []);
      bands.push(
        values.length === 1
          ? { dimension, operator: 'eq', value: values[0] ?? '' }
          : { dimension, operator: 'in', value: values },
      );
      continue;
    }
    if ((one.unit === 'percent' && unit !== 'percent') || (one.unit === 'money' && unit !== 'currency'))
      throw new Unsettled('unit', one.text);
    if (one.metric === null && metrics.length > 1) throw new Unsettled('threshold', one.text);
    if (!o.grouped) continue;
    // Of one client there is one or none at risk: a limit of 70 is of something else.
    if (o.concepts.includes(lexicon.counts.get(name) ?? '')) throw new Unsettled('threshold', one.text);
    const value = typeof one.value === 'number' ? one.value : [...one.value];
    having.push({ dimension: name, operator: one.operator, value });
  }
  return { bands, having };
}
