import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { fold } from '../import/fold.ts';
import type { TableName } from '../import/tables.ts';

export interface ColumnMap {
  table: TableName;
  /** Column of the table to title of the file. */
  columns: Record<string, string>;
}

/** What makes two headings the same: their titles without accents and case, whatever the order. */
export const titlesKey = (titles: readonly string[]): string =>
  [...new Set(titles.map(fold).filter((title) => title !== ''))].sort().join('|').slice(0, 4000);

export async function readColumnMap(tx: Tx, titles: readonly string[]): Promise<ColumnMap | null> {
  const { rows } = await tx.execute<{ table_name: TableName; columns: Record<string, string> }>(
    sql`SELECT table_name, columns FROM zones_column_maps WHERE titles = ${titlesKey(titles)}`,
  );
  return rows[0] ? { table: rows[0].table_name, columns: rows[0].columns } : null;
}

export async function keepColumnMap(
  tx: Tx,
  o: { tenantId: string; titles: readonly string[]; map: ColumnMap; by: string; now: Date },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO zones_column_maps (tenant_id, titles, table_name, columns, updated_by, updated_at)
    VALUES (${o.tenantId}, ${titlesKey(o.titles)}, ${o.map.table}, ${JSON.stringify(o.map.columns)}::jsonb, ${o.by},
      ${o.now.toISOString()})
    ON CONFLICT (tenant_id, titles) DO UPDATE SET table_name = excluded.table_name, columns = excluded.columns,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at`);
}
