import { errorMessage } from '@griot/kernel';
import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { EventConsumer } from '../consumers/consumer.ts';
import type { StoredEvent } from '../log/event.ts';

/**
 * Gives one letter that waits to be sent again to its group. The letter's row is locked meanwhile: a process that dies
 * leaves it queued. One of a group that stands still waits with it. True when there was one.
 */
export async function serveQueuedLetter(
  store: Store,
  consumers: ReadonlyMap<string, EventConsumer>,
  signal: AbortSignal,
): Promise<boolean> {
  const groups = [...consumers.keys()];
  const goesOn = sql`NOT EXISTS (
    SELECT FROM event_groups g WHERE g.tenant_id = l.tenant_id AND g.name = l.group_name AND g.paused_at IS NOT NULL)`;
  const found = await store.withSystem((tx) =>
    tx.execute<{ tenant_id: string; id: string }>(sql`
      SELECT tenant_id, id FROM event_dead_letters l
       WHERE state = 'queued' AND group_name = ANY (${sql.param(groups)}::text[]) AND ${goesOn} ORDER BY updated_at LIMIT 1`),
  );
  const at = found.rows[0];
  if (!at) return false;
  const ofLetter = sql`tenant_id = ${at.tenant_id} AND id = ${at.id} AND state = 'queued'`;
  try {
    await store.withTenant(at.tenant_id, async (tx) => {
      const { rows } = await tx.execute<{ event: StoredEvent; group_name: string; attempts: number }>(
        sql`SELECT event, group_name, attempts FROM event_dead_letters l WHERE ${ofLetter} AND ${goesOn} FOR UPDATE SKIP LOCKED`,
      );
      const letter = rows[0];
      const consumer = letter && consumers.get(letter.group_name);
      if (!letter || !consumer) return;
      const attempt = letter.attempts + 1;
      await consumer.handle({ tenantId: at.tenant_id, tx, events: [letter.event], attempt, signal });
      await tx.execute(sql`
        UPDATE event_dead_letters SET state = 'resent', attempts = ${attempt}, updated_at = now() WHERE ${ofLetter}`);
    });
  } catch (error) {
    await store.withTenant(at.tenant_id, (tx) =>
      tx.execute(sql`
        UPDATE event_dead_letters SET state = 'open', attempts = attempts + 1, updated_at = now(),
               reason = ${errorMessage(error).replaceAll('\0', '�').slice(0, 4000)} WHERE ${ofLetter}`),
    );
  }
  return true;
}
