import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DomainError } from '@griot/kernel';
import { DATA_SCHEMA, dataRelation, META_SCHEMA, quoteName } from '../engine/identifiers.ts';
import { all, count, first, inTransaction, type Row, run, text, textOrNull } from '../engine/statements.ts';
import { checksumOf, type Digest, digestOf, tableDigest } from '../engine/table-checksum.ts';
import { ownSegment, putSlices, segmentsByRelation, wholeTable } from '../slices/segments.ts';
import { isAmong } from '../slices/slices.ts';
import {
  addDigests,
  askOf,
  keepDigests,
  keptDigests,
  type SliceDigests,
  sliceDigests,
  sumOf,
} from '../slices/source-slices.ts';
import { readCleanCsv } from './clean-csv.ts';
import { readParquet, type SourceColumn } from './source-columns.ts';

export interface LoadSourceInput {
  /** `entreprises`, or `zones.entreprises` when two applications of a tenant have a table of that name. */
  source: string;
  columns: readonly SourceColumn[];
  /** Clean CSV or Parquet files in the tenant's staging folder: absolute, or relative to it. All of one kind. */
  files: readonly string[];
  /** The same id loads once, whatever comes the second time. */
  loadId: string;
  /** `replace`: the table is these rows. `upsert`: rows with a known key replace the old ones, others are added. */
  mode: 'replace' | 'upsert';
  /** Unique and not null in these rows. Needed for `upsert`. */
  key?: readonly string[];
  /** With `upsert`: rows of the former version with one of these values are not kept either. No file needs to hold rows then. */
  without?: { column: string; values: readonly string[] };
  /**
   * A column by whose values models may be continued (`meta.slices`): a digest of the rows of each value is kept with the version, so that a
   * build knows which of them changed. Engines that build models whole do without.
   */
  slices?: string;
}

export interface LoadSourceResult {
  /** Rows of the table after the load. */
  rows: number;
  /** Rows read from the files. */
  loadedRows: number;
  /** This load id was loaded before: nothing was done. */
  repeated: boolean;
  /** The table's content is what it was before: readers of it need not be built again. */
  unchanged: boolean;
}

