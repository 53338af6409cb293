import type { StandardGrain } from '../manifest/model.ts';
import { type Item, neededGrain } from '../resolve/items.ts';
import { all, cell, sql } from '../sql/fragment.ts';
import type { Environment } from './environment.ts';
import { type Column, columnsOf, type Join, type PlanNode } from './nodes.ts';
import { finestOf, spineFor, within } from './spines.ts';
import { timeColumn } from './time-column.ts';

/** Every period of the spine, also those without rows. Axis columns come from the spine, the rest from `input`. */
export function fillFromSpine(
  env: Environment,
  input: PlanNode,
  axis: readonly Item[],
  defaultGrain: StandardGrain,
): PlanNode {
  const spine = spineFor(env.manifest, finestOf([neededGrain(axis) ?? defaultGrain]));
  const instant = cell('spine', spine.column);
  const joins: Join[] = [];
  const columns: Column[] = axis.map((item) => {
    const { column, join } = timeColumn(env.dialect, item, instant, `${item.name}_spine`);
    if (join) joins.push(join);
    return { name: item.name, sql: column };
  });
  const periods: PlanNode = {
    op: 'select',
    from: { alias: 'spine', source: spine.relation },
    joins,
    columns,
    where: env.timeRange ? within(instant, env.timeRange, env) : [],
    distinct: true,
  };
  const onAxis = new Set(axis.map((item) => item.name));
  const on = all(axis.map((item) => sql`${cell('periods', item.name)} = ${cell('rows', item.name)}`));
  return {
    op: 'select',
    from: { alias: 'periods', source: periods },
    joins: [{ type: 'left', table: { alias: 'rows', source: input }, on }],
    columns: columnsOf(input).map((name) => ({ name, sql: cell(onAxis.has(name) ? 'periods' : 'rows', name) })),
    where: [],
    distinct: false,
  };
}
