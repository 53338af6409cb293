import type { CatalogueMetric } from '@griot/metrics';
import type { Lexicon } from '../lexicon/build-lexicon.ts';
import type { Concept } from '../lexicon/meaning.ts';
import type { Fragment, Group } from './fragment.ts';
import { Unsettled } from './unsettled.ts';

/** The dimension by which a concept reaches all of the metrics, nearest first; null when it does not. */
export function dimensionOf(lexicon: Lexicon, concept: string, metrics: readonly string[]): string | null {
  const found = lexicon.concepts.get(concept)?.dimensions ?? [];
  return (
    found.find((dimension) => metrics.every((name) => lexicon.metrics.get(name)?.dimensions.includes(dimension))) ??
    null
  );
}

/** The dimension of a group: a grain that all of the metrics have, or the nearest that reaches them. Throws `Unsettled` where none is. */
export function dimensionOfGroup(lexicon: Lexicon, group: Group, metrics: readonly string[]): string {
  if ('grain' in group) {
    const grains = metrics.map((name) => lexicon.metrics.get(name)?.timeGrains ?? []);
    if (!grains.every((one) => one.includes(group.grain))) throw new Unsettled('dimension', group.grain);
    return `metric_time__${group.grain}`;
  }
  const found = dimensionOf(lexicon, group.concept, metrics);
  if (found === null) throw new Unsettled('dimension', lexicon.concepts.get(group.concept)?.label.fr ?? group.concept);
  return found;
}

/** What counts the things of a concept, so that a list of them is scoped and filtered like any figure. */
export function counterOf(lexicon: Lexicon, concept: string): string | null {
  const [nearest = ''] = lexicon.concepts.get(concept)?.dimensions ?? [];
  const reaching = [...lexicon.metrics.values()].filter(
    // What nobody gave a word to serves other figures.
    (metric) => metric.unit === 'count' && metric.synonyms.length > 0 && metric.dimensions.includes(nearest),
  );
  const own = reaching.find(({ name }) => lexicon.counts.get(name) === concept);
  const entity = nearest.split('__')[0];
  const beside = reaching.find(({ name }) => {
    const counted = lexicon.concepts.get(lexicon.counts.get(name) ?? '');
    return counted?.dimensions[0]?.split('__')[0] === entity;
  });
  return (own ?? beside ?? reaching[0])?.name ?? null;
}

/** What is known as of a day: a stock, a balance that adds up day after day. */
export const isState = (metric: CatalogueMetric | undefined): boolean =>
  metric?.balance === true || metric?.type === 'cumulative';

/** « combien de doublons ? »: values that one figure alone is told by name that figure. Null where several are. */
export function onlyMetricOf(fragment: Fragment, lexicon: Lexicon): string | null {
  for (const { concept, negated } of fragment.filters) {
    const reached = [...lexicon.metrics.keys()].filter((name) => dimensionOf(lexicon, concept, [name]) !== null);
    const [name] = reached;
    if (!negated && name !== undefined && reached.length === 1 && lexicon.metrics.get(name)?.unit === 'count')
      return name;
  }
  return null;
}

/** What a change is explained by when nothing was said: the finest level of a hierarchy, else few values. */
export function explainingConcept(
  lexicon: Lexicon,
  metric: string,
  narrowed: ReadonlySet<string> = new Set(),
): string | null {
  const reached = (id: string | undefined): id is string =>
    id !== undefined &&
    !narrowed.has(id) &&
    (lexicon.concepts.get(id)?.values.length ?? 0) > 1 &&
    !lexicon.currencies.has(id) &&
    dimensionOf(lexicon, id, [metric]) !== null;
  const level = lexicon.hierarchies
    .filter((one) => !one.some((id) => narrowed.has(id)))
    .map((one) => one[0])
    .find(reached);
  return (
    level ??
    [...lexicon.concepts.values()].find((one) => one.values.length > 1 && one.values.length <= 60 && reached(one.id))
      ?.id ??
    null
  );
}

/** Who `qui` asks for: the concept with most names that the metrics reach, of those that are declared to be who where some are. */
export function whoConcept(lexicon: Lexicon, metrics: readonly string[]): string | null {
  const reached = [...lexicon.concepts.values()].filter(
    ({ id, bands }) => bands === null && dimensionOf(lexicon, id, metrics) !== null,
  );
  const who = reached.filter((one) => one.who);
  return (
    (who.length > 0 ? who : reached).reduce<Concept | null>(
      (most, one) => (most === null || one.values.length > most.values.length ? one : most),
      null,
    )?.id ?? null
  );
}

/**
 * What `les meilleurs clients` are measured by when nothing was said: the first amount that is good when it is large. Things
 * that have a rate of their own state too (how full a zone is) can be best by that: then both are told.
 */
export function leadingMetric(lexicon: Lexicon, concept: string): string[] {
  const reached = [...lexicon.metrics.values()].filter(({ name }) => dimensionOf(lexicon, concept, [name]) !== null);
  const amount = reached.find(({ unit, direction }) => unit === 'currency' && direction === 'up');
  const state = reached.find(({ unit, balance }) => unit === 'percent' && balance);
  return [amount, state].flatMap((one) => (one ? [one.name] : []));
}
