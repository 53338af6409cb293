import type { BuildSession } from '../build/build-session.ts';
import type { StoredFailures } from '../build/store-failures.ts';
import { FAILURES_SCHEMA } from '../engine/identifiers.ts';
import { clickhouseRelation } from './names.ts';
import { engineOf } from './table-sql.ts';

/** The failing rows of a test's last run, among the tenant's physical tables: ClickHouse has no schemas. */
export async function storeFailures(
  session: BuildSession,
  { tenantId, name, kind, sql }: StoredFailures,
): Promise<string> {
  const relation = clickhouseRelation(tenantId, `${FAILURES_SCHEMA}__${name}`);
  await session.run(`DROP TABLE IF EXISTS ${relation} SYNC`);
  await session.run(`CREATE ${kind === 'view' ? `VIEW ${relation}` : `TABLE ${relation} ${engineOf([])}`} AS ${sql}`);
  return relation;
}
