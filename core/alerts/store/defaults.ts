import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { type Delivery, delivery, silent } from '../domain/delivery.ts';

/** Who is told of what has no threshold: failed flows, alerts raised by hand. Version 0: nobody has set it. */
export async function readDefaults(tx: Tx, tenantId: string): Promise<{ delivery: Delivery; version: number }> {
  const { rows } = await tx.execute<{ delivery: unknown; version: number }>(
    sql`SELECT delivery, version FROM alert_defaults WHERE tenant_id = ${tenantId}`,
  );
  const row = rows[0];
  return row ? { delivery: delivery.parse(row.delivery), version: row.version } : { delivery: silent, version: 0 };
}

/** False when somebody else saved it meanwhile. */
export async function writeDefaults(
  tx: Tx,
  o: { tenantId: string; expected: number; delivery: Delivery; by: string; now: Date },
): Promise<boolean> {
  const at = o.now.toISOString();
  const { rows } = await tx.execute(sql`
    INSERT INTO alert_defaults AS d (tenant_id, delivery, updated_at, updated_by)
    SELECT ${o.tenantId}, ${JSON.stringify(o.delivery)}::jsonb, ${at}, ${o.by}
    WHERE ${o.expected} = coalesce((SELECT version FROM alert_defaults WHERE tenant_id = ${o.tenantId}), 0)
    ON CONFLICT (tenant_id) DO UPDATE SET delivery = excluded.delivery, version = d.version + 1, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by WHERE d.version = ${o.expected} RETURNING version`);
  return rows.length === 1;
}
