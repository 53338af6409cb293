import { fileURLToPath } from 'node:url';
import type { MigrationSet, Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import { delivery } from '../domain/delivery.ts';

export const alertsMigrations: MigrationSet = {
  name: 'alerts',
  folder: fileURLToPath(new URL('./migrations', import.meta.url)),
};

const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);

export const thresholdInput = delivery.extend({
  name: z.string().trim().min(1).max(120),
  application: z.string().max(63),
  metric: z.string().max(200),
  dimension: z.string().max(200).nullable().default(null),
  filters: z
    .array(
      z.object({
        dimension: z.string().min(1).max(200),
        operator: z.enum(['eq', 'ne', 'in', 'not_in', 'contains']),
        value: z.union([scalar, z.array(scalar).min(1).max(200)]),
      }),
    )
    .max(20)
    .default([]),
  kind: z.enum(['value', 'change_pct', 'unusual', 'no_data', 'freshness']).default('value'),
  operator: z
    .enum(['<', '<=', '>', '>=', '=', '!='])
    .describe('For unusual, `!=` is either way: the score’s size is above the limit'),
  limit: z
    .number()
    .describe('In the metric’s unit; percent for change_pct, robust z-score for unusual, hours for freshness'),
  compare: z.enum(['previous_period', 'previous_year']).default('previous_period').describe('For change_pct'),
  windowDays: z.int().min(1).max(1830).default(30).describe('The figure is over this many days, today included'),
  hysteresis: z.number().min(0).default(0),
  pendingMinutes: z.int().min(0).max(10_080).default(0),
  everyMinutes: z.literal([5, 10]).default(10),
  severity: z.enum(['info', 'warning', 'critical']).default('warning'),
  instructions: z.string().trim().max(2000).default('').describe('What to do, written in the message'),
  active: z.boolean().default(true),
});

export type ThresholdInput = z.output<typeof thresholdInput>;
export const threshold = thresholdInput.extend({
  id: z.uuid(),
  version: z.int(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
  lastEvaluatedAt: z.iso.datetime().nullable(),
  lastError: z.string().nullable(),
});
export type Threshold = z.output<typeof threshold>;

type Row = Record<string, unknown> & { id: string; tenant_id: string };
const iso = (value: unknown): string | null => (value === null ? null : new Date(String(value)).toISOString());

const asThreshold = (row: Row): Threshold =>
  threshold.parse({
    ...{ id: row.id, name: row.name, application: row.application, metric: row.metric, dimension: row.dimension },
    ...{ filters: row.filters, kind: row.kind, operator: row.operator, limit: Number(row.limit_value) },
    ...{ compare: row.compare, windowDays: row.window_days, hysteresis: Number(row.hysteresis) },
    ...{ pendingMinutes: row.pending_minutes, everyMinutes: row.every_minutes, severity: row.severity },
    ...{ recipients: row.recipients, quiet: row.quiet, escalation: row.escalation, webhookId: row.webhook_id },
    ...{ instructions: row.instructions, active: row.active, version: row.version, updatedBy: row.updated_by },
    ...{ updatedAt: iso(row.updated_at), lastEvaluatedAt: iso(row.last_evaluated_at), lastError: row.last_error },
  });

export async function listThresholds(tx: Tx): Promise<Threshold[]> {
  const { rows } = await tx.execute<Row>(sql`SELECT * FROM alert_thresholds ORDER BY name, id`);
  return rows.map(asThreshold);
}

export async function readThreshold(tx: Tx, id: string): Promise<Threshold | null> {
  const { rows } = await tx.execute<Row>(sql`SELECT * FROM alert_thresholds WHERE id = ${id}::uuid`);
  return rows[0] ? asThreshold(rows[0]) : null;
}

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

/** What a person may set, as assignments. */
const settings = (i: ThresholdInput) => ({
  name: sql`${i.name}`,
  application: sql`${i.application}`,
  metric: sql`${i.metric}`,
  dimension: sql`${i.dimension}`,
  filters: json(i.filters),
  kind: sql`${i.kind}`,
  operator: sql`${i.operator}`,
  limit_value: sql`${i.limit}`,
  compare: sql`${i.compare}`,
  window_days: sql`${i.windowDays}`,
  hysteresis: sql`${i.hysteresis}`,
  pending_minutes: sql`${i.pendingMinutes}`,
  every_minutes: sql`${i.everyMinutes}`,
  severity: sql`${i.severity}`,
  recipients: json(i.recipients),
  quiet: i.quiet === null ? sql`NULL::jsonb` : json(i.quiet),
  escalation: json(i.escalation),
  webhook_id: sql`${i.webhookId}::uuid`,
  instructions: sql`${i.instructions}`,
  active: sql`${i.active}`,
});

const comma = sql`, `;

export async function insertThreshold(
  tx: Tx,
  o: { tenantId: string; id: string; by: string; now: Date } & { input: ThresholdInput },
): Promise<void> {
  const at = sql`${o.now.toISOString()}::timestamptz`;
  const own = { tenant_id: sql`${o.tenantId}`, id: sql`${o.id}`, next_at: at, created_at: at, updated_at: at };
  const all = { ...settings(o.input), ...own, updated_by: sql`${o.by}` };
  const names = Object.keys(all).map((name) => sql.identifier(name));
  await tx.execute(
    sql`INSERT INTO alert_thresholds (${sql.join(names, comma)}) VALUES (${sql.join(Object.values(all), comma)})`,
  );
}

/** Null when somebody else saved it meanwhile, or it is not there. */
export async function updateThreshold(
  tx: Tx,
  o: { id: string; expected: number; by: string; now: Date; input: ThresholdInput },
): Promise<Threshold | null> {
  const at = sql`${o.now.toISOString()}::timestamptz`;
  const all = { ...settings(o.input), next_at: at, updated_at: at, updated_by: sql`${o.by}` };
  const sets = Object.entries(all).map(([name, value]) => sql`${sql.identifier(name)} = ${value}`);
  const { rows } = await tx.execute<Row>(sql`
    UPDATE alert_thresholds SET ${sql.join(sets, comma)}, version = version + 1
    WHERE id = ${o.id}::uuid AND version = ${o.expected} RETURNING *`);
  return rows[0] ? asThreshold(rows[0]) : null;
}

/** False when it is not there in that version. */
export async function deleteThreshold(tx: Tx, id: string, expected: number): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`DELETE FROM alert_thresholds WHERE id = ${id}::uuid AND version = ${expected} RETURNING id`,
  );
  return rows.length === 1;
}

