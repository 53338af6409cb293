import { invalidQuery } from '../errors.ts';
import type { Leaf } from '../resolve/leaves.ts';
import { onSpine } from './axis.ts';
import { convert } from './conversion.ts';
import type { Environment } from './environment.ts';
import { fillFromSpine } from './fill.ts';
import { aggregate, filtered, type LeafScope, readItems, readMeasures, scopeOf } from './leaf-rows.ts';
import type { PlanNode } from './nodes.ts';
import { RowSource } from './row-source.ts';
import { within } from './spines.ts';

/** Leaves with equal keys read the same rows and are aggregated together. */
export function groupKey(leaf: Leaf): string {
  const { aggregation, filters, shifts, accumulation, joinToSpine, conversion } = leaf;
  const { model, time, nonAdditive } = aggregation;
  const alone = conversion === null ? null : leaf.id;
  return JSON.stringify([model, time, nonAdditive, filters, shifts, accumulation, joinToSpine, alone]);
}

/** One row per group-by key with one column per leaf. All leaves have the same group key. */
export function planLeaves(env: Environment, leaves: readonly Leaf[]): PlanNode {
  const first = leaves[0];
  if (!first) throw invalidQuery('nothing to measure');
  const scope = scopeOf(env, first);
  if (first.conversion) return convert(scope);
  const axisKeys = env.keys.filter(scope.axis);
  const axisInFilters = scope.predicates.some((predicate) => predicate.items.some(scope.axis));
  const moved = first.shifts.length > 0;
  const onAxis = axisKeys.length > 0 || axisInFilters;
  if (moved && !onAxis && env.timeRange === null)
    throw invalidQuery(`metric "${first.metric}" is offset in time: group by metric_time or give a time range`);
  const spined = (moved || first.accumulation !== null) && (onAxis || env.timeRange !== null);
  const aggregated = spined ? onSpine(scope, leaves) : plainRows(scope, leaves);
  if (!first.joinToSpine || axisKeys.length === 0) return aggregated;
  return recheck(scope, fillFromSpine(env, aggregated, axisKeys, scope.context.defaultGrain));
}

function plainRows(scope: LeafScope, leaves: readonly Leaf[]): PlanNode {
  const { env } = scope;
  const source = new RowSource(env, scope.model, scope.time);
  if (env.timeRange) for (const one of within(source.time(), env.timeRange, env)) source.where(one);
  readItems(scope, source, () => true);
  const rows = readMeasures(scope, source, leaves);
  return aggregate(scope, filtered(rows, scope.predicates, env), leaves);
}

/** Rows that the spine added must pass the query's conditions too, as far as their columns are there. */
function recheck(scope: LeafScope, node: PlanNode): PlanNode {
  const keys = new Set(scope.env.keys.map((one) => one.name));
  const checkable = scope.env.predicates.filter((one) => one.items.every((item) => keys.has(item.name)));
  return filtered(node, checkable, scope.env);
}
