import { createReadStream } from 'node:fs';
import { DomainError, newId } from '@griot/kernel';
import { quoteName } from '../engine/identifiers.ts';
import type { LoadSourceInput, LoadSourceResult } from '../sources/load-source.ts';
import { checkLoad, insideStaging } from '../sources/load-source.ts';
import { checkColumns } from '../sources/source-columns.ts';
import type { LoadDocument } from './documents.ts';
import { clickhouseRelation } from './names.ts';
import type { StatementOptions } from './server.ts';
import type { ClickHouseTenant } from './tenant.ts';
import { withTenantLock } from './tenant-lock.ts';
import { clickhouseType } from './types.ts';

/** How clean CSV is read: nothing between commas is null, nothing is guessed, a wrong value is an error with its place. */
const CSV = {
  input_format_csv_empty_as_default: 1,
  input_format_csv_allow_whitespace_or_tab_as_delimiter: 0,
  format_csv_allow_single_quotes: 0,
  input_format_skip_unknown_fields: 0,
  input_format_parallel_parsing: 0,
  input_format_csv_detect_header: 0,
} as const;

/**
 * Files into a new version of a raw table, as the other engine does it. The table exists when its line in the journal does;
 * what a killed load left is collected later. Throws what `loadSource` of the other engine throws.
 */
export async function loadSource(
  tenant: ClickHouseTenant,
  staging: string,
  input: LoadSourceInput,
  o: StatementOptions,
): Promise<LoadSourceResult> {
  const key = checkLoad(input);
  checkColumns(input.columns);
  const id = `${input.source}/${input.loadId}`;
  const limits = { staleAfterMs: (o.timeoutMs ?? 0) + 60_000, waitMs: o.timeoutMs ?? 60_000 };
  return withTenantLock(tenant.server, tenant.databases.meta, `source_${input.source}`, limits, async () => {
    const done = await tenant.journal.one<LoadDocument>('load', id);
    if (done !== null) return { rows: done.rows, loadedRows: done.loadedRows, repeated: true, unchanged: true };
    const files = await Promise.all(input.files.map((file) => insideStaging(staging, file)));
    if (files.some((file) => file.endsWith('.parquet'))) {
      throw new DomainError({
        code: 'warehouse.format_unsupported',
        kind: 'unsupported',
        details: { format: 'parquet' },
      });
    }
    return newVersion(tenant, input, { id, key, files }, o);
  });
}

async function newVersion(
  tenant: ClickHouseTenant,
  input: LoadSourceInput,
  { id, key, files }: { id: string; key: readonly string[]; files: readonly string[] },
  o: StatementOptions,
): Promise<LoadSourceResult> {
  const { server, journal, tenantId } = tenant;
  const loads = await journal.read<LoadDocument>('load', `${input.source}/`);
  const before = [...loads.values()].at(-1) ?? null;
  const relation = `raw__${input.source.replace('.', '__')}__${newId().replaceAll('-', '')}`;
  const table = clickhouseRelation(tenantId, relation);
  const columns = input.columns.map(({ name, type }) => `${quoteName(name)} ${clickhouseType(type)}`);
  await server.run(
    `CREATE TABLE ${table} (${columns.join(', ')}) ENGINE = MergeTree ORDER BY ${orderBy(key)} SETTINGS allow_nullable_key = 1`,
    o,
  );
  try {
    await readFiles(tenant, input, files, table, o);
    const loadedRows = await count(tenant, `SELECT count() FROM ${table}`, o);
    if (key.length > 0) await refuseBadKeys(tenant, input.source, table, key, o);
    if (input.mode === 'upsert' && before !== null) await keepOthers(tenant, input, before, table, key, o);
    const { rows: sums } = await server.rows(`SELECT count(), sum(cityHash64(toString(tuple(*)))) FROM ${table}`, o);
    const rows = Number(sums[0]?.[0] ?? 0);
    const checksum = `${rows}:${sums[0]?.[1]}`;
    const declared = JSON.stringify(input.columns);
    const unchanged = before !== null && before.checksum === checksum && before.columns === declared;
    const document: LoadDocument = {
      ...{ source: input.source, loadId: input.loadId, rows, loadedRows, columns: declared, checksum },
      relation: unchanged ? before.relation : relation,
      loadedAt: new Date().toISOString(),
    };
    await journal.write([{ kind: 'load', key: id, document }]);
    if (unchanged) await server.run(`DROP TABLE IF EXISTS ${table} SYNC`);
    return { rows, loadedRows, repeated: false, unchanged };
  } catch (error) {
    await server.run(`DROP TABLE IF EXISTS ${table} SYNC`).catch(() => undefined);
    throw error;
  }
}

