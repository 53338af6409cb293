import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { DomainError, errorMessage, type Logger } from '@griot/kernel';
import type pg from 'pg';
import { databaseFault } from './errors.ts';
import { SCHEMA_LOCK } from './roles.ts';

/** A folder of `0001_what_it_does.sql` files, applied in order, once, each in a transaction of its own. */
export interface MigrationSet {
  /** Stable: the journal is kept under it. */
  name: string;
  folder: string;
}

interface MigrationFile {
  name: string;
  sql: string;
  sha256: string;
}

export const STORE_SET: MigrationSet = { name: 'store', folder: path.join(import.meta.dirname, 'migrations') };

const JOURNAL = `
  CREATE SCHEMA IF NOT EXISTS griot;
  CREATE TABLE IF NOT EXISTS griot.migrations (
    set_name text NOT NULL,
    file text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (set_name, file)
  )`;

/**
 * Applies what is new, in the order of the sets; processes take turns. Refuses, before anything is run, a set whose
 * applied files were changed or have vanished, or that has a new file before an applied one.
 */
export async function migrate(owner: pg.Pool, sets: MigrationSet[], log: Logger): Promise<void> {
  const all = [STORE_SET, ...sets.filter((set) => set.name !== STORE_SET.name)];
  const plans = await Promise.all(all.map(async (set) => ({ set, files: await readMigrations(set) })));
  const client = await owner.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [SCHEMA_LOCK]);
    await client.query("SET client_min_messages = warning; SET griot.maintenance = 'on'");
    await client.query(JOURNAL).catch(explainRights);
    const todo = [];
    for (const { set, files } of plans) todo.push({ set, files: await pending(client, set, files) });
    for (const { set, files } of todo) {
      for (const file of files) await apply(client, set, file, log);
    }
  } finally {
    client.release(true); // ends the session, its lock and its settings with it
  }
}

function explainRights(error: unknown): never {
  if (databaseFault(error)?.code !== '42501') throw error;
  throw new DomainError({
    code: 'store.owner_lacks_rights',
    kind: 'unavailable',
    message: 'The user of DATABASE_URL must own its database (ALTER DATABASE … OWNER TO …)',
    cause: error,
  });
}

/** Sorted; line ends do not count, for a checkout may change them. */
export async function readMigrations(set: MigrationSet): Promise<MigrationFile[]> {
  const names = (await readdir(set.folder)).filter((name) => name.endsWith('.sql')).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(path.join(set.folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
  const numbers = new Set<string>();
  for (const { name } of files) {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
    if (number === undefined) throw refusal(set, name, 'is not named like 0001_what_it_does.sql');
    if (numbers.has(number)) throw refusal(set, name, 'has the number of another file');
    numbers.add(number);
  }
  return files;
}

async function pending(client: pg.PoolClient, set: MigrationSet, files: MigrationFile[]): Promise<MigrationFile[]> {
  const journal = await client.query<{ file: string; sha256: string }>(
    'SELECT file, sha256 FROM griot.migrations WHERE set_name = $1 ORDER BY file',
    [set.name],
  );
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const { file, sha256 } of journal.rows) {
    const now = byName.get(file);
    if (now === undefined) throw refusal(set, file, 'was applied and has vanished');
    if (now.sha256 !== sha256) throw refusal(set, file, 'was changed after it was applied; write a new file instead');
    byName.delete(file);
  }
  const last = journal.rows.at(-1)?.file ?? '';
  const fresh = [...byName.values()];
  const late = fresh.find((file) => file.name < last);
  if (late !== undefined) throw refusal(set, late.name, `comes before ${last}, which is applied`);
  return fresh;
}

async function apply(client: pg.PoolClient, set: MigrationSet, file: MigrationFile, log: Logger): Promise<void> {
  const started = performance.now();
  try {
    await client.query('BEGIN');
    await client.query(file.sql);
    await client.query('INSERT INTO griot.migrations (set_name, file, sha256) VALUES ($1, $2, $3)', [
      set.name,
      file.name,
      file.sha256,
    ]);
    const answer = await client.query('COMMIT');
    if (answer.command === 'ROLLBACK') throw new Error('rolled back');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw new DomainError({
      code: 'store.migration_failed',
      kind: 'internal',
      details: { set: set.name, file: file.name, sqlState: databaseFault(error)?.code, line: lineOf(error, file.sql) },
      message: `Migration ${set.name}/${file.name}: ${errorMessage(error)}${at(lineOf(error, file.sql))}`,
      cause: error,
    });
  }
  log.info({ set: set.name, file: file.name, ms: Math.round(performance.now() - started) }, 'Migration applied');
}

function lineOf(error: unknown, sql: string): number | undefined {
  const position = error instanceof Error && 'position' in error ? Number(error.position) : Number.NaN;
  return Number.isInteger(position) && position > 0 ? sql.slice(0, position).split('\n').length : undefined;
}

const at = (line: number | undefined): string => (line === undefined ? '' : ` (line ${line})`);

function refusal(set: MigrationSet, file: string, why: string): DomainError {
  return new DomainError({
    code: 'store.migration_refused',
    kind: 'internal',
    details: { set: set.name, file },
    message: `Migration ${set.name}/${file} ${why}`,
  });
}
