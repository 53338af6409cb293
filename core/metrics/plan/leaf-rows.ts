import { invalidQuery } from '../errors.ts';
import type { Dimension, SemanticModel } from '../manifest/model.ts';
import { type Base, type Item, type ItemContext, isAxis } from '../resolve/items.ts';
import { defaultGrainOf, type Leaf } from '../resolve/leaves.ts';
import { type Predicate, templatePredicate } from '../resolve/predicates.ts';
import { raw, type Sql } from '../sql/fragment.ts';
import type { Environment } from './environment.ts';
import type { PlanNode } from './nodes.ts';
import type { RowSource } from './row-source.ts';

/** A leaf with what was looked up for it. */
export interface LeafScope {
  readonly env: Environment;
  readonly leaf: Leaf;
  readonly model: SemanticModel;
  readonly time: Dimension | null;
  readonly context: ItemContext;
  readonly predicates: readonly Predicate[];
  readonly axis: (item: Item) => boolean;
}

export const baseOf = (env: Pick<Environment, 'manifest'>, leaf: Leaf): Base => {
  const model = env.manifest.models.get(leaf.aggregation.model);
  if (!model) throw invalidQuery(`semantic model "${leaf.aggregation.model}" does not exist`);
  const time = model.dimensions.find((one) => one.name === leaf.aggregation.time) ?? null;
  return { model, time, metric: leaf.metric };
};

export function scopeOf(env: Environment, leaf: Leaf): LeafScope {
  const base = baseOf(env, leaf);
  const floorGrain = base.time?.grain ?? 'day';
  const context: ItemContext = {
    manifest: env.manifest,
    bases: [base],
    defaultGrain: defaultGrainOf(leaf, floorGrain),
    floorGrain,
    strict: true,
  };
  const known = new Map<string, boolean>();
  const axis = (item: Item): boolean => {
    const answer = known.get(item.name) ?? isAxis(item, base, env.manifest);
    known.set(item.name, answer);
    return answer;
  };
  const own = leaf.filters.map((template) => templatePredicate(template, 'metric', context));
  return { env, leaf, model: base.model, time: base.time, context, predicates: [...own, ...env.predicates], axis };
}

/** Reads the keys and the columns of filters that pass `wanted`. */
export function readItems(scope: LeafScope, source: RowSource, wanted: (item: Item) => boolean): void {
  for (const item of [...scope.env.keys, ...scope.predicates.flatMap((one) => one.items)]) {
    if (source.has(item.name) || !wanted(item)) continue;
    source.add(item.name, scope.axis(item) ? source.timeItem(item, source.time()) : source.item(item));
  }
}

const WINDOW_TIME = '__window_time';
const windowEntity = (name: string): string => `__window_${name}`;

/** Adds the columns to be aggregated, and those by which a non-additive measure chooses its rows. */
export function readMeasures(scope: LeafScope, source: RowSource, leaves: readonly Leaf[]): PlanNode {
  for (const leaf of leaves) source.add(leaf.id, source.own(leaf.aggregation.expr));
  const only = scope.leaf.aggregation.nonAdditive;
  if (only) {
    const dimension = scope.model.dimensions.find((one) => one.name === only.dimension);
    if (!dimension) throw invalidQuery(`non-additive dimension "${only.dimension}" does not exist`);
    source.add(WINDOW_TIME, scope.env.dialect.truncate(dimension.grain ?? 'day', source.own(dimension.expr)));
    for (const name of only.groupings) {
      const entity = scope.model.entities.find((one) => one.name === name);
      if (!entity) throw invalidQuery(`window grouping "${name}" is not an entity of "${scope.model.name}"`);
      source.add(windowEntity(name), source.own(entity.expr));
    }
  }
  return source.node();
}

export function filtered(rows: PlanNode, predicates: readonly Predicate[], env: Environment): PlanNode {
  if (predicates.length === 0) return rows;
  const column = (item: Item): Sql => raw(env.dialect.quote(item.name));
  const unique = new Map(predicates.map((one) => [one.key, one]));
  return { op: 'filter', input: rows, where: [...unique.values()].map((one) => one.render(column)) };
}

/** Sums up rows that are already filtered; `extraKeys` stay beside the query's own. */
export function aggregate(
  scope: LeafScope,
  rows: PlanNode,
  leaves: readonly Leaf[],
  extraKeys: readonly string[] = [],
): PlanNode {
  const { env } = scope;
  return {
    op: 'aggregate',
    input: latest(scope, rows),
    keys: [...env.keys.map((one) => one.name), ...extraKeys],
    measures: leaves.map((leaf) => ({ name: leaf.id, column: leaf.id, how: leaf.aggregation })),
  };
}

/** A non-additive measure counts only the rows at the edge of its window; other rows are as they are. */
export function latest(scope: LeafScope, rows: PlanNode): PlanNode {
  const only = scope.leaf.aggregation.nonAdditive;
  if (!only) return rows;
  const within = [...only.groupings.map(windowEntity), ...scope.env.keys.filter(scope.axis).map((one) => one.name)];
  return { op: 'latest', input: rows, time: WINDOW_TIME, choice: only.choice, within };
}