export interface SourceVersion {
  name: string;
  relation: string;
  loadId: string;
  loadedAt: string;
  rows: number;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$/;

const asVersion = (row: Row): SourceVersion => ({
  name: text(row.source),
  relation: text(row.relation),
  loadId: text(row.load_id),
  loadedAt: text(row.loaded_at),
  rows: count(row.rows),
});

/** The newest version of every source. */
export async function sourceVersions(connection: DuckDBConnection): Promise<SourceVersion[]> {
  const rows = await all(
    connection,
    `SELECT * FROM ${META_SCHEMA}.loads QUALIFY row_number() OVER (PARTITION BY source ORDER BY seq DESC) = 1 ORDER BY source`,
  );
  return rows.map(asVersion);
}

/** The key of the load, empty when it has none. Throws `warehouse.source_invalid`. */
export function checkLoad(input: LoadSourceInput): readonly string[] {
  if (!NAME.test(input.source) || input.loadId === '' || input.files.length === 0) {
    throw new DomainError({ code: 'warehouse.source_invalid', kind: 'invalid', details: { source: input.source } });
  }
  const key = input.key ?? [];
  if (input.mode === 'upsert' && key.length === 0) {
    throw new DomainError({
      code: 'warehouse.source_invalid',
      kind: 'invalid',
      details: { source: input.source, missing: 'key' },
    });
  }
  return key;
}

/**
 * Reads files into a new version of a raw table. Versions already there are never touched: builds and generations go on
 * reading theirs. Everything commits together with the record of the load.
 * Throws `warehouse.source_invalid`, `warehouse.file_outside_staging`, `warehouse.duplicate_key`, or the engine's refusal.
 */
export async function loadSource(
  connection: DuckDBConnection,
  staging: string,
  input: LoadSourceInput,
): Promise<LoadSourceResult> {
  const key = checkLoad(input);
  const done = await first(connection, `SELECT * FROM ${META_SCHEMA}.loads WHERE source = $1 AND load_id = $2`, [
    input.source,
    input.loadId,
  ]);
  if (done !== null) {
    return { rows: count(done.rows), loadedRows: count(done.loaded_rows), repeated: true, unchanged: true };
  }
  const files = await Promise.all(input.files.map((file) => insideStaging(staging, file)));
  const parquet = files.every((file) => file.endsWith('.parquet'));
  const incoming = parquet ? readParquet(files, input.columns) : readCleanCsv(files, input.columns);
  return inTransaction(connection, () => newVersion(connection, input, key, incoming));
}

async function newVersion(
  connection: DuckDBConnection,
  input: LoadSourceInput,
  key: readonly string[],
  incoming: string,
): Promise<LoadSourceResult> {
  const before = await first(
    connection,
    `SELECT * FROM ${META_SCHEMA}.loads WHERE source = $1 ORDER BY seq DESC LIMIT 1`,
    [input.source],
  );
  const seq = count(before?.seq) + 1;
  const relation = `raw__${input.source.replace('.', '__')}__${seq}`;
  const own = ownSegment(relation);
  await run(connection, `CREATE TABLE ${dataRelation(own)} AS ${incoming}`);
  const loadedRows = await rowsIn(connection, dataRelation(own));
  if (key.length > 0) await refuseBadKeys(connection, input.source, dataRelation(own), key);
  const columns = JSON.stringify(input.columns);
  const alike = before !== null && textOrNull(before.columns) === columns;
  const former = before === null ? null : { relation: text(before.relation), checksum: text(before.checksum) };
  const beside = former !== null && alike && (await isSlice(connection, dataRelation(own), input, key)) ? former : null;
  if (beside === null) {
    await run(connection, `ALTER TABLE ${dataRelation(own)} RENAME TO ${quoteName(relation)}`);
    if (input.mode === 'upsert' && former !== null)
      await copyOthers(connection, { table: dataRelation(relation), ...former }, input, key);
  }
  const made = beside === null ? relation : own;
  const content = await contentOf(connection, { made, beside, columns }, input);
  const checksum = checksumOf(content.digest);
  const rows = Number(content.digest.rows);
  const unchanged = alike && before.checksum === checksum;
  if (unchanged) await run(connection, `DROP TABLE ${dataRelation(made)}`);
  else if (beside !== null) await putBeside(connection, { relation, former: beside, fresh: loadedRows }, input);
  const kept = unchanged ? text(before?.relation) : relation;
  await keepSlices(connection, { relation: kept, columns, slices: content.slices }, input);
  await run(connection, `INSERT INTO ${META_SCHEMA}.loads VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now())`, [
    seq,
    input.source,
    input.loadId,
    kept,
    input.mode,
    rows,
    loadedRows,
    columns,
    checksum,
  ]);
  return { rows, loadedRows, repeated: false, unchanged };
}

/** Whether all rows that came belong to the slice that is taken away: then no other row has the key of one of them. */
async function isSlice(
  connection: DuckDBConnection,
  table: string,
  { mode, without }: LoadSourceInput,
  key: readonly string[],
): Promise<boolean> {
  if (mode !== 'upsert' || without === undefined || without.values.length === 0 || !key.includes(without.column))
    return false;
  const other = await first(
    connection,
    `SELECT count(*) AS n FROM ${table} WHERE NOT ${isAmong(without.column, without.values)}`,
  );
  return count(other?.n) === 0;
}

interface Former {
  relation: string;
  checksum: string;
}

/** The rows that came stand beside the tables of the former version: these are not written again. */
async function putBeside(
  connection: DuckDBConnection,
  { relation, former, fresh }: { relation: string; former: Former; fresh: number },
  { without = NOTHING }: LoadSourceInput,
): Promise<void> {
  const ask = askOf(connection);
  const { [former.relation]: segments } = await segmentsByRelation(ask, former.relation);
  const whole = [wholeTable(former.relation, Number(digestOf(former.checksum).rows))];
  await putSlices(ask, { relation, former: segments ?? whole, ...without, fresh });
}

const NOTHING = { column: '', values: [] };

/** Digest of the whole version, and by slice when that is asked for. Rows that stay beside the ones that came are not read again. */
async function contentOf(
  connection: DuckDBConnection,
  { made, beside, columns }: { made: string; beside: Former | null; columns: string },
  { slices: column, without = NOTHING }: LoadSourceInput,
): Promise<{ digest: Digest; slices: SliceDigests | null }> {
  const where = isAmong(without.column, without.values);
  if (column === undefined) {
    const added = await tableDigest(connection, dataRelation(made));
    if (beside === null) return { digest: added, slices: null };
    const gone = await tableDigest(connection, dataRelation(beside.relation), where);
    const { rows, sum } = digestOf(beside.checksum);
    return { digest: { rows: rows - gone.rows + added.rows, sum: sum - gone.sum + added.sum }, slices: null };
  }
  const added = await sliceDigests(connection, made, column);
  if (beside === null) return { digest: sumOf(added), slices: added };
  const slices =
    (await keptDigests(connection, beside.relation, column, columns)) ??
    (await sliceDigests(connection, beside.relation, column));
  addDigests(slices, await sliceDigests(connection, beside.relation, column, where), -1n);
  addDigests(slices, added, 1n);
  return { digest: sumOf(slices), slices };
}

async function keepSlices(
  connection: DuckDBConnection,
  { relation, columns, slices }: { relation: string; columns: string; slices: SliceDigests | null },
  { slices: column }: LoadSourceInput,
): Promise<void> {
  if (column === undefined || slices === null) return;
  // A version that stays had perhaps none yet: it may come from before they were kept.
  if ((await keptDigests(connection, relation, column, columns)) !== null) return;
  await keepDigests(connection, { relation, column, shape: columns, digests: slices });
}

/** Rows of the former version of which no key came, and which are not of the slice. */
async function copyOthers(
  connection: DuckDBConnection,
  { table, relation }: { table: string; relation: string },
  input: LoadSourceInput,
  key: readonly string[],
): Promise<void> {
  const names = input.columns.map(({ name }) => quoteName(name));
  const match = key.map((name) => `o.${quoteName(name)} = n.${quoteName(name)}`).join(' AND ');
  // Columns the older version does not have are null in its rows; columns it had and nobody gives any more are gone.
  const had = await columnNames(connection, relation);
  const kept = input.columns.map(({ name, type }) =>
    had.has(name.toLowerCase()) ? `CAST(o.${quoteName(name)} AS ${type})` : `CAST(NULL AS ${type})`,
  );
  const { column, values } = input.without ?? { column: '', values: [] };
  const left = values.length === 0 ? '' : `AND coalesce(o.${quoteName(column)} NOT IN (${places(values)}), true)`;
  await run(
    connection,
    `INSERT INTO ${table} (${names.join(', ')}) SELECT ${kept.join(', ')} FROM ${dataRelation(relation)} o
     WHERE NOT EXISTS (SELECT 1 FROM ${table} n WHERE ${match}) ${left}`,
    [...values],
  );
}

const places = (values: readonly string[]): string => values.map((_, index) => `$${index + 1}`).join(', ');

async function rowsIn(connection: DuckDBConnection, table: string): Promise<number> {
  return count((await first(connection, `SELECT count(*) AS n FROM ${table}`))?.n);
}

async function columnNames(connection: DuckDBConnection, relation: string): Promise<Set<string>> {
  const rows = await all(
    connection,
    'SELECT column_name FROM duckdb_columns() WHERE schema_name = $1 AND table_name = $2 AND database_name = current_database()',
    [DATA_SCHEMA, relation],
  );
  return new Set(rows.map((row) => text(row.column_name).toLowerCase()));
}

async function refuseBadKeys(
  connection: DuckDBConnection,
  source: string,
  table: string,
  key: readonly string[],
): Promise<void> {
  const names = key.map(quoteName);
  const bad = await all(
    connection,
    `SELECT ${names.join(', ')}, count(*) AS times FROM ${table} GROUP BY ALL
     HAVING count(*) > 1 OR ${names.map((name) => `${name} IS NULL`).join(' OR ')} LIMIT 20`,
  );
  if (bad.length > 0) {
    throw new DomainError({ code: 'warehouse.duplicate_key', kind: 'invalid', details: { source, key, rows: bad } });
  }
}

/** Links are followed before the check: the engine itself would follow them. */
export async function insideStaging(staging: string, file: string): Promise<string> {
  const real = await realpath(resolve(staging, file)).catch(() => null);
  const root = await realpath(staging);
  if (real === null) {
    throw new DomainError({ code: 'warehouse.file_missing', kind: 'not_found', details: { file } });
  }
  if (!real.startsWith(root + sep)) {
    throw new DomainError({ code: 'warehouse.file_outside_staging', kind: 'forbidden', details: { file } });
  }
  return real;
}
