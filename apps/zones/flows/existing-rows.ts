import type { TenantWarehouse } from '@griot/warehouse';
import type { ExistingRows } from '../import/known-ids.ts';
import { sourceTable, type TableName } from '../import/tables.ts';

const PAGE = 200_000;

/**
 * Ids that the published generation holds, page by page in the order of the ids. Before the first publication there are none.
 * What was loaded but not yet built is not seen: such rows count as absent until the pipeline has run.
 */
export function existingRows(warehouse: TenantWarehouse): ExistingRows {
  const published = async (): Promise<number | null> => (await warehouse.current())?.id ?? null;
  return {
    ids: (table) => pagesOfIds(warehouse, table, published),
    zones: async () => {
      const generation = await published();
      if (generation === null) return [];
      const { rows } = await warehouse.query('SELECT id_zone, nom_zone FROM stg_zones', [], { generation });
      return rows.map(([id, name]) => ({ id: String(id), name: String(name) }));
    },
  };
}

async function* pagesOfIds(
  warehouse: TenantWarehouse,
  table: TableName,
  published: () => Promise<number | null>,
): AsyncGenerator<string[]> {
  const generation = await published();
  if (generation === null) return;
  const id = sourceTable(table).columns[0]?.name ?? 'id';
  let after = '';
  for (;;) {
    const { rows } = await warehouse.query(
      `SELECT ${id} FROM stg_${table} WHERE ${id} > $1 ORDER BY ${id} LIMIT ${PAGE}`,
      [after],
      { generation, timeoutMs: 120_000 },
    );
    const ids = rows.map(([value]) => String(value));
    if (ids.length > 0) yield ids;
    if (ids.length < PAGE) return;
    after = ids.at(-1) ?? after;
  }
}
