import type { Item } from '../resolve/items.ts';
import type { Dialect } from '../sql/dialect.ts';
import { cell, type Sql, sql } from '../sql/fragment.ts';
import type { Join } from './nodes.ts';

/** A time value at the item's grain or date part; a custom grain is read from its spine, joined under `alias`. */
export function timeColumn(
  dialect: Dialect,
  item: Item,
  value: Sql,
  alias: string,
): { readonly column: Sql; readonly join: Join | null } {
  if (item.datePart !== null) return { column: dialect.extract(item.datePart, value), join: null };
  if (item.custom === null) return { column: dialect.truncate(item.grain ?? 'day', value), join: null };
  const { spine, column } = item.custom;
  const on = sql`${dialect.truncate(spine.grain, value)} = ${cell(alias, spine.column)}`;
  return { column: cell(alias, column), join: { type: 'left', table: { alias, source: spine.relation }, on } };
}
