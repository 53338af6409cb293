import { invalidQuery, unknownDimension } from '../errors.ts';
import type { SemanticModel } from '../manifest/model.ts';
import { type Item, neededGrain } from '../resolve/items.ts';
import { locate } from '../resolve/joins.ts';
import { cell, raw, type Sql } from '../sql/fragment.ts';
import type { Environment } from './environment.ts';
import type { Column, Join, PlanNode } from './nodes.ts';
import { project } from './nodes.ts';
import { RowSource } from './row-source.ts';
import { finestOf, spineFor, within } from './spines.ts';
import { timeColumn } from './time-column.ts';

/** A query without metrics: the combinations of dimension values that occur. */
export function distinctValues(env: Environment, distinct: boolean): PlanNode {
  const items = [...env.keys, ...env.predicates.flatMap((one) => one.items)];
  const onTime = items.filter((item) => item.role === 'metric_time');
  const others = items.filter((item) => item.role !== 'metric_time');
  const rows = others.length === 0 ? timeOnly(env, onTime) : fromModel(env, onTime, others);
  const column = (item: Item): Sql => raw(env.dialect.quote(item.name));
  const kept: PlanNode =
    env.predicates.length === 0
      ? rows
      : { op: 'filter', input: rows, where: env.predicates.map((one) => one.render(column)) };
  return project(
    kept,
    env.keys.map((item) => ({ name: item.name, sql: cell('rows', item.name) })),
    distinct,
  );
}

function timeOnly(env: Environment, onTime: readonly Item[]): PlanNode {
  const spine = spineFor(env.manifest, finestOf([neededGrain(onTime)]));
  const instant = cell('spine', spine.column);
  const joins: Join[] = [];
  const columns: Column[] = [];
  for (const item of onTime) {
    if (columns.some((one) => one.name === item.name)) continue;
    const { column, join } = timeColumn(env.dialect, item, instant, `${item.name}_spine`);
    if (join) joins.push(join);
    columns.push({ name: item.name, sql: column });
  }
  const where = env.timeRange ? within(instant, env.timeRange, env) : [];
  return { op: 'select', from: { alias: 'spine', source: spine.relation }, joins, columns, where, distinct: false };
}

function fromModel(env: Environment, onTime: readonly Item[], others: readonly Item[]): PlanNode {
  const model = startingModel(env, others);
  const time = model.dimensions.find((one) => one.name === model.defaultTime) ?? null;
  const source = new RowSource(env, model, time, 'full');
  if (onTime.length > 0) {
    const spine = spineFor(env.manifest, finestOf([neededGrain(onTime)]));
    const instant = source.crossSpine(spine);
    for (const item of onTime) if (!source.has(item.name)) source.add(item.name, source.timeItem(item, instant));
    if (env.timeRange) for (const one of within(instant, env.timeRange, env)) source.where(one);
  } else if (env.timeRange) throw invalidQuery('a time range without metrics needs metric_time among the dimensions');
  for (const item of others) if (!source.has(item.name)) source.add(item.name, source.item(item));
  return source.node();
}

/**
 * The model from which everything is reached with the fewest joins. Among equals: one whose key is asked for, then the
 * narrowest, then the first declared.
 */
function startingModel(env: Environment, items: readonly Item[]): SemanticModel {
  const ranked: { model: SemanticModel; score: readonly number[] }[] = [];
  for (const model of env.manifest.models.values()) {
    const paths = items.map((item) => {
      const [links, element] = item.role === 'metric' ? [[], entityOf(item)] : [item.links, item.element];
      return locate(env.manifest, model, links, element, { strict: false });
    });
    if (paths.some((path) => path === null)) continue;
    const hops = new Set(paths.flatMap((path) => path?.hops.map((_hop, depth) => pathKey(path.hops, depth)) ?? []));
    const foreign = paths.filter(
      (path) => path?.target.kind === 'entity' && path.target.entity.type === 'foreign',
    ).length;
    const width = model.dimensions.length + model.entities.length + model.measures.length;
    ranked.push({ model, score: [hops.size, foreign, width] });
  }
  ranked.sort((a, b) => a.score.map((one, at) => one - (b.score[at] ?? 0)).find((difference) => difference !== 0) ?? 0);
  const best = ranked[0];
  if (!best) throw unknownDimension(items.map((item) => item.base).join(', '), null);
  return best.model;
}

const entityOf = (item: Item): string => item.groupBy[0]?.split('__').at(-1) ?? '';
const pathKey = (hops: readonly { entity: string; to: SemanticModel }[], depth: number): string =>
  hops
    .slice(0, depth + 1)
    .map((hop) => `${hop.entity}>${hop.to.name}`)
    .join('/');
