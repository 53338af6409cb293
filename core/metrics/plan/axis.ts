import { invalidQuery } from '../errors.ts';
import { type AggregationName, grainRank, isStandardGrain, type TimeSpine } from '../manifest/model.ts';
import { type Item, neededGrain } from '../resolve/items.ts';
import type { Leaf } from '../resolve/leaves.ts';
import { any, cell, type Sql, sql } from '../sql/fragment.ts';
import { customShift } from './custom-offset.ts';
import { aggregate, filtered, type LeafScope, readItems, readMeasures } from './leaf-rows.ts';
import { type Column, columnsOf, type Join, type PlanNode } from './nodes.ts';
import { RowSource } from './row-source.ts';
import { finestOf, grainsOf, moment, shifted, spineFor, within } from './spines.ts';
import { timeColumn } from './time-column.ts';

const ROW_TIME = '__row_time';
const SPINE_TIME = '__spine_time';

/** Aggregations that can be computed in two steps, and how the second one goes. */
const SECOND_STEP: Readonly<Partial<Record<AggregationName, AggregationName>>> = {
  sum: 'sum',
  sum_boolean: 'sum',
  count: 'sum',
  min: 'min',
  max: 'max',
};

export interface SpineRows {
  readonly node: PlanNode;
  /** Rows are one per instant and must be brought to the keys' coarser periods afterwards. */
  readonly picking: boolean;
  /** Measures are summed up per instant already. */
  readonly summed: boolean;
}

/**
 * Offset and cumulative leaves: rows are joined to a time spine, and the time axis comes from the spine.
 * An offset matches one instant (the spine's, moved back), an accumulation a range that ends there.
 */
export function onSpine(scope: LeafScope, leaves: readonly Leaf[]): PlanNode {
  const { node, picking, summed } = spineRows(scope, leaves);
  const steps = summed ? leaves.map(secondStep) : leaves;
  const perInstant = aggregate(scope, node, steps, picking ? [SPINE_TIME] : []);
  const { accumulation } = scope.leaf;
  if (!picking || !accumulation) return perInstant;
  return {
    op: 'pick',
    input: perInstant,
    keys: scope.env.keys.map((one) => one.name),
    time: SPINE_TIME,
    values: leaves.map((one) => ({ name: one.id, pick: accumulation.periodAgg })),
  };
}

/** The joined rows before aggregation. With `detail` columns every row is kept apart. */
export function spineRows(scope: LeafScope, leaves: readonly Leaf[], detail: readonly Column[] = []): SpineRows {
  const { env, leaf } = scope;
  const { accumulation, shifts } = leaf;
  const axisItems = [...env.keys, ...scope.predicates.flatMap((one) => one.items)].filter(scope.axis);
  const axisKeys = env.keys.filter(scope.axis);
  const spine = spineOf(scope, axisItems);
  const { rows, summed } = measured(scope, leaves, spine, detail);
  const moved = customShift(shifts)?.(env.manifest, spine, env.dialect) ?? null;
  const instant = cell('spine', spine.column);
  const target = moved ? cell('spine', moved.original) : shifted(instant, shifts, env.dialect);

  const where: Sql[] = [];
  if (env.timeRange) {
    where.push(...within(instant, env.timeRange, env));
    // MetricFlow also bounds the accumulation itself before moving it; a moved running value starts a shift later.
    if (accumulation && shifts.length > 0) where.push(...within(target, env.timeRange, env));
    // Without a time axis, an accumulation over a range is its value at the range's end.
    if (accumulation && axisKeys.length === 0)
      where.push(sql`${instant} >= ${env.dialect.truncate(spine.grain, moment(env.timeRange.to, env.parameters))}`);
  }
  const periodStarts = startsOnly(scope, spine.grain, instant);
  if (periodStarts) where.push(periodStarts);

  const joins: Join[] = [{ type: 'inner', table: { alias: 'rows', source: rows }, on: matches(scope, target) }];
  const columns: Column[] = [];
  for (const item of axisItems) {
    if (columns.some((one) => one.name === item.name)) continue;
    const { column, join } = timeColumn(env.dialect, item, instant, `${item.name}_spine`);
    if (join) joins.push(join);
    columns.push({ name: item.name, sql: column });
  }
  for (const name of columnsOf(rows)) if (name !== ROW_TIME) columns.push({ name, sql: cell('rows', name) });
  const exact = axisKeys.some((item) => item.grain === spine.grain);
  const picking = accumulation !== null && !exact && axisKeys.length > 0;
  if (picking) columns.push({ name: SPINE_TIME, sql: instant });
  const from = { alias: 'spine', source: moved?.node ?? spine.relation };
  const joined: PlanNode = { op: 'select', from, joins, columns, where, distinct: false };
  const onAxis = scope.predicates.filter((one) => one.items.some(scope.axis));
  return { node: filtered(joined, onAxis, env), picking, summed };
}

