import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, copyFile, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import type { TenantWarehouse } from '@griot/warehouse';
import type { ImportMode } from '../import/import-files.ts';
import type { ExistingRows } from '../import/known-ids.ts';
import { sourceTable, type TableName } from '../import/tables.ts';

const PAGE = 200_000;

/**
 * Ids that were loaded, also by an import whose figures are not published yet: two files sent one after the other find each
 * other. They lie beside the staging files, one list a table; where a list is missing (a warehouse brought back from a
 * backup) the published generation is asked instead.
 */
export function existingRows(warehouse: TenantWarehouse): ExistingRows {
  return {
    ids: async function* (table) {
      const list = await listOf(warehouse, table);
      if (list === null) yield* publishedIds(warehouse, table);
      else for await (const lines of linesOf(list)) yield lines.map((line) => line.split('\t', 1)[0] ?? line);
    },
    zones: async () => {
      const list = await listOf(warehouse, 'zones');
      if (list === null) return publishedZones(warehouse);
      const zones: { id: string; name: string }[] = [];
      for await (const lines of linesOf(list)) {
        for (const line of lines) {
          const [id = '', name = ''] = line.split('\t');
          zones.push({ id, name });
        }
      }
      return zones;
    },
  };
}

/** Takes the ids of a table that was just loaded into its list. Done twice it does no harm. */
export async function keepIds(
  warehouse: TenantWarehouse,
  table: TableName,
  idsFile: string,
  mode: ImportMode,
): Promise<void> {
  const list = await listPath(warehouse, table);
  const known = await stat(list).then(
    () => true,
    () => false,
  );
  if (mode === 'upsert' && known) {
    await pipeline(createReadStream(idsFile), createWriteStream(list, { flags: 'a', flush: true }));
    return;
  }
  // A first list of an upsert must hold what the warehouse had before it.
  await copyFile(idsFile, `${list}.new`);
  if (mode === 'upsert' && table === 'zones') {
    const before = await publishedZones(warehouse);
    await appendFile(`${list}.new`, before.map(({ id, name }) => `${id}\t${name}\n`).join(''));
  } else if (mode === 'upsert') {
    for await (const ids of publishedIds(warehouse, table)) {
      await appendFile(`${list}.new`, ids.map((id) => `${id}\n`).join(''));
    }
  }
  await rename(`${list}.new`, list);
}

async function listPath(warehouse: TenantWarehouse, table: TableName): Promise<string> {
  const folder = join(await warehouse.staging(), 'ids');
  await mkdir(folder, { recursive: true });
  return join(folder, `${table}.txt`);
}

async function listOf(warehouse: TenantWarehouse, table: TableName): Promise<string | null> {
  const path = await listPath(warehouse, table);
  return stat(path).then(
    () => path,
    () => null,
  );
}

async function* linesOf(path: string): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    batch.push(line);
    if (batch.length === 10_000) {
      yield batch;
      batch = [];
    }
  }
  yield batch;
}

async function publishedZones(warehouse: TenantWarehouse): Promise<{ id: string; name: string }[]> {
  const generation = (await warehouse.current())?.id;
  if (generation === undefined) return [];
  const { rows } = await warehouse.query('SELECT id_zone, nom_zone FROM stg_zones', [], { generation });
  return rows.map(([id, name]) => ({ id: String(id), name: String(name) }));
}

/** Page by page in the order of the ids. */
async function* publishedIds(warehouse: TenantWarehouse, table: TableName): AsyncGenerator<string[]> {
  const generation = (await warehouse.current())?.id;
  if (generation === undefined) return;
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
