import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

/** Where a group goes on: everything that is kept again, only what comes from now on, or from an instant. */
export type ReplayFrom = 'start' | 'end' | { recordedAt: string };

/**
 * Sets a group's offsets in all shards; who holds one loses it, and what it was doing is not committed. Throws
 * `events.group_unknown`.
 */
export async function resetGroup(tx: Tx, tenantId: string, group: string, from: ReplayFrom): Promise<void> {
  await lockGroup(tx, tenantId, group);
  const at = typeof from === 'object' ? from.recordedAt : null;
  const position =
    from === 'start'
      ? sql`0`
      : from === 'end'
        ? sql`s.next_position - 1`
        : sql`coalesce((SELECT l.position - 1 FROM event_log l
                 WHERE l.tenant_id = s.tenant_id AND l.shard = s.shard AND l.recorded_at >= ${at}::timestamptz
                 ORDER BY l.recorded_at, l.position LIMIT 1), s.next_position - 1)`;
  await tx.execute(sql`
    UPDATE event_offsets o
       SET position = ${position}, recorded_at = '-infinity', attempts = 0, retry_at = NULL, last_error = NULL,
           lease_owner = NULL, lease_until = NULL, lease_token = o.lease_token + 1, updated_at = clock_timestamp()
      FROM event_shards s
     WHERE s.tenant_id = o.tenant_id AND s.shard = o.shard AND o.tenant_id = ${tenantId} AND o.group_name = ${group}`);
}

/** A paused group keeps its place; batches under way end. */
export async function pauseGroup(tx: Tx, tenantId: string, group: string, paused: boolean): Promise<void> {
  await lockGroup(tx, tenantId, group);
  await tx.execute(sql`
    UPDATE event_groups SET paused_at = ${paused ? sql`coalesce(paused_at, now())` : sql`NULL`}
     WHERE tenant_id = ${tenantId} AND name = ${group}`);
}

async function lockGroup(tx: Tx, tenantId: string, group: string): Promise<void> {
  const { rows } = await tx.execute(
    sql`SELECT name FROM event_groups WHERE tenant_id = ${tenantId} AND name = ${group} FOR UPDATE`,
  );
  if (rows.length === 0) throw new DomainError({ code: 'events.group_unknown', kind: 'not_found', details: { group } });
}
