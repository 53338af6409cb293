import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { type AlertFilters, withinSight } from '../store/alerts.ts';

export interface BellEntry {
  id: string;
  alertId: string;
  at: string;
  what: string;
  title: string;
  severity: 'info' | 'warning' | 'critical';
  read: boolean;
}

/** What happened to the alerts that a reader may see, newest first, and how much of it they have not read. */
export async function readBell(
  tx: Tx,
  o: { userId: string; visible: AlertFilters['visible']; limit: number; now: Date },
): Promise<{ items: BellEntry[]; unread: number }> {
  const told = sql`h.what IN ('opened', 'resolved', 'escalated', 'woken')`;
  const since = sql`coalesce((SELECT read_at FROM alert_reads WHERE user_id = ${o.userId}::uuid), ${o.now.toISOString()}::timestamptz - interval '30 days')`;
  const { rows } = await tx.execute<{
    id: string;
    alert_id: string;
    at: string;
    what: string;
    title: string;
    severity: BellEntry['severity'];
    read: boolean;
  }>(sql`SELECT h.id, h.alert_id, h.at, h.what, a.title, a.severity, h.at <= ${since} AS read
    FROM alert_history h JOIN alerts a ON a.tenant_id = h.tenant_id AND a.id = h.alert_id
    WHERE ${told} ${withinSight(o.visible)} ORDER BY h.at DESC, h.id DESC LIMIT ${o.limit}`);
  const { rows: count } = await tx.execute<{ unread: string }>(sql`
    SELECT count(*) AS unread FROM (SELECT 1 FROM alert_history h JOIN alerts a ON a.tenant_id = h.tenant_id AND a.id = h.alert_id
      WHERE ${told} AND h.at > ${since} ${withinSight(o.visible)} LIMIT 100) few`);
  return {
    items: rows.map((row) => ({
      ...{ id: row.id, alertId: row.alert_id, at: new Date(row.at).toISOString(), what: row.what, title: row.title },
      ...{ severity: row.severity, read: row.read },
    })),
    unread: Number(count[0]?.unread ?? 0),
  };
}

export async function markRead(tx: Tx, o: { tenantId: string; userId: string; now: Date }): Promise<void> {
  await tx.execute(sql`INSERT INTO alert_reads (tenant_id, user_id, read_at)
    VALUES (${o.tenantId}, ${o.userId}, ${o.now.toISOString()})
    ON CONFLICT (tenant_id, user_id) DO UPDATE SET read_at = greatest(alert_reads.read_at, excluded.read_at)`);
}
