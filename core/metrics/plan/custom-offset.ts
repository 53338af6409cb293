import { invalidQuery } from '../errors.ts';
import type { SemanticManifest, TimeSpine } from '../manifest/model.ts';
import { isStandardGrain } from '../manifest/model.ts';
import { customGrain } from '../resolve/items.ts';
import type { TimeShift } from '../resolve/leaves.ts';
import type { Dialect } from '../sql/dialect.ts';
import { cell, sql } from '../sql/fragment.ts';
import { type PlanNode, project } from './nodes.ts';

export interface MovedSpine {
  readonly node: PlanNode;
  /** Column with the instant before the move; the spine's own column holds the instant after. */
  readonly original: string;
}

const ORIGINAL = 'instant_before';

/**
 * An offset in a custom granularity. The n-th day of a period is moved to the n-th day of the period `count` later;
 * when that one is shorter, to its last day. Null when the shifts are all in standard grains.
 */
export function customShift(
  shifts: readonly TimeShift[],
): ((manifest: SemanticManifest, spine: TimeSpine, dialect: Dialect) => MovedSpine) | null {
  const custom = shifts.find((one) => one.kind === 'window' && !isStandardGrain(one.window.grain));
  if (custom?.kind !== 'window') return null;
  if (shifts.length > 1)
    throw invalidQuery(`a custom granularity (${custom.window.grain}) cannot be combined with other offsets`);
  return (manifest, spine, dialect) => {
    const grain = customGrain(manifest, custom.window.grain);
    if (!grain) throw invalidQuery(`grain "${custom.window.grain}" is unknown`);
    if (grain.spine.grain !== spine.grain || spine.grain !== 'day')
      throw invalidQuery(`offsets in "${grain.name}" need a day spine that declares it`);
    return move(grain.spine, grain.column, custom.window.count, dialect);
  };
}

function move(spine: TimeSpine, column: string, count: number, dialect: Dialect): MovedSpine {
  const days = project(
    {
      op: 'select',
      from: { alias: 'base', source: spine.relation },
      joins: [],
      columns: [
        { name: 'day', sql: cell('base', spine.column) },
        { name: 'period', sql: cell('base', column) },
      ],
      where: [],
      distinct: false,
    },
    [
      { name: 'day', sql: cell('rows', 'day') },
      { name: 'period', sql: cell('rows', 'period') },
      {
        name: 'place',
        sql: sql`ROW_NUMBER() OVER (PARTITION BY ${cell('rows', 'period')} ORDER BY ${cell('rows', 'day')})`,
      },
    ],
  );
  const first = { name: 'first_day', column: 'day', how: { agg: 'min', percentile: null } } as const;
  const last = { name: 'last_day', column: 'day', how: { agg: 'max', percentile: null } } as const;
  const periods: PlanNode = { op: 'aggregate', input: days, keys: ['period'], measures: [first, last] };
  const order = sql`OVER (ORDER BY ${cell('rows', 'period')})`;
  const later = project(periods, [
    { name: 'period', sql: cell('rows', 'period') },
    { name: 'later_first', sql: sql`LEAD(${cell('rows', 'first_day')}, ${count}) ${order}` },
    { name: 'later_last', sql: sql`LEAD(${cell('rows', 'last_day')}, ${count}) ${order}` },
  ]);
  const same = dialect.addDays(cell('later', 'later_first'), sql`${cell('days', 'place')} - 1`);
  const node: PlanNode = {
    op: 'select',
    from: { alias: 'days', source: days },
    joins: [
      {
        type: 'inner',
        table: { alias: 'later', source: later },
        on: sql`${cell('days', 'period')} = ${cell('later', 'period')}`,
      },
    ],
    columns: [
      { name: ORIGINAL, sql: cell('days', 'day') },
      { name: spine.column, sql: sql`LEAST(${same}, ${cell('later', 'later_last')})` },
    ],
    where: [sql`${cell('later', 'later_first')} IS NOT NULL`],
    distinct: false,
  };
  return { node, original: ORIGINAL };
}
