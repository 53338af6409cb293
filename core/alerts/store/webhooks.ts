import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

export interface Webhook {
  id: string;
  name: string;
  url: string;
  active: boolean;
  version: number;
  updatedAt: string;
  updatedBy: string;
}

type Row = Record<string, unknown> & { id: string; secret_sealed: string };
const asWebhook = (row: Row): Webhook => ({
  ...{ id: row.id, name: String(row.name), url: String(row.url), active: row.active === true },
  ...{ version: Number(row.version), updatedBy: String(row.updated_by) },
  updatedAt: new Date(String(row.updated_at)).toISOString(),
});

export async function listWebhooks(tx: Tx): Promise<Webhook[]> {
  const { rows } = await tx.execute<Row>(sql`SELECT * FROM alert_webhooks ORDER BY name, id`);
  return rows.map(asWebhook);
}

export async function readWebhook(tx: Tx, id: string): Promise<(Webhook & { sealed: string }) | null> {
  const { rows } = await tx.execute<Row>(sql`SELECT * FROM alert_webhooks WHERE id = ${id}::uuid`);
  return rows[0] ? { ...asWebhook(rows[0]), sealed: rows[0].secret_sealed } : null;
}

export async function insertWebhook(
  tx: Tx,
  o: { tenantId: string; id: string; name: string; url: string; sealed: string; by: string; now: Date },
): Promise<void> {
  const at = o.now.toISOString();
  await tx.execute(sql`INSERT INTO alert_webhooks (tenant_id, id, name, url, secret_sealed, created_at, updated_at, updated_by)
    VALUES (${o.tenantId}, ${o.id}, ${o.name}, ${o.url}, ${o.sealed}, ${at}, ${at}, ${o.by})`);
}

/** Null when somebody else saved it meanwhile, or it is not there. */
export async function updateWebhook(
  tx: Tx,
  o: { id: string; expected: number; by: string; now: Date } & {
    name?: string | undefined;
    url?: string | undefined;
    active?: boolean | undefined;
    sealed?: string;
  },
): Promise<Webhook | null> {
  const { rows } = await tx.execute<Row>(sql`
    UPDATE alert_webhooks SET name = coalesce(${o.name ?? null}, name), url = coalesce(${o.url ?? null}, url),
      active = coalesce(${o.active ?? null}::boolean, active), secret_sealed = coalesce(${o.sealed ?? null}, secret_sealed),
      version = version + 1, updated_at = ${o.now.toISOString()}, updated_by = ${o.by}
    WHERE id = ${o.id}::uuid AND version = ${o.expected} RETURNING *`);
  return rows[0] ? asWebhook(rows[0]) : null;
}

/** How many thresholds, open alerts and defaults send to it. */
export async function usesOf(tx: Tx, id: string): Promise<number> {
  const { rows } = await tx.execute<{ uses: string }>(sql`
    SELECT (SELECT count(*) FROM alert_thresholds WHERE webhook_id = ${id}::uuid)
      + (SELECT count(*) FROM alert_defaults WHERE delivery ->> 'webhookId' = ${id}) AS uses`);
  return Number(rows[0]?.uses ?? 0);
}

export async function deleteWebhook(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`DELETE FROM alert_webhooks WHERE id = ${id}::uuid RETURNING id`);
  return rows.length === 1;
}
