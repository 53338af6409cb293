import { newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import { type Delivery, delivery, escalateAt } from '../domain/delivery.ts';

export interface Alert {
  id: string;
  /** A threshold's id, `flow:<name>`, `manual:<id>`. */
  source: string;
  type: string;
  severity: 'info' | 'warning' | 'critical';
  status: 'active' | 'acknowledged' | 'resolved';
  title: string;
  message: string;
  dimension: string | null;
  zone: string;
  zoneLabel: string;
  context: Record<string, unknown>;
  thresholdValue: number | null;
  actualValue: number | null;
  held: boolean;
  heldBecause: HeldBecause[] | null;
  snoozedUntil: string | null;
  escalationLevel: number;
  createdAt: string;
  updatedAt: string;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  resolvedAt: string | null;
  resolvedBy: string | null;
}

/** Why its data is suspect: sources too old, tests that failed, a build that was refused. Names as the project has them. */
export interface HeldBecause {
  kind: 'stale' | 'tests' | 'build';
  names: string[];
}

export interface AlertRow extends Record<string, unknown> {
  tenant_id: string;
  id: string;
  source: string;
}
const iso = (value: unknown): string | null => (value === null ? null : new Date(String(value)).toISOString());
const number = (value: unknown): number | null => (value === null ? null : Number(value));

export const asAlert = (row: AlertRow): Alert => ({
  id: row.id,
  source: row.source,
  type: String(row.type),
  severity: row.severity as Alert['severity'],
  status: row.status as Alert['status'],
  title: String(row.title),
  message: String(row.message),
  dimension: row.dimension as string | null,
  zone: String(row.dimension_value),
  zoneLabel: String(row.value_label) || String(row.dimension_value),
  context: row.context as Record<string, unknown>,
  thresholdValue: number(row.threshold_value),
  actualValue: number(row.actual_value),
  held: row.held === true,
  heldBecause: row.held_because as HeldBecause[] | null,
  snoozedUntil: iso(row.snoozed_until),
  escalationLevel: Number(row.escalation_level),
  createdAt: iso(row.created_at) ?? '',
  updatedAt: iso(row.updated_at) ?? '',
  acknowledgedAt: iso(row.acknowledged_at),
  acknowledgedBy: row.acknowledged_by as string | null,
  resolvedAt: iso(row.resolved_at),
  resolvedBy: row.resolved_by as string | null,
});

/** What was promised when it opened. */
export const deliveryOf = (row: AlertRow): Delivery => delivery.parse(row.delivery);

export interface AlertFilters {
  severity?: string | undefined;
  type?: string | undefined;
  status?: string | undefined;
  zone?: string | undefined;
  source?: string | undefined;
  open?: boolean;
  id?: string;
  limit?: number;
  /** What a scoped reader may see; null: everything. */
  visible: readonly { dimension: string; value: string }[] | null;
}

/** As a condition on `alerts a`. */
export const withinSight = (visible: AlertFilters['visible']): SQL =>
  visible
    ? sql`AND EXISTS (SELECT FROM jsonb_array_elements(${JSON.stringify(visible)}::jsonb) one
        WHERE one ->> 'dimension' = a.dimension AND one ->> 'value' = a.dimension_value)`
    : sql``;

/** Newest first, at most 1000. */
export async function listAlerts(tx: Tx, f: AlertFilters): Promise<Alert[]> {
  const when = (value: string | undefined, column: SQL): SQL => (value ? sql`AND ${column} = ${value}` : sql``);
  const { rows } = await tx.execute<AlertRow>(sql`SELECT * FROM alerts a WHERE true ${when(f.severity, sql`severity`)}
    ${when(f.type, sql`type`)} ${when(f.status, sql`status`)} ${when(f.zone, sql`dimension_value`)}
    ${when(f.source, sql`source`)} ${f.id ? sql`AND id = ${f.id}::uuid` : sql``}
    ${f.open ? sql`AND status <> 'resolved'` : sql``} ${withinSight(f.visible)}
    ORDER BY created_at DESC, id DESC LIMIT ${f.limit ?? 1000}`);
  return rows.map(asAlert);
}

/** For a change: locked until the transaction ends. */
export async function lockAlert(tx: Tx, id: string): Promise<AlertRow | null> {
  const { rows } = await tx.execute<AlertRow>(sql`SELECT * FROM alerts WHERE id = ${id}::uuid FOR UPDATE`);
  return rows[0] ?? null;
}

export interface NewAlert {
  tenantId: string;
  source: string;
  type: string;
  severity: Alert['severity'];
  title: string;
  message: string;
  dimension: string | null;
  value: string;
  valueLabel: string;
  context: Record<string, unknown>;
  thresholdValue: number | null;
  actualValue: number | null;
  delivery: Delivery;
  by: string;
  now: Date;
}

/** Null when one is open already for this source and value: the database keeps the second out. */
export async function openAlert(tx: Tx, o: NewAlert): Promise<string | null> {
  const id = newId(o.now.getTime());
  const at = o.now.toISOString();
  const first = escalateAt(o.delivery.escalation, 0, o.now)?.toISOString() ?? null;
  const { rows } = await tx.execute(sql`
    INSERT INTO alerts (tenant_id, id, source, type, severity, status, title, message, dimension, dimension_value, value_label,
      context, threshold_value, actual_value, delivery, escalate_at, created_at, updated_at)
    VALUES (${o.tenantId}, ${id}, ${o.source}, ${o.type}, ${o.severity}, 'active', ${o.title}, ${o.message}, ${o.dimension},
      ${o.value}, ${o.valueLabel}, ${JSON.stringify(o.context)}::jsonb, ${o.thresholdValue}, ${o.actualValue},
      ${JSON.stringify(o.delivery)}::jsonb, ${first}, ${at}, ${at})
    ON CONFLICT (tenant_id, source, dimension_value) WHERE status <> 'resolved' DO NOTHING RETURNING id`);
  if (rows.length === 0) return null;
  await remember(tx, { ...o, alertId: id, what: 'opened', comment: '' });
  return id;
}

type Note = { tenantId: string; alertId: string; what: string; by: string; comment: string; now: Date };

export async function remember(tx: Tx, o: Note): Promise<void> {
  await tx.execute(sql`INSERT INTO alert_history (tenant_id, id, alert_id, at, what, by_name, comment)
    VALUES (${o.tenantId}, ${newId(o.now.getTime())}, ${o.alertId}, ${o.now.toISOString()}, ${o.what}, ${o.by}, ${o.comment})`);
}

export async function readHistory(tx: Tx, alertId: string) {
  const { rows } = await tx.execute<{ at: string; what: string; by_name: string; comment: string }>(
    sql`SELECT at, what, by_name, comment FROM alert_history WHERE alert_id = ${alertId}::uuid ORDER BY at, id`,
  );
  return rows.map((row) => ({ at: iso(row.at) ?? '', what: row.what, by: row.by_name, comment: row.comment }));
}

/** Ends the open alert of a source and value. The row, or null when a person had ended it. */
export async function resolveOpen(
  tx: Tx,
  o: { tenantId: string; source: string; value: string; actual: number | null; now: Date; comment?: string },
): Promise<AlertRow | null> {
  const at = o.now.toISOString();
  const { rows } = await tx.execute<AlertRow>(sql`
    UPDATE alerts SET status = 'resolved', resolved_at = ${at}, resolved_by = 'Griot', updated_at = ${at}, held = false,
      held_because = NULL, actual_value = coalesce(${o.actual}, actual_value)
    WHERE tenant_id = ${o.tenantId} AND source = ${o.source} AND dimension_value = ${o.value} AND status <> 'resolved' RETURNING *`);
  const row = rows[0] ?? null;
  if (row) await remember(tx, { ...o, alertId: row.id, what: 'resolved', by: 'Griot', comment: o.comment ?? '' });
  return row;
}