export interface Due {
  tenantId: string;
  threshold: Threshold;
  /** As PostgreSQL wrote it: whoever evaluates first moves it, everybody else finds another. */
  nextAt: string;
}

/** Of every tenant the first twenty that are due: a tenant with thousands does not keep the others waiting. */
export async function dueThresholds(
  tx: Tx,
  now: Date,
  onUnreadable: (o: { tenantId: string; id: string; error: unknown }) => void = () => {},
): Promise<Due[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY tenant_id ORDER BY next_at, id) AS place FROM alert_thresholds
      WHERE active AND next_at <= ${now.toISOString()}) due WHERE place <= 20 ORDER BY next_at, id LIMIT 500`);
  return rows.flatMap((row) => {
    try {
      return [{ tenantId: row.tenant_id, threshold: asThreshold(row), nextAt: String(row.next_at) }];
    } catch (error) {
      onUnreadable({ tenantId: row.tenant_id, id: row.id, error });
      return [];
    }
  });
}

/** True for one caller only, and only if its transaction commits. */
export async function claim(tx: Tx, due: Due, now: Date, error: string | null = null): Promise<boolean> {
  const next = new Date(now.getTime() + due.threshold.everyMinutes * 60_000).toISOString();
  const { rows } =
    await tx.execute(sql`UPDATE alert_thresholds SET next_at = ${next}, last_evaluated_at = ${now.toISOString()},
      last_error = ${error}
    WHERE id = ${due.threshold.id} AND version = ${due.threshold.version} AND next_at = ${due.nextAt}::timestamptz RETURNING id`);
  return rows.length === 1;
}

/** One that cannot be read or evaluated waits for its next turn, and says why. */
export async function putOff(tx: Tx, o: { id: string; now: Date; error: string }): Promise<void> {
  const next = new Date(o.now.getTime() + 10 * 60_000).toISOString();
  await tx.execute(sql`UPDATE alert_thresholds SET next_at = ${next}, last_evaluated_at = ${o.now.toISOString()},
    last_error = ${o.error.slice(0, 1000)} WHERE id = ${o.id}::uuid`);
}

/** A new generation: everything of the tenant is looked at again now. */
export async function dueNow(tx: Tx, tenantId: string, now: Date): Promise<void> {
  await tx.execute(
    sql`UPDATE alert_thresholds SET next_at = ${now.toISOString()} WHERE tenant_id = ${tenantId} AND next_at > ${now.toISOString()}`,
  );
}
