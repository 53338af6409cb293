import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm';
import { remember } from '../store/alerts.ts';

/**
 * A person acknowledges, ends or comments on an alert. Acknowledged twice, the first one stands. An alert ended by hand opens
 * again only after its value was good once: the state machine's memory still says that it is bad.
 */
export async function act(
  tx: Tx,
  o: { actor: Actor; id: string; what: 'acknowledged' | 'resolved' | 'commented'; comment: string; now: Date },
): Promise<void> {
  const at = o.now.toISOString();
  const { rows } = await tx.execute<{ status: string }>(
    sql`SELECT status FROM alerts WHERE id = ${o.id}::uuid FOR UPDATE`,
  );
  if (rows[0]?.status === 'resolved' && o.what !== 'commented')
    throw new DomainError({ code: 'alerts.already_resolved', kind: 'conflict', details: { id: o.id } });
  if (o.what === 'acknowledged')
    await tx.execute(sql`UPDATE alerts SET status = 'acknowledged', updated_at = ${at}, acknowledged_at = coalesce(acknowledged_at, ${at}),
      acknowledged_by = coalesce(acknowledged_by, ${o.actor.name}) WHERE id = ${o.id}::uuid`);
  if (o.what === 'resolved')
    await tx.execute(sql`UPDATE alerts SET status = 'resolved', updated_at = ${at}, resolved_at = ${at},
      resolved_by = ${o.actor.name} WHERE id = ${o.id}::uuid`);
  await remember(tx, {
    tenantId: o.actor.tenantId,
    alertId: o.id,
    what: o.what,
    by: o.actor.name,
    comment: o.comment,
    now: o.now,
  });
}
