import type { DuckDBConnection } from '@duckdb/node-api';
import { count, first, text } from './statements.ts';

/**
 * A digest of a table's rows whatever their order: the number of rows and the sum of 64-bit row hashes (two equal rows
 * count twice, so they do not cancel out). Equal tables have equal digests; unequal ones collide once in about 2^64. What is added and
 * taken away is added and taken away here too.
 */
export interface Digest {
  rows: bigint;
  sum: bigint;
}

export async function tableDigest(connection: DuckDBConnection, relation: string, where = 'true'): Promise<Digest> {
  const row = await first(
    connection,
    `SELECT count(*) AS n, sum(hash(t)::HUGEINT) AS h FROM ${relation} t WHERE ${where}`,
  );
  const rows = BigInt(count(row?.n));
  return { rows, sum: rows === 0n ? 0n : BigInt(text(row?.h)) };
}

/** A digest as it is kept; no rows have no sum. */
export const checksumOf = ({ rows, sum }: Digest): string => `${rows}:${rows === 0n ? '' : sum}`;

export function digestOf(checksum: string): Digest {
  const [rows = '0', sum = '0'] = checksum.split(':');
  return { rows: BigInt(rows), sum: rows === '0' ? 0n : BigInt(sum) };
}
