import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@griot/kernel';
import type { MigrationSet, Store } from '@griot/store';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { StorePlan, TablePlan } from './read-plan.ts';

export interface StoreLoad {
  table(plan: TablePlan, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** All rows at once become visible. */
  commit(): Promise<void>;
  abort(): Promise<void>;
}

/**
 * Brings an empty database to the schema of the archive, ready for its rows; later migrations are the caller's, after
 * `commit`. Throws `backup.target_not_empty`, `backup.newer_than_here`.
 */
export async function openLoad(store: Store, plan: StorePlan, sets: readonly MigrationSet[]): Promise<StoreLoad> {
  const { connectionString } = store.connection('owner');
  const client = new pg.Client({ connectionString, application_name: 'griot restore', statement_timeout: 0 });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query("SELECT to_regclass('griot.migrations') IS NOT NULL AS used");
    if (rows[0]?.used) throw new DomainError({ code: 'backup.target_not_empty', kind: 'conflict' });
    await migrateAsOf(store, plan, sets);
    await client.query("SET griot.maintenance = 'on'");
    await client.query('BEGIN');
    const bypasses = await client.query<{ yes: boolean }>(
      'SELECT rolsuper OR rolbypassrls AS yes FROM pg_catalog.pg_roles WHERE rolname = current_user',
    );
    const direct = bypasses.rows[0]?.yes === true;
    for (const { name, parent, bound } of plan.partitions) {
      const there = await client.query('SELECT pg_catalog.to_regclass($1) IS NOT NULL AS yes', [name]);
      if (!there.rows[0]?.yes) await client.query(`CREATE TABLE ${name} PARTITION OF ${parent} ${bound}`);
    }
    const enable = await silenceTriggers(client);
    // What migrations have put there comes with the archive, too.
    for (const { name } of [...plan.tables].reverse()) {
      const found = await client.query(`SELECT EXISTS (SELECT FROM ${name}) AS yes`);
      if (found.rows[0]?.yes) await client.query(`DELETE FROM ${name}`);
    }
    return {
      table: (table, content) => (direct ? copyInto(client, table, content) : copyAside(client, table, content)),
      async commit() {
        for (const { name, value, called } of plan.sequences) {
          await client.query('SELECT pg_catalog.setval($1, $2, $3)', [name, value, called]);
        }
        for (const statement of enable) await client.query(statement);
        await client.query('COMMIT');
        await client.query('ANALYZE');
        await client.end();
      },
      abort: () => client.end(),
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/**
 * What triggers would write is in the archive already, and append-only tables must take what they held. Answers the
 * statements that put every trigger back as it was; a rollback does so by itself.
 */
async function silenceTriggers(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ off: string; on: string }>(`
    SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname) AS off,
           format('ALTER TABLE %s ENABLE %s TRIGGER %I', t.tgrelid::regclass,
                  CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.tgname) AS on
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgparentid = 0
       AND n.nspname NOT IN ('pg_catalog', 'information_schema')`);
  for (const { off } of rows) await client.query(off);
  return rows.map(({ on }) => on);
}

async function copyInto(
  client: pg.Client,
  { name, columns }: TablePlan,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  await pipeline(Readable.from(content), client.query(copyFrom(`COPY ${name} (${columns.join(', ')}) FROM STDIN`)));
}

/** COPY does not write into tables under row-level security unless one may pass it by: then by way of a table of our own. */
async function copyAside(client: pg.Client, table: TablePlan, content: AsyncIterable<Uint8Array>): Promise<void> {
  const columns = table.columns.join(', ');
  await client.query(`CREATE TEMP TABLE griot_load ON COMMIT DROP AS SELECT ${columns} FROM ${table.name} LIMIT 0`);
  await copyInto(client, { name: 'pg_temp.griot_load', columns: table.columns }, content);
  await client.query(
    `INSERT INTO ${table.name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM pg_temp.griot_load`,
  );
  await client.query('DROP TABLE pg_temp.griot_load');
}

/** Applies exactly the migrations that the archive's database had. */
async function migrateAsOf(store: Store, plan: StorePlan, sets: readonly MigrationSet[]): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'griot-restore-'));
  try {
    const known = new Map(sets.map((set) => [set.name, set]));
    const chosen = new Map<string, MigrationSet>();
    for (const { set: name, file } of plan.journal) {
      if (name === 'store') continue; // the store's own set is applied whole, always
      const set = known.get(name);
      if (!set) throw newer(name, file);
      const folder = join(root, name);
      mkdirSync(folder, { recursive: true });
      try {
        cpSync(join(set.folder, file), join(folder, file));
      } catch {
        throw newer(name, file);
      }
      chosen.set(name, { name, folder });
    }
    // In the order of the sets: later ones refer to tables of earlier ones.
    await store.migrate(sets.flatMap(({ name }) => chosen.get(name) ?? []));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function newer(set: string, file: string): DomainError {
  return new DomainError({ code: 'backup.newer_than_here', kind: 'conflict', details: { set, file } });
}
