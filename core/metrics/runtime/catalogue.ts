import {
  coarsest,
  grainRank,
  type Metric,
  type SemanticManifest,
  type SemanticModel,
  STANDARD_GRAINS,
  type StandardGrain,
} from '../manifest/model.ts';
import { baseOf } from '../plan/leaf-rows.ts';
import { hasValidity, isPartitioned, ownPrefixes } from '../resolve/joins.ts';
import { type Leaf, LeafBook } from '../resolve/leaves.ts';
import { labelText } from './present.ts';
import type { Catalogue, CatalogueDimension, CatalogueMetric } from './types.ts';

const SELDOM_BELOW: StandardGrain = 'hour';

/** Everything that can be asked of one application's figures, with its words in `locale`. */
export function buildCatalogue(manifest: SemanticManifest, locale: 'fr' | 'en'): Catalogue {
  const dimensions = new Map<string, CatalogueDimension>();
  const metrics = [...manifest.metrics.values()].map((metric): CatalogueMetric => {
    const reach = reachable(manifest, metric, locale);
    for (const one of reach.dimensions) dimensions.set(one.name, one);
    const { label, unit, format, direction, synonyms, owner } = metric.presentation;
    return {
      name: metric.name,
      label: labelText(label, locale, metric.name),
      labels: label,
      description: metric.presentation.description[locale] ?? metric.description,
      type: metric.type,
      inputs: inputsOf(metric),
      unit,
      format,
      direction,
      synonyms,
      speech: metric.speech,
      owner,
      balance: reach.balance,
      dimensions: reach.dimensions.map((one) => one.name),
      timeGrains: reach.grains,
    };
  });
  return {
    metrics,
    dimensions: [...dimensions.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    speech: {
      turns: [...manifest.models.values()].flatMap((model) => model.speech.turns),
      families: [...manifest.models.values()].flatMap((model) => model.speech.families),
    },
    hierarchies: [...manifest.models.values()].flatMap((model) =>
      model.hierarchies.map((one) => ({ ...one, title: labelText(one.label, locale, one.name) })),
    ),
    savedQueries: [...manifest.savedQueries.values()].map((one) => ({
      name: one.name,
      label: labelText(one.label, locale, one.name),
      description: one.description,
      metrics: one.metrics,
      dimensions: one.groupBy,
    })),
  };
}

function inputsOf(metric: Metric): string[] {
  if (metric.type === 'ratio') return [metric.numerator.name, metric.denominator.name];
  return metric.type === 'derived' ? metric.inputs.map(({ name }) => name) : [];
}

function reachable(
  manifest: SemanticManifest,
  metric: Metric,
  locale: 'fr' | 'en',
): { dimensions: CatalogueDimension[]; grains: string[]; balance: boolean } {
  const book = new LeafBook(manifest, []);
  book.metric(metric.name);
  const floors: StandardGrain[] = [SELDOM_BELOW];
  const own = book.leaves.map((leaf) => {
    floors.push(baseOf({ manifest }, leaf).time?.grain ?? 'day');
    return dimensionsOf(manifest, leaf, locale);
  });
  const shared = [...(own[0]?.values() ?? [])].filter((one) => own.every((names) => names.has(one.name)));
  // What is run up without end is a state too: a cash balance.
  const running = metric.type === 'cumulative' && metric.periodAgg === 'last' && !metric.window && !metric.grainToDate;
  const balance = running || book.leaves.every((leaf) => leaf.aggregation.nonAdditive !== null);
  return { dimensions: shared, grains: grainsFrom(manifest, coarsest(floors) ?? 'day'), balance };
}

function grainsFrom(manifest: SemanticManifest, floor: StandardGrain): string[] {
  const from = Math.max(grainRank(floor), grainRank(SELDOM_BELOW));
  const custom = manifest.timeSpines.flatMap((spine) => spine.customGrains.map((one) => one.name));
  return [...STANDARD_GRAINS.slice(from), ...custom];
}

const MAX_HOPS = 2;

/** Names of all dimensions within two joins of a leaf's model, shortest path first. */
function dimensionsOf(manifest: SemanticManifest, leaf: Leaf, locale: 'fr' | 'en'): Map<string, CatalogueDimension> {
  const found = new Map<string, CatalogueDimension>();
  const start = baseOf({ manifest }, leaf).model;
  let level: { model: SemanticModel; path: SemanticModel[]; prefix: string[] }[] = [
    { model: start, path: [start], prefix: ownPrefixes(start).slice(0, 1) },
  ];
  for (let hops = 0; hops <= MAX_HOPS; hops += 1) {
    const next: typeof level = [];
    for (const { model, path, prefix } of level) {
      add(found, manifest, model, prefix, hops === 0, locale);
      for (const entity of model.entities)
        for (const to of manifest.models.values()) {
          const key = to.entities.find((one) => one.name === entity.name);
          if (path.includes(to) || !key || key.type === 'foreign') continue;
          if (key.type === 'natural' && !hasValidity(to)) continue;
          if (hasValidity(to) && path.some(hasValidity)) continue;
          if (isPartitioned(to) && !path.some(isPartitioned)) continue;
          next.push({ model: to, path: [...path, to], prefix: hops === 0 ? [entity.name] : [...prefix, entity.name] });
        }
    }
    level = next;
  }
  return found;
}

function add(
  found: Map<string, CatalogueDimension>,
  manifest: SemanticManifest,
  model: SemanticModel,
  prefix: readonly string[],
  local: boolean,
  locale: 'fr' | 'en',
): void {
  const put = (one: CatalogueDimension): void => {
    if (!found.has(one.name)) found.set(one.name, one);
  };
  for (const dimension of model.dimensions) {
    if (dimension.validity !== null || dimension.partition) continue;
    const { label, synonyms } = dimension.presentation;
    put({
      name: [...prefix, dimension.name].join('__'),
      label: labelText(label, locale, dimension.name),
      labels: label,
      description: dimension.description,
      kind: dimension.kind,
      grains: dimension.kind === 'time' ? grainsFrom(manifest, dimension.grain ?? 'day') : [],
      synonyms,
      speech: dimension.speech,
      ...(dimension.kind === 'categorical' && dimension.holdsCurrency ? { currency: true as const } : {}),
    });
  }
  for (const entity of model.entities)
    if (local || entity.type === 'foreign') {
      const name = local ? entity.name : [...prefix, entity.name].join('__');
      const names = namesOf(manifest, entity.name);
      put({
        name,
        label: labelText(entity.label, locale, entity.name),
        labels: entity.label,
        description: '',
        kind: 'entity',
        grains: [],
        synonyms: [],
        ...(names === null ? {} : { names: `${name}__${names}` }),
      });
    }
}

/** Declared once, on the model whose key the entity is. */
function namesOf(manifest: SemanticManifest, entity: string): string | null {
  for (const model of manifest.models.values()) {
    const own = model.entities.find((one) => one.name === entity && one.type === 'primary' && one.names !== null);
    if (own) return own.names;
  }
  return null;
}
