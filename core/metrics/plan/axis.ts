import { grainRank, isStandardGrain } from '../manifest/model.ts';
import { invalidQuery } from '../resolve/errors.ts';
import { neededGrain } from '../resolve/items.ts';
import type { Leaf } from '../resolve/leaves.ts';
import { any, cell, type Sql, sql } from '../sql/fragment.ts';
import { customShift } from './custom-offset.ts';
import { aggregate, filtered, type LeafScope, readItems, readMeasures } from './leaf-rows.ts';
import type { Column, Join, PlanNode, Table } from './nodes.ts';
import { columnsOf } from './nodes.ts';
import { RowSource } from './row-source.ts';
import { finestOf, grainsOf, shifted, spineFor, upTo, within } from './spines.ts';
import { timeColumn } from './time-column.ts';

const ROW_TIME = 'row_time';
const SPINE_TIME = 'spine_time';

/**
 * Offset and cumulative leaves: rows are joined to a time spine, and the time axis comes from the spine.
 * An offset matches one instant (the spine's, moved back), an accumulation a range that ends there.
 */
export function onSpine(scope: LeafScope, leaves: readonly Leaf[]): PlanNode {
  const { env, leaf } = scope;
  const { accumulation, shifts } = leaf;
  const axisItems = [...env.keys, ...scope.predicates.flatMap((one) => one.items)].filter(scope.axis);
  const windows = shifts.flatMap((one) => (one.kind === 'window' ? [one.window.grain] : [one.grain]));
  const grains = grainsOf([...windows, accumulation?.window?.grain, accumulation?.grainToDate]);
  const spine = spineFor(env.manifest, finestOf([scope.context.defaultGrain, neededGrain(axisItems), ...grains]));

  const offAxis = scope.predicates.filter((one) => !one.items.some(scope.axis));
  const source = new RowSource(env, scope.model, scope.time);
  readItems(scope, source, (item) => !scope.axis(item));
  source.add(ROW_TIME, env.dialect.truncate(spine.grain, source.time()));
  const rows = filtered(readMeasures(scope, source, leaves), offAxis, env);

  const custom = customShift(shifts);
  let table: Table = { alias: 'spine', source: spine.relation };
  const instant = cell('spine', spine.column);
  let target: Sql;
  if (custom) {
    const moved = custom(env.manifest, spine, env.dialect);
    table = { alias: 'spine', source: moved.node };
    target = cell('spine', moved.original);
  } else target = shifted(instant, shifts, env.dialect);

  const where: Sql[] = [];
  const axisKeys = env.keys.filter(scope.axis);
  if (env.timeRange) {
    where.push(...within(instant, env.timeRange, env.dialect));
    // MetricFlow also bounds the accumulation itself before moving it; a moved running value starts a shift later.
    if (accumulation && shifts.length > 0) where.push(...within(target, env.timeRange, env.dialect));
    // Without a time axis, an accumulation over a range is its value at the range's end.
    if (accumulation && axisKeys.length === 0)
      where.push(sql`${instant} >= ${env.dialect.truncate(spine.grain, env.dialect.timeLiteral(env.timeRange.to))}`);
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
  const joined: PlanNode = { op: 'select', from: table, joins, columns, where, distinct: false };
  const onAxis = scope.predicates.filter((one) => one.items.some(scope.axis));
  const ready = filtered(joined, onAxis, env);
  const daily = aggregate(scope, ready, leaves, picking ? [SPINE_TIME] : []);
  if (!picking) return daily;
  return {
    op: 'pick',
    input: daily,
    keys: env.keys.map((one) => one.name),
    time: SPINE_TIME,
    values: leaves.map((one) => ({ name: one.id, pick: accumulation.periodAgg })),
  };
}

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
