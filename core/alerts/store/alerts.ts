import { newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm';
import type { Memory } from '../domain/step.ts';

export interface Alert {
  id: string;
  type: string;
  severity: 'info' | 'warning' | 'critical';
  status: 'active' | 'acknowledged' | 'resolved';
  title: string;
  message: string;
  dimension: string | null;
  zone: string;
  context: Record<string, unknown>;
  thresholdValue: number | null;
  actualValue: number | null;
  held: boolean;
  createdAt: string;
  updatedAt: string;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  resolvedAt: string | null;
  resolvedBy: string | null;
}

type Row = Record<string, unknown> & { id: string };
const iso = (value: unknown): string | null => (value === null ? null : new Date(String(value)).toISOString());
const number = (value: unknown): number | null => (value === null ? null : Number(value));

const asAlert = (row: Row): Alert => ({
  id: row.id,
  type: String(row.type),
  severity: row.severity as Alert['severity'],
  status: row.status as Alert['status'],
  title: String(row.title),
  message: String(row.message),
  dimension: row.dimension as string | null,
  zone: String(row.dimension_value),
  context: row.context as Record<string, unknown>,
  thresholdValue: number(row.threshold_value),
  actualValue: number(row.actual_value),
  held: row.held === true,
  createdAt: iso(row.created_at) ?? '',
  updatedAt: iso(row.updated_at) ?? '',
  acknowledgedAt: iso(row.acknowledged_at),
  acknowledgedBy: row.acknowledged_by as string | null,
  resolvedAt: iso(row.resolved_at),
  resolvedBy: row.resolved_by as string | null,
});

export interface AlertFilters {
  severity?: string | undefined;
  type?: string | undefined;
  status?: string | undefined;
  zone?: string | undefined;
  open?: boolean;
  id?: string;
  /** What a scoped reader may see; null: everything. */
  visible: readonly { dimension: string; value: string }[] | null;
}

/** Newest first, at most 1000. */
export async function listAlerts(tx: Tx, f: AlertFilters): Promise<Alert[]> {
  const when = (value: string | undefined, column: SQL): SQL => (value ? sql`AND ${column} = ${value}` : sql``);
  const visible = f.visible
    ? sql`AND EXISTS (SELECT FROM jsonb_array_elements(${JSON.stringify(f.visible)}::jsonb) one
        WHERE one ->> 'dimension' = a.dimension AND one ->> 'value' = a.dimension_value)`
    : sql``;
  const { rows } = await tx.execute<Row>(sql`SELECT * FROM alerts a WHERE true ${when(f.severity, sql`severity`)}
    ${when(f.type, sql`type`)} ${when(f.status, sql`status`)} ${when(f.zone, sql`dimension_value`)} ${when(f.id, sql`id::text`)}
    ${f.open ? sql`AND status <> 'resolved'` : sql``} ${visible} ORDER BY created_at DESC, id DESC LIMIT 1000`);
  return rows.map(asAlert);
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
  context: Record<string, unknown>;
  thresholdValue: number | null;
  actualValue: number | null;
  by: string;
  now: Date;
}

/** Null when one is open already for this source and value: the database keeps the second out. */
export async function openAlert(tx: Tx, o: NewAlert): Promise<string | null> {
  const id = newId(o.now.getTime());
  const at = o.now.toISOString();
  const { rows } = await tx.execute(sql`
    INSERT INTO alerts (tenant_id, id, source, type, severity, status, title, message, dimension, dimension_value, context,
      threshold_value, actual_value, created_at, updated_at)
    VALUES (${o.tenantId}, ${id}, ${o.source}, ${o.type}, ${o.severity}, 'active', ${o.title}, ${o.message}, ${o.dimension}, ${o.value},
      ${JSON.stringify(o.context)}::jsonb, ${o.thresholdValue}, ${o.actualValue}, ${at}, ${at})
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

/** Ends the open alert of a source and value. Its id, or null when a person had ended it. */
export async function resolveOpen(
  tx: Tx,
  o: { tenantId: string; source: string; value: string; actual: number | null; now: Date },
): Promise<string | null> {
  const at = o.now.toISOString();
  const { rows } = await tx.execute<{ id: string }>(sql`
    UPDATE alerts SET status = 'resolved', resolved_at = ${at}, resolved_by = 'Griot', updated_at = ${at}, held = false,
      actual_value = coalesce(${o.actual}, actual_value)
    WHERE tenant_id = ${o.tenantId} AND source = ${o.source} AND dimension_value = ${o.value} AND status <> 'resolved' RETURNING id`);
  const id = rows[0]?.id ?? null;
  if (id !== null) await remember(tx, { ...o, alertId: id, what: 'resolved', by: 'Griot', comment: '' });
  return id;
}

export async function readMemories(tx: Tx, source: string): Promise<Map<string, Memory>> {
  const { rows } = await tx.execute<{ value: string; memory: Memory }>(
    sql`SELECT value, memory FROM alert_states WHERE source = ${source} FOR UPDATE`,
  );
  return new Map(rows.map((row) => [row.value, row.memory]));
}

export async function writeMemory(
  tx: Tx,
  o: { tenantId: string; source: string; value: string; memory: Memory },
): Promise<void> {
  await tx.execute(sql`INSERT INTO alert_states (tenant_id, source, value, memory)
    VALUES (${o.tenantId}, ${o.source}, ${o.value}, ${JSON.stringify(o.memory)}::jsonb)
    ON CONFLICT (tenant_id, source, value) DO UPDATE SET memory = excluded.memory`);
}