/** Texts first, then types: a value of the wrong type is an error that names it, and every type may stand between quotes. */
async function readFiles(
  { server, tenantId }: ClickHouseTenant,
  input: LoadSourceInput,
  files: readonly string[],
  table: string,
  o: StatementOptions,
): Promise<void> {
  const texts = clickhouseRelation(tenantId, `scratch__${newId().replaceAll('-', '')}`);
  const names = input.columns.map(({ name }) => quoteName(name));
  const columns = names.map((name) => `${name} Nullable(String)`).join(', ');
  await server.run(`CREATE TABLE ${texts} (${columns}) ENGINE = MergeTree ORDER BY tuple()`, o);
  try {
    for (const file of files) await server.insertCsv(texts, createReadStream(file), { ...o, settings: CSV });
    const typed = input.columns.map(({ name, type }) => `CAST(${quoteName(name)} AS ${clickhouseType(type)})`);
    await server.run(`INSERT INTO ${table} (${names.join(', ')}) SELECT ${typed.join(', ')} FROM ${texts}`, o);
  } finally {
    await server.run(`DROP TABLE IF EXISTS ${texts} SYNC`).catch(() => undefined);
  }
}

/** Rows of the former version whose key did not come again; columns it did not have are null in them. */
async function keepOthers(
  { server, tenantId, databases }: ClickHouseTenant,
  input: LoadSourceInput,
  before: LoadDocument,
  table: string,
  key: readonly string[],
  o: StatementOptions,
): Promise<void> {
  const { rows } = await server.rows(
    'SELECT lower(name) FROM system.columns WHERE database = {d:String} AND table = {t:String}',
    {
      ...o,
      params: { d: databases.data, t: before.relation },
    },
  );
  const had = new Set(rows.map(([name]) => name));
  const kept = input.columns.map(({ name, type }) =>
    had.has(name.toLowerCase())
      ? `CAST(o.${quoteName(name)} AS ${clickhouseType(type)})`
      : `CAST(NULL AS ${clickhouseType(type)})`,
  );
  const keys = key.map(quoteName);
  const left = input.without
    ? `AND ifNull(NOT has({left:Array(String)}, toString(o.${quoteName(input.without.column)})), 1)`
    : '';
  await server.run(
    `INSERT INTO ${table} (${input.columns.map(({ name }) => quoteName(name)).join(', ')})
     SELECT ${kept.join(', ')} FROM ${clickhouseRelation(tenantId, before.relation)} o
     WHERE (${keys.map((name) => `o.${name}`).join(', ')}) NOT IN (SELECT ${keys.join(', ')} FROM ${table}) ${left}`,
    input.without ? { ...o, params: { left: [...input.without.values] } } : o,
  );
}

async function refuseBadKeys(
  { server }: ClickHouseTenant,
  source: string,
  table: string,
  key: readonly string[],
  o: StatementOptions,
): Promise<void> {
  const names = key.map(quoteName);
  const { columns, rows } = await server.rows(
    `SELECT ${names.join(', ')}, count() AS times FROM ${table} GROUP BY ALL
     HAVING times > 1 OR ${names.map((name) => `${name} IS NULL`).join(' OR ')} LIMIT 20`,
    o,
  );
  if (rows.length === 0) return;
  const bad = rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null])));
  throw new DomainError({ code: 'warehouse.duplicate_key', kind: 'invalid', details: { source, key, rows: bad } });
}

export function orderBy(names: readonly string[]): string {
  return names.length === 0 ? 'tuple()' : `(${names.map(quoteName).join(', ')})`;
}

async function count({ server }: ClickHouseTenant, sql: string, o: StatementOptions): Promise<number> {
  return Number((await server.rows(sql, o)).rows[0]?.[0] ?? 0);
}
