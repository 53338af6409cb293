import type { DuckDBConnection } from '@duckdb/node-api';
import { count, first, text } from './statements.ts';

/**
 * A digest of a table's rows whatever their order: the number of rows and the sum of 64-bit row hashes (two equal rows
 * count twice, so they do not cancel out). Equal tables have equal digests; unequal ones collide once in about 2^64.
 */
export async function tableChecksum(connection: DuckDBConnection, relation: string): Promise<string> {
  const row = await first(connection, `SELECT count(*) AS n, sum(hash(t)::HUGEINT) AS h FROM ${relation} t`);
  return `${count(row?.n)}:${text(row?.h)}`;
}
