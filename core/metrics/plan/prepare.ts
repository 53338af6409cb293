import { invalidQuery } from '../errors.ts';
import { coarsest, finest, type SemanticManifest } from '../manifest/model.ts';
import type { Filter, QueryRequest } from '../query/request.ts';
import { checkedRange, widen } from '../query/time-range.ts';
import { anywhere, readChoice, resolveAnywhere, unique } from '../resolve/choices.ts';
import { type ItemContext, neededGrain, resolveItem } from '../resolve/items.ts';
import { defaultGrainOf, LeafBook } from '../resolve/leaves.ts';
import { filterPredicate, type Parameters, templatePredicate } from '../resolve/predicates.ts';
import type { Dialect } from '../sql/dialect.ts';
import type { Environment } from './environment.ts';
import { baseOf } from './leaf-rows.ts';

export interface Prepared {
  readonly env: Environment;
  readonly book: LeafBook;
  readonly metrics: readonly ReturnType<LeafBook['metric']>[];
}

/** Looks up every name of a request and checks its values: what the planner then works with. */
export function prepare(
  manifest: SemanticManifest,
  request: QueryRequest,
  tools: { readonly dialect: Dialect; readonly parameters: Parameters },
  metricByEntity: Environment['metricByEntity'],
): Prepared {
  if (request.metrics.length === 0 && (request.groupBy ?? []).length === 0)
    throw invalidQuery('name at least one metric or one dimension');
  const book = new LeafBook(manifest, []);
  const metrics = request.metrics.map((name) => book.metric(name));
  const bases = book.leaves.map((leaf) => baseOf({ manifest }, leaf));
  const spineGrains = manifest.timeSpines.map((spine) => spine.grain);
  const floorGrain = coarsest(bases.map((base) => base.time?.grain ?? 'day')) ?? finest(spineGrains) ?? 'day';
  const everywhere = [...manifest.models.values()].map((model) => ({ model, time: null, metric: null }));
  const context: ItemContext = {
    manifest,
    bases: bases.length > 0 ? bases : everywhere,
    defaultGrain: coarsest(metrics.map(({ metric }) => defaultGrainOf(metric, floorGrain))) ?? 'day',
    floorGrain,
    strict: bases.length > 0,
  };
  const resolve = bases.length > 0 ? resolveItem : resolveAnywhere;
  const keys = unique((request.groupBy ?? []).map((choice) => resolve(readChoice(choice, manifest), context)));

  const isMetric = (filter: Filter): boolean => request.metrics.includes(filter.dimension);
  const where = request.where ?? [];
  const filters = (request.filters ?? []).filter((one) => !isMetric(one));
  const perFilter = bases.length > 0 ? context : { ...context, bases: anywhere(context, filters, where) };
  const predicates = [
    ...where.map((one) => templatePredicate(one, 'query', perFilter)),
    ...filters.map((one) => filterPredicate(one, perFilter, tools)),
  ];
  const asked = request.timeRange ? checkedRange(request.timeRange) : null;
  const timeKeys = keys.filter((item) => item.role === 'metric_time');
  const timeRange = asked && request.wholePeriods ? widen(asked, neededGrain(timeKeys) ?? floorGrain) : asked;
  return { env: { manifest, ...tools, keys, predicates, timeRange, metricByEntity }, book, metrics };
}
