import type { RunningServer } from '@griot/server';
import { sql } from 'drizzle-orm/sql';

/**
 * What asking may write: the conversations themselves, and what every request leaves (sessions, limits). Flows, events, mails and
 * alerts go by the clock of the platform meanwhile.
 */
const OWN =
  /^(assistant_|flow|event|alert|mail_|http_|identity_(session|sign|throttle|login)|griot_|sessions|refresh|login)/;

/**
 * A digest of every table and of every published model of some tenants, by name: what must be the same after questions. Of tables
 * with rows of tenants those of the tenants given, and of none: in the others the platform works by itself (simulated traffic).
 */
export async function platformState(
  { composition }: RunningServer,
  tenants: readonly string[],
): Promise<Map<string, string>> {
  const { store, warehouse } = composition.services;
  const state = new Map<string, string>();
  const ids = sql.join(
    tenants.map((id) => sql`${id}`),
    sql`, `,
  );
  await store.withSystem(async (tx) => {
    const tables = await tx.execute<{ name: string; of_tenants: boolean }>(sql`
      SELECT table_name AS name, EXISTS (SELECT FROM information_schema.columns c WHERE c.table_schema = t.table_schema
               AND c.table_name = t.table_name AND c.column_name = 'tenant_id') AS of_tenants
        FROM information_schema.tables t WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`);
    for (const { name, of_tenants: ofTenants } of tables.rows) {
      if (OWN.test(name)) continue;
      const theirs = ofTenants ? sql`tenant_id IS NULL OR tenant_id::text IN (${ids})` : sql`true`;
      const { rows } = await tx.execute<{ n: string; digest: string | null }>(
        sql`SELECT count(*) AS n, md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS digest FROM ${sql.identifier(name)} t WHERE ${theirs}`,
      );
      state.set(`table ${name}`, `${rows[0]?.n} ${rows[0]?.digest}`);
    }
  });
  for (const tenantId of tenants) {
    const tenant = warehouse.tenant(tenantId);
    const current = await tenant.current();
    state.set(`generation of ${tenantId}`, String(current?.id));
    state.set(`sources of ${tenantId}`, JSON.stringify(await tenant.sources()));
    for (const { name } of current?.nodes ?? []) {
      const { rows } = await tenant.query(`SELECT count(*), bit_xor(hash(t)) FROM "${name}" t`);
      state.set(`model ${name} of ${tenantId}`, JSON.stringify(rows));
    }
  }
  return state;
}

/** Names whose digest is another one; both ways. */
export function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}
