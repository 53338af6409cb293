import { DomainError } from '@griot/kernel';
import type { Store, Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { EventConsumer } from './consumer.ts';

/** The right to handle one shard of one group of one tenant, until it runs out. */
export interface Lease {
  tenantId: string;
  group: string;
  shard: number;
  token: string;
  position: string;
  recordedAt: string;
  attempts: number;
}

/** Long enough for a pause of the machine, short enough that a dead process's shards are taken over soon. */
export const LEASE_MS = 10_000;

/** Gives new tenants and new groups their rows. Cheap when there is nothing to do. */
export async function ensureOffsets(store: Store, consumers: readonly EventConsumer[]): Promise<void> {
  if (consumers.length === 0) return;
  const groups = JSON.stringify(consumers.map(({ group, from = 'earliest' }) => ({ group, from })));
  await store.withSystem(async (tx) => {
    await tx.execute(sql`
      INSERT INTO event_groups (tenant_id, name)
      SELECT DISTINCT s.tenant_id, g."group" FROM event_shards s CROSS JOIN jsonb_to_recordset(${groups}::jsonb) AS g("group" text)
       WHERE NOT EXISTS (SELECT FROM event_groups e WHERE e.tenant_id = s.tenant_id AND e.name = g."group")
      ON CONFLICT DO NOTHING`);
    await tx.execute(sql`
      INSERT INTO event_offsets (tenant_id, group_name, shard, position)
      SELECT s.tenant_id, g."group", s.shard, CASE g."from" WHEN 'latest' THEN s.next_position - 1 ELSE 0 END
        FROM event_shards s CROSS JOIN jsonb_to_recordset(${groups}::jsonb) AS g("group" text, "from" text)
       WHERE NOT EXISTS (SELECT FROM event_offsets o
                          WHERE o.tenant_id = s.tenant_id AND o.group_name = g."group" AND o.shard = s.shard)
      ON CONFLICT DO NOTHING`);
  });
}

interface LeaseRow extends Record<string, unknown> {
  tenant_id: string;
  group_name: string;
  shard: number;
  lease_token: string;
  position: string;
  recorded_at: string;
  attempts: number;
}

/**
 * Takes up to `count` shards that have work and no living owner, those that waited longest first. Each process takes what
 * is free, so the shards of a dead one are shared among the others as soon as their leases have run out.
 */
export async function claimShards(
  store: Store,
  owner: string,
  groups: readonly string[],
  count: number,
): Promise<Lease[]> {
  return store.withSystem(async (tx) => {
    const { rows } = await tx.execute<LeaseRow>(sql`
      WITH due AS (
        SELECT o.tenant_id, o.group_name, o.shard
          FROM event_offsets o
          JOIN event_shards s ON s.tenant_id = o.tenant_id AND s.shard = o.shard AND s.next_position > o.position + 1
          JOIN event_groups g ON g.tenant_id = o.tenant_id AND g.name = o.group_name AND g.paused_at IS NULL
         WHERE o.group_name = ANY (${sql.param([...groups])}::text[])
           AND (o.lease_until IS NULL OR o.lease_until < clock_timestamp())
           AND (o.retry_at IS NULL OR o.retry_at <= clock_timestamp())
         ORDER BY o.updated_at LIMIT ${count} FOR UPDATE OF o SKIP LOCKED)
      UPDATE event_offsets o
         SET lease_owner = ${owner}, lease_token = o.lease_token + 1,
             lease_until = clock_timestamp() + ${LEASE_MS} * interval '1 ms'
        FROM due d WHERE o.tenant_id = d.tenant_id AND o.group_name = d.group_name AND o.shard = d.shard
      RETURNING o.tenant_id, o.group_name, o.shard, o.lease_token, o.position, o.recorded_at, o.attempts`);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      group: row.group_name,
      shard: row.shard,
      token: row.lease_token,
      position: row.position,
      recordedAt: row.recorded_at,
      attempts: row.attempts,
    }));
  });
}

const ours = (lease: Lease) => sql`tenant_id = ${lease.tenantId} AND group_name = ${lease.group}
  AND shard = ${lease.shard} AND lease_token = ${lease.token}::bigint AND lease_owner IS NOT NULL`;

/** Moves the offset in the transaction of the handler's work. Throws `events.lease_lost`, and with it goes the work. */
export async function advance(
  tx: Tx,
  lease: Lease,
  to: { position: string; recordedAt: string; handled: number },
): Promise<void> {
  const { rowCount } = await tx.execute(sql`
    UPDATE event_offsets SET position = ${to.position}::bigint, recorded_at = ${to.recordedAt}::timestamptz,
           handled = handled + ${to.handled}, attempts = 0, retry_at = NULL, last_error = NULL,
           updated_at = clock_timestamp(), lease_until = clock_timestamp() + ${LEASE_MS} * interval '1 ms'
     WHERE ${ours(lease)}`);
  if (rowCount !== 1) throw leaseLost(lease);
}

/** False when it was lost. */
export async function renewLease(store: Store, lease: Lease): Promise<boolean> {
  const { rowCount } = await store.withTenant(lease.tenantId, (tx) =>
    tx.execute(sql`UPDATE event_offsets SET lease_until = clock_timestamp() + ${LEASE_MS} * interval '1 ms'
      WHERE ${ours(lease)}`),
  );
  return rowCount === 1;
}

/** Gives the shard back; with `after`, nobody tries before so many ms. */
export async function releaseLease(
  store: Store,
  lease: Lease,
  after?: { attempts: number; waitMs: number; error: string },
): Promise<void> {
  await store.withTenant(lease.tenantId, (tx) =>
    tx.execute(
      after === undefined
        ? sql`UPDATE event_offsets SET lease_owner = NULL, lease_until = NULL, updated_at = clock_timestamp()
               WHERE ${ours(lease)}`
        : sql`UPDATE event_offsets SET lease_owner = NULL, lease_until = NULL, updated_at = clock_timestamp(),
                     attempts = ${after.attempts}, last_error = ${after.error.slice(0, 2000)},
                     retry_at = clock_timestamp() + ${after.waitMs} * interval '1 ms'
               WHERE ${ours(lease)}`,
    ),
  );
}

export function leaseLost(lease: Lease): DomainError {
  const { group, shard } = lease;
  return new DomainError({ code: 'events.lease_lost', kind: 'conflict', details: { group, shard } });
}
