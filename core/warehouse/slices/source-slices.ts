import type { DuckDBConnection } from '@duckdb/node-api';
import { dataRelation, META_SCHEMA, quoteName, quoteText } from '../engine/identifiers.ts';
import { all, count, first, run, text, textOrNull } from '../engine/statements.ts';
import type { Digest } from '../engine/table-checksum.ts';
import type { Ask } from './slices.ts';

/** Digests of a table's rows by slice; rows without a value stand under null. */
export type SliceDigests = Map<string | null, Digest>;

export const askOf =
  (connection: DuckDBConnection): Ask =>
  async (sql) =>
    (await connection.runAndReadAll(sql)).getRowsJS();

/** What `tableDigest` says of all rows, by slice. `where`: of some rows only. */
export async function sliceDigests(
  connection: DuckDBConnection,
  relation: string,
  column: string,
  where = 'true',
): Promise<SliceDigests> {
  const rows = await all(
    connection,
    `SELECT t.${quoteName(column)} AS slice, count(*) AS n, sum(hash(t)::HUGEINT) AS h FROM ${dataRelation(relation)} t WHERE ${where} GROUP BY 1`,
  );
  return new Map(rows.map(({ slice, n, h }) => [textOrNull(slice), { rows: BigInt(count(n)), sum: BigInt(text(h)) }]));
}

export function sumOf(digests: SliceDigests): Digest {
  let [rows, sum] = [0n, 0n];
  for (const one of digests.values()) {
    rows += one.rows;
    sum += one.sum;
  }
  return { rows, sum };
}

/** The digests kept of a raw table; null when it has none for that column and those columns. */
export async function keptDigests(
  connection: DuckDBConnection,
  relation: string,
  column: string,
  shape: string,
): Promise<SliceDigests | null> {
  const known = await first(
    connection,
    `SELECT * FROM ${META_SCHEMA}.sliced WHERE relation = $1 AND slice_column = $2 AND shape = $3`,
    [relation, column, shape],
  );
  if (known === null) return null;
  const rows = await all(connection, `SELECT * FROM ${META_SCHEMA}.source_slices WHERE relation = $1`, [relation]);
  return new Map(
    rows.map(({ slice, rows: n, sum }) => [textOrNull(slice), { rows: BigInt(count(n)), sum: BigInt(text(sum)) }]),
  );
}

export function addDigests(digests: SliceDigests, other: SliceDigests, sign: 1n | -1n): void {
  for (const [slice, { rows, sum }] of other) {
    const had = digests.get(slice) ?? { rows: 0n, sum: 0n };
    const now = { rows: had.rows + sign * rows, sum: had.sum + sign * sum };
    if (now.rows === 0n) digests.delete(slice);
    else digests.set(slice, now);
  }
}

/** Keeps the digests of a raw table that is new. `shape`: its columns. */
export async function keepDigests(
  connection: DuckDBConnection,
  o: { relation: string; column: string; shape: string; digests: SliceDigests },
): Promise<void> {
  await run(connection, `INSERT INTO ${META_SCHEMA}.sliced VALUES ($1, $2, $3, '{}')`, [o.relation, o.column, o.shape]);
  const rows = [...o.digests].map(
    ([slice, { rows: n, sum }]) =>
      `(${quoteText(o.relation)}, ${slice === null ? 'NULL' : quoteText(slice)}, ${n}, '${sum}')`,
  );
  if (rows.length > 0) await connection.run(`INSERT INTO ${META_SCHEMA}.source_slices VALUES ${rows.join(', ')}`);
}
