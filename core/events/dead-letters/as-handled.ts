import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { StoredEvent } from '../log/event.ts';

/** Keeps letters that wait for their group from being handled until the transaction ends; waits for one that is being handled. */
export async function holdQueuedLetters(tx: Tx, tenantId: string, group: string): Promise<void> {
  await tx.execute(sql`
    SELECT FROM event_dead_letters WHERE tenant_id = ${tenantId} AND group_name = ${group} AND state = 'queued' FOR UPDATE`);
}

/**
 * Events of the log as the group has taken them: one that it put aside in the form in which it was sent again, mended or not, and
 * not at all while it was not; it comes when it is sent again.
 */
export async function asHandled(
  tx: Tx,
  tenantId: string,
  group: string,
  events: readonly StoredEvent[],
): Promise<StoredEvent[]> {
  const { rows } = await tx.execute<{ event_id: string; event: StoredEvent | null }>(sql`
    SELECT event_id, CASE WHEN state = 'resent' THEN event END AS event FROM event_dead_letters
     WHERE tenant_id = ${tenantId} AND group_name = ${group} AND event_id = ANY (${sql.param(events.map(({ id }) => id))}::text[])`);
  if (rows.length === 0) return [...events];
  const aside = new Map<string, StoredEvent | null>();
  for (const { event_id, event } of rows) aside.set(event_id, event ?? aside.get(event_id) ?? null);
  return events.flatMap((event) => {
    const sent = aside.get(event.id);
    return sent === undefined ? [event] : sent === null ? [] : [sent];
  });
}
