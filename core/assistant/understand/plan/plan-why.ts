import type { Filter } from '@griot/metrics';
import type { Lexicon } from '../../lexicon/build-lexicon.ts';
import { type Asked, NOTHING_ASKED } from '../asked.ts';
import { dimensionOf, explainingConcept } from '../find-dimensions.ts';
import type { Fragment, Group } from '../fragment.ts';
import { Unsettled } from '../unsettled.ts';
import { changeBetween, type TimePlan } from './plan-time.ts';

/** Why a figure changed: by what it is explained, between which periods. What is narrowed to one value is not explained by it. */
export function planWhy(
  fragment: Fragment,
  lexicon: Lexicon,
  o: {
    metrics: readonly string[];
    filters: readonly Filter[];
    time: TimePlan;
    groups: readonly Group[];
    base: Asked | null;
  },
): Asked {
  const [metric] = o.metrics;
  const before = o.base?.kind === 'why' ? o.base : null;
  const timeRange = o.time.said ? o.time.timeRange : (before?.timeRange ?? null);
  const compare = o.time.compare ?? (timeRange && before ? changeBetween(timeRange) : null);
  if (!metric || o.metrics.length > 1 || !timeRange || !compare) throw new Unsettled('period');
  const [group] = o.groups;
  if (o.groups.length > 1 || (group && 'grain' in group)) throw new Unsettled('combination');
  const single = new Set(o.filters.flatMap((filter) => (filter.operator === 'eq' ? settledBy(lexicon, filter) : [])));
  const kept = before?.dimensions[0] === undefined ? undefined : lexicon.conceptOf.get(before.dimensions[0]);
  const concept =
    group?.concept ?? (kept !== undefined && !single.has(kept) ? kept : explainingConcept(lexicon, metric, single));
  const dimension = concept === null ? null : dimensionOf(lexicon, concept, [metric]);
  // One value alone is all of the change: it explains nothing.
  if (concept !== null && (lexicon.concepts.get(concept)?.values.length === 1 || lexicon.currencies.has(concept)))
    throw new Unsettled('dimension', lexicon.concepts.get(concept)?.label.fr ?? concept);
  if (dimension === null || fragment.thresholds.length > 0 || fragment.top) throw new Unsettled('combination');
  return {
    ...NOTHING_ASKED,
    kind: 'why',
    metrics: [metric],
    dimensions: [dimension],
    filters: o.filters,
    timeRange,
    compare,
  };
}

/** Concepts that have one value where a filter names one thing: its own, and what is told of that thing (a zone is of one region). */
function settledBy(lexicon: Lexicon, { dimension }: Filter): string[] {
  const own = lexicon.conceptOf.get(dimension);
  const names = lexicon.concepts.get(own ?? '')?.values.length ?? 0;
  if (own === undefined) return [];
  const [entity] = dimension.split('__');
  const told = [...lexicon.concepts.values()].filter(({ dimensions }) =>
    dimensions.some((one) => one.startsWith(`${entity}__`)),
  );
  // What has most values is what the thing is called by; a sector that is named leaves its clients to tell apart.
  return told.every(({ values }) => values.length <= names) ? told.map(({ id }) => id) : [own];
}
