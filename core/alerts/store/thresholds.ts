import { fileURLToPath } from 'node:url';
import type { MigrationSet, Tx } from '@griot/store';
import { sql } from 'drizzle-orm';
import { z } from 'zod';

export const alertsMigrations: MigrationSet = {
  name: 'alerts',
  folder: fileURLToPath(new URL('./migrations', import.meta.url)),
};

export const thresholdInput = z.object({
  name: z.string().trim().min(1).max(120),
  application: z.string().max(63),
  metric: z.string().max(200),
  dimension: z.string().max(200).nullable().default(null),
  kind: z.enum(['value', 'change_pct', 'unusual', 'no_data', 'freshness']).default('value'),
  operator: z.enum(['<', '<=', '>', '>=', '=', '!=']),
  limit: z
    .number()
    .describe('In the metric’s unit; percent for change_pct, robust z-score for unusual, hours for freshness'),
  windowDays: z.int().min(1).max(1830).default(30).describe('The figure is over this many days, today included'),
  hysteresis: z.number().min(0).default(0),
  pendingMinutes: z.int().min(0).max(10_080).default(0),
  everyMinutes: z.literal([5, 10]).default(10),
  severity: z.enum(['info', 'warning', 'critical']).default('warning'),
  recipients: z.array(z.email()).max(50).default([]),
  active: z.boolean().default(true),
});

export type ThresholdInput = z.output<typeof thresholdInput>;
export const threshold = thresholdInput.extend({
  id: z.uuid(),
  version: z.int(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
});
export type Threshold = z.output<typeof threshold>;

type Row = Record<string, unknown> & { id: string; tenant_id: string };

const asThreshold = (row: Row): Threshold =>
  threshold.parse({
    ...{ id: row.id, name: row.name, application: row.application, metric: row.metric, dimension: row.dimension },
    ...{
      kind: row.kind,
      operator: row.operator,
      severity: row.severity,
      recipients: row.recipients,
      active: row.active,
    },
    ...{ limit: Number(row.limit_value), hysteresis: Number(row.hysteresis), windowDays: row.window_days },
    ...{ pendingMinutes: row.pending_minutes, everyMinutes: row.every_minutes, version: row.version },
    ...{ updatedAt: new Date(String(row.updated_at)).toISOString(), updatedBy: row.updated_by },
  });

export async function listThresholds(tx: Tx): Promise<Threshold[]> {
  const { rows } = await tx.execute<Row>(sql`SELECT * FROM alert_thresholds ORDER BY name, id`);
  return rows.map(asThreshold);
}

export async function insertThreshold(
  tx: Tx,
  o: { tenantId: string; id: string; by: string; now: Date } & { input: ThresholdInput },
) {
  const { input: i } = o;
  const at = o.now.toISOString();
  await tx.execute(sql`
    INSERT INTO alert_thresholds (tenant_id, id, name, application, metric, dimension, kind, operator, limit_value, window_days,
      hysteresis, pending_minutes, every_minutes, severity, recipients, active, next_at, created_at, updated_at, updated_by)
    VALUES (${o.tenantId}, ${o.id}, ${i.name}, ${i.application}, ${i.metric}, ${i.dimension}, ${i.kind}, ${i.operator}, ${i.limit},
      ${i.windowDays}, ${i.hysteresis}, ${i.pendingMinutes}, ${i.everyMinutes}, ${i.severity}, ${JSON.stringify(i.recipients)}::jsonb,
      ${i.active}, ${at}, ${at}, ${at}, ${o.by})`);
}

/** Null when somebody else saved it meanwhile, or it is not there. */
export async function updateThreshold(
  tx: Tx,
  o: { id: string; expected: number; by: string; now: Date; input: ThresholdInput },
): Promise<Threshold | null> {
  const { input: i } = o;
  const at = o.now.toISOString();
  const { rows } = await tx.execute<Row>(sql`
    UPDATE alert_thresholds SET name = ${i.name}, application = ${i.application}, metric = ${i.metric}, dimension = ${i.dimension},
      kind = ${i.kind}, operator = ${i.operator}, limit_value = ${i.limit}, window_days = ${i.windowDays}, hysteresis = ${i.hysteresis},
      pending_minutes = ${i.pendingMinutes}, every_minutes = ${i.everyMinutes}, severity = ${i.severity},
      recipients = ${JSON.stringify(i.recipients)}::jsonb, active = ${i.active}, next_at = ${at}, updated_at = ${at},
      updated_by = ${o.by}, version = version + 1
    WHERE id = ${o.id}::uuid AND version = ${o.expected} RETURNING *`);
  return rows[0] ? asThreshold(rows[0]) : null;
}

export interface Due {
  tenantId: string;
  threshold: Threshold;
  /** As PostgreSQL wrote it: whoever evaluates first moves it, everybody else finds another. */
  nextAt: string;
}

export async function dueThresholds(tx: Tx, now: Date): Promise<Due[]> {
  const { rows } = await tx.execute<Row>(
    sql`SELECT * FROM alert_thresholds WHERE active AND next_at <= ${now.toISOString()} ORDER BY next_at LIMIT 100`,
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, threshold: asThreshold(row), nextAt: String(row.next_at) }));
}

/** True for one caller only, and only if its transaction commits. */
export async function claim(tx: Tx, due: Due, now: Date): Promise<boolean> {
  const next = new Date(now.getTime() + due.threshold.everyMinutes * 60_000).toISOString();
  const { rows } = await tx.execute(sql`UPDATE alert_thresholds SET next_at = ${next}
    WHERE id = ${due.threshold.id} AND version = ${due.threshold.version} AND next_at = ${due.nextAt}::timestamptz RETURNING id`);
  return rows.length === 1;
}

/** A new generation: everything of the tenant is looked at again now. */
export async function dueNow(tx: Tx, tenantId: string, now: Date): Promise<void> {
  await tx.execute(
    sql`UPDATE alert_thresholds SET next_at = ${now.toISOString()} WHERE tenant_id = ${tenantId} AND next_at > ${now.toISOString()}`,
  );
}