function spineOf(scope: LeafScope, axisItems: readonly Item[]): TimeSpine {
  const { accumulation, shifts } = scope.leaf;
  const moves = shifts.map((one) => (one.kind === 'window' ? one.window.grain : one.grain));
  const grains = grainsOf([...moves, accumulation?.window?.grain, accumulation?.grainToDate]);
  return spineFor(scope.env.manifest, finestOf([scope.context.defaultGrain, neededGrain(axisItems), ...grains]));
}

/** What is joined to the spine: rows with their instant, summed up per instant where that changes nothing. */
function measured(
  scope: LeafScope,
  leaves: readonly Leaf[],
  spine: TimeSpine,
  detail: readonly Column[],
): { rows: PlanNode; summed: boolean } {
  const { env } = scope;
  const source = new RowSource(env, scope.model, scope.time);
  readItems(scope, source, (item) => !scope.axis(item));
  const items = columnsOf(source.node());
  source.add(ROW_TIME, env.dialect.truncate(spine.grain, source.time()));
  for (const column of detail) source.add(column.name, column.sql);
  const offAxis = scope.predicates.filter((one) => !one.items.some(scope.axis));
  const rows = filtered(readMeasures(scope, source, leaves), offAxis, env);
  const twoSteps = leaves.every((leaf) => SECOND_STEP[leaf.aggregation.agg] !== undefined);
  if (detail.length > 0 || !twoSteps || scope.leaf.aggregation.nonAdditive) return { rows, summed: false };
  const measures = leaves.map((leaf) => ({ name: leaf.id, column: leaf.id, how: leaf.aggregation }));
  return { rows: { op: 'aggregate', input: rows, keys: [...items, ROW_TIME], measures }, summed: true };
}

const secondStep = (leaf: Leaf): Leaf => ({
  ...leaf,
  aggregation: { ...leaf.aggregation, agg: SECOND_STEP[leaf.aggregation.agg] ?? leaf.aggregation.agg },
});

/** Which rows belong to a spine instant. */
function matches(scope: LeafScope, target: Sql): Sql {
  const { accumulation } = scope.leaf;
  const { dialect } = scope.env;
  const time = cell('rows', ROW_TIME);
  if (!accumulation) return sql`${target} = ${time}`;
  const { window, grainToDate } = accumulation;
  if (window) {
    if (!isStandardGrain(window.grain)) throw invalidQuery(`a cumulative window in "${window.grain}" is not supported`);
    return sql`${time} <= ${target} AND ${time} > ${dialect.shift(target, -window.count, window.grain)}`;
  }
  if (grainToDate) {
    if (!isStandardGrain(grainToDate)) throw invalidQuery(`grain_to_date "${grainToDate}" is not supported`);
    return sql`${time} <= ${target} AND ${time} >= ${dialect.truncate(grainToDate, target)}`;
  }
  return sql`${time} <= ${target}`;
}

/**
 * `offset_to_grain` seen at a coarser grain compares with the first instant of each period only; otherwise the start's
 * value would count once for every day.
 */
function startsOnly(scope: LeafScope, spineGrain: Parameters<typeof grainRank>[0], instant: Sql): Sql | null {
  if (!scope.leaf.shifts.some((one) => one.kind === 'to_grain')) return null;
  const grains = scope.env.keys.filter(scope.axis).flatMap((item) => (item.grain === null ? [] : [item.grain]));
  if (grains.length === 0 || grains.some((grain) => grainRank(grain) <= grainRank(spineGrain))) return null;
  return any(grains.map((grain) => sql`${scope.env.dialect.truncate(grain, instant)} = ${instant}`));
}
