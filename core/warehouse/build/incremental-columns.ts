import { DomainError } from '@griot/kernel';
import { quoteName } from '../engine/identifiers.ts';
import type { Node } from '../project/manifest.ts';
import type { BuildSession } from './build-session.ts';

interface ColumnType {
  name: string;
  type: string;
}

export interface ContinuedTable {
  table: string;
  /** The table of its new rows. */
  fresh: string;
  /** What gives a column (its name is quoted) another type. Default: as DuckDB does. */
  retype?(column: ColumnType): string;
}

export async function columnsOf(session: BuildSession, relation: string): Promise<ColumnType[]> {
  const { rows } = await session.run(`DESCRIBE (SELECT * FROM ${relation})`);
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/**
 * Brings the columns of a continued table and of its new rows together as `on_schema_change` says, and answers the columns
 * to write. `ignore`: new columns are left out, a column that is gone is an error; `fail`: any difference is;
 * `append_new_columns`: new ones are added (null in old rows), gone ones stay null in new rows; `sync_all_columns`: gone ones
 * are dropped and types follow, too.
 * https://docs.getdbt.com/docs/build/incremental-models#what-if-the-columns-of-my-incremental-model-change
 */
export async function reconcileColumns(
  session: BuildSession,
  node: Node,
  { table, fresh, retype = ({ name, type }) => `ALTER COLUMN ${name} SET DATA TYPE ${type}` }: ContinuedTable,
): Promise<string[]> {
  const old = await columnsOf(session, table);
  const now = await columnsOf(session, fresh);
  const oldByName = new Map(old.map((column) => [column.name.toLowerCase(), column]));
  const nowByName = new Map(now.map((column) => [column.name.toLowerCase(), column]));
  const added = now.filter((column) => !oldByName.has(column.name.toLowerCase()));
  const gone = old.filter((column) => !nowByName.has(column.name.toLowerCase()));
  const retyped = now.filter((column) => {
    const before = oldByName.get(column.name.toLowerCase());
    return before !== undefined && before.type !== column.type;
  });
  const policy = node.config.on_schema_change;
  if (
    (policy === 'fail' && added.length + gone.length + retyped.length > 0) ||
    (policy === 'ignore' && gone.length > 0)
  ) {
    throw new DomainError({
      code: 'warehouse.schema_changed',
      kind: 'conflict',
      details: { node: node.id, added, removed: gone, retyped, policy },
      message: `the columns of ${node.name} changed (on_schema_change: ${policy}): added ${names(added)}; removed ${names(gone)}; other type ${names(retyped)}. Build it with full refresh, or set on_schema_change`,
    });
  }
  if (policy === 'append_new_columns' || policy === 'sync_all_columns') {
    for (const { name, type } of added) await session.run(`ALTER TABLE ${table} ADD COLUMN ${quoteName(name)} ${type}`);
  }
  if (policy === 'sync_all_columns') {
    for (const { name } of gone) await session.run(`ALTER TABLE ${table} DROP COLUMN ${quoteName(name)}`);
    for (const { name, type } of retyped) {
      await session.run(`ALTER TABLE ${table} ${retype({ name: quoteName(name), type })}`);
    }
  }
  const writable = policy === 'ignore' || policy === 'fail' ? old : [...old.filter((c) => !gone.includes(c)), ...added];
  return writable.map((column) => column.name);
}

function names(columns: ColumnType[]): string {
  return columns.length === 0 ? 'none' : columns.map((column) => column.name).join(', ');
}
