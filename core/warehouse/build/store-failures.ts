import { createHash } from 'node:crypto';
import { FAILURES_SCHEMA, literal, quoteName } from '../engine/identifiers.ts';
import type { DataTest } from '../project/manifest.ts';
import type { BuildSession } from './build-session.ts';

/** All failing rows of one test, to be kept. */
export interface StoredFailures {
  tenantId: string;
  name: string;
  kind: 'table' | 'view';
  sql: string;
}

/**
 * How all failing rows of a test are kept beside the first ones in the report: `store_failures_as` wins wherever it stands,
 * else `store_failures` means a table. https://docs.getdbt.com/reference/resource-configs/store_failures_as
 */
export function storedAs({ store_failures, store_failures_as }: DataTest['config']): 'table' | 'view' | null {
  const as = store_failures_as ?? (store_failures === true ? 'table' : 'ephemeral');
  return as === 'ephemeral' ? null : as;
}

/** dbt's name of the relation: the test's, a long one shortened. */
export function failuresName(test: string): string {
  if (test.length < 64) return test;
  return `${test.slice(0, 30)}_${createHash('md5').update(test).digest('hex')}`;
}

/** Puts the last run's failing rows where people find them, outside of all generations; answers the relation as SQL. */
export async function storeFailures(
  session: BuildSession,
  { name, kind, sql }: Omit<StoredFailures, 'tenantId'>,
): Promise<string> {
  const relation = `${quoteName(FAILURES_SCHEMA)}.${quoteName(name)}`;
  const { rows } = await session.run(
    `SELECT table_type FROM information_schema.tables WHERE table_schema = ${literal(FAILURES_SCHEMA)} AND table_name = ${literal(name)}`,
  );
  const former = rows[0] === undefined ? null : rows[0][0] === 'VIEW' ? 'view' : 'table';
  if (former !== null && former !== kind) await session.run(`DROP ${former} IF EXISTS ${relation}`);
  await session.run(`CREATE OR REPLACE ${kind} ${relation} AS (\n${sql}\n)`);
  return relation;
}
