import { invalidQuery } from '../errors.ts';
import type { AggregationName } from '../manifest/model.ts';
import { ownPrefixes } from '../resolve/joins.ts';
import type { Leaf } from '../resolve/leaves.ts';
import { aggregate } from '../sql/aggregate.ts';
import { cell, raw, type Sql, sql } from '../sql/fragment.ts';
import { spineRows } from './axis.ts';
import type { Environment } from './environment.ts';
import { filtered, latest, readItems, readMeasures, scopeOf } from './leaf-rows.ts';
import { type Column, columnsOf, type PlanNode, project } from './nodes.ts';
import { RowSource } from './row-source.ts';
import { within } from './spines.ts';

/** Aggregations whose figure is the sum of one value per row. */
const ADDITIVE: ReadonlySet<AggregationName> = new Set(['sum', 'sum_boolean', 'count']);

export interface DetailPlan {
  readonly node: PlanNode;
  /** Columns in order: what the query showed, the model's own columns, the measured value last. */
  readonly columns: readonly string[];
  /** The figure over all rows, as SQL over the node's columns. */
  readonly figure: Sql;
  /** True when the values of the rows add up to the figure. */
  readonly adds: boolean;
}

export const VALUE = 'value';

/** The rows behind a leaf's figure: the same joins and conditions, nothing summed up. */
export function planDetail(env: Environment, leaf: Leaf): DetailPlan {
  if (leaf.conversion) throw invalidQuery(`the rows behind "${leaf.metric}" cannot be listed: it counts conversions`);
  if (leaf.accumulation) throw invalidQuery('an accumulation is listed by its range of time');
  const scope = scopeOf(env, leaf);
  const { model } = scope;
  const prefix = ownPrefixes(model)[0] ?? model.name;
  const own = (expr: string): Sql => cell('base', expr);
  const detail: Column[] = [
    ...model.entities.map((entity) => ({ name: entity.name, sql: own(entity.expr) })),
    ...model.dimensions
      .filter((one) => one.validity === null && !one.partition)
      .map((one) => ({ name: `${prefix}__${one.name}`, sql: own(one.expr) })),
  ].filter((column) => !env.keys.some((key) => key.name === column.name));

  let rows: PlanNode;
  if (leaf.shifts.length > 0) rows = spineRows(scope, [leaf], detail).node;
  else {
    const source = new RowSource(env, model, scope.time);
    if (env.timeRange) for (const one of within(source.time(), env.timeRange, env)) source.where(one);
    readItems(scope, source, () => true);
    for (const column of detail) source.add(column.name, column.sql);
    rows = filtered(readMeasures(scope, source, [leaf]), scope.predicates, env);
  }
  const kept = latest(scope, rows);
  const names = [...env.keys.map((key) => key.name), ...detail.map((column) => column.name)];
  const { agg } = leaf.aggregation;
  const value = cell('rows', leaf.id);
  const node = project(kept, [
    ...names.map((name) => ({ name, sql: cell('rows', name) })),
    { name: VALUE, sql: perRow(agg, value) },
  ]);
  const column = raw(env.dialect.quote(VALUE));
  const adds = ADDITIVE.has(agg);
  const figure = aggregate(env.dialect, adds ? { agg: 'sum', percentile: null } : leaf.aggregation, column);
  return { node, columns: columnsOf(node), figure, adds };
}

/** What one row brings to the figure. */
function perRow(agg: AggregationName, value: Sql): Sql {
  if (agg === 'count') return sql`CASE WHEN ${value} IS NULL THEN 0 ELSE 1 END`;
  if (agg === 'sum_boolean') return sql`CASE WHEN ${value} THEN 1 ELSE 0 END`;
  return value;
}
