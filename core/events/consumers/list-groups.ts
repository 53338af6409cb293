import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

export interface GroupView {
  group: string;
  paused: boolean;
  /** Events after the committed offsets, of all types. */
  lag: number;
  /** When the oldest of them was recorded; null without any. */
  oldestAt: string | null;
  handled: number;
  /** Shards that somebody works on now. */
  working: number;
  /** Shards whose next event failed and waits for its next try. */
  retrying: number;
  lastError: string | null;
  deadLetters: number;
  updatedAt: string | null;
}

interface GroupRow extends Record<string, unknown> {
  name: string;
  paused: boolean;
  lag: string;
  oldest_at: string | null;
  handled: string;
  working: number;
  retrying: number;
  last_error: string | null;
  dead_letters: number;
  updated_at: string | null;
}

export async function listGroups(tx: Tx, tenantId: string): Promise<GroupView[]> {
  const { rows } = await tx.execute<GroupRow>(sql`
    SELECT g.name, g.paused_at IS NOT NULL AS paused, coalesce(sum(s.next_position - 1 - o.position), 0) AS lag,
           min(oldest.recorded_at) AS oldest_at, coalesce(sum(o.handled), 0) AS handled,
           count(*) FILTER (WHERE o.lease_until > now())::int AS working,
           count(*) FILTER (WHERE o.attempts > 0)::int AS retrying, max(o.last_error) AS last_error,
           (SELECT count(*)::int FROM event_dead_letters d
             WHERE d.tenant_id = g.tenant_id AND d.group_name = g.name AND d.state = 'open') AS dead_letters,
           max(o.updated_at) AS updated_at
      FROM event_groups g
      LEFT JOIN event_offsets o ON o.tenant_id = g.tenant_id AND o.group_name = g.name
      LEFT JOIN event_shards s ON s.tenant_id = o.tenant_id AND s.shard = o.shard
      LEFT JOIN LATERAL (SELECT l.recorded_at FROM event_log l
                          WHERE s.next_position > o.position + 1 AND l.tenant_id = o.tenant_id AND l.shard = o.shard
                            AND l.position > o.position AND l.recorded_at >= o.recorded_at
                          ORDER BY l.position LIMIT 1) oldest ON true
     WHERE g.tenant_id = ${tenantId} GROUP BY g.tenant_id, g.name, g.paused_at ORDER BY g.name`);
  return rows.map((row) => ({
    group: row.name,
    paused: row.paused,
    lag: Number(row.lag),
    oldestAt: instant(row.oldest_at),
    handled: Number(row.handled),
    working: row.working,
    retrying: row.retrying,
    lastError: row.last_error,
    deadLetters: row.dead_letters,
    updatedAt: instant(row.updated_at),
  }));
}

const instant = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString());

export interface EventTotals {
  tenants: number;
  appended: number;
  groups: { group: string; lag: number; handled: number; retrying: number }[];
  deadLetters: number;
}

/** Of the whole platform, for its metrics: sums over tenants, one row a group. */
export async function eventTotals(tx: Tx): Promise<EventTotals> {
  const log = await tx.execute<{ tenants: number; appended: string }>(
    sql`SELECT count(DISTINCT tenant_id)::int AS tenants, coalesce(sum(next_position - 1), 0) AS appended FROM event_shards`,
  );
  const groups = await tx.execute<{ name: string; lag: string; handled: string; retrying: number }>(sql`
    SELECT o.group_name AS name, sum(s.next_position - 1 - o.position) AS lag, sum(o.handled) AS handled,
           count(*) FILTER (WHERE o.attempts > 0)::int AS retrying
      FROM event_offsets o JOIN event_shards s ON s.tenant_id = o.tenant_id AND s.shard = o.shard
     GROUP BY 1 ORDER BY 1`);
  const letters = await tx.execute<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM event_dead_letters WHERE state = 'open'`,
  );
  return {
    tenants: log.rows[0]?.tenants ?? 0,
    appended: Number(log.rows[0]?.appended ?? 0),
    groups: groups.rows.map(({ name, lag, handled, retrying }) => ({
      group: name,
      lag: Number(lag),
      handled: Number(handled),
      retrying,
    })),
    deadLetters: letters.rows[0]?.n ?? 0,
  };
}
