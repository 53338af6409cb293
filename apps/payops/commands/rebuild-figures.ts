import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { AGGREGATE_GROUP } from '../chain/aggregate-events.ts';

/** What is made of the log alone. Cells and controls stay: their numbers and what operators set are not figures. */
const MADE_OF_THE_LOG = [
  ...['payops_hourly', 'payops_users_hourly', 'payops_transactions', 'payops_touched_hours', 'payops_restatements'],
  ...['payops_rollups', 'payops_user_days', 'payops_user_hours', 'payops_payouts', 'agent_locations'],
];

/**
 * Forgets the figures and lets the consumer make them again from the log's first event, in one transaction: whoever reads
 * meanwhile gets the kept answers, which say how old they are. The log holds as many days as its retention: what is older
 * would be lost, so it is refused when the oldest figure is older than the oldest event.
 */
export async function rebuildFigures({ store, events, identity }: Services, actor: Actor, ip?: string): Promise<void> {
  const { tenantId } = actor;
  const oldest = await store.withTenant(
    tenantId,
    (tx) =>
      tx.execute<{ id: string }>(sql`
        SELECT id FROM payops_transactions WHERE tenant_id = ${tenantId} ORDER BY recorded_at LIMIT 1`),
    { readOnly: true },
  );
  const first = oldest.rows[0];
  if (first && (await events.search(tenantId, { id: first.id }, { limit: 1 })).items.length === 0) {
    throw new DomainError({ code: 'payops.log_too_short', kind: 'conflict' });
  }
  await store.withTenant(tenantId, async (tx) => {
    // The consumers' rows first: they wait, or we do, and then none of them is in the middle of a batch.
    await events.resetGroup(tenantId, AGGREGATE_GROUP, 'start', { tx });
    // Nor is anybody adding people to days.
    await tx.execute(sql`SELECT FROM payops_roll_marks WHERE tenant_id = ${tenantId} FOR UPDATE`);
    for (const table of MADE_OF_THE_LOG) {
      await tx.execute(sql`DELETE FROM ${sql.identifier(table)} WHERE tenant_id = ${tenantId}`);
    }
    const subject = { type: 'payops.figures', id: tenantId };
    await identity.audit.record(tx, { actor, action: 'payops.figures.rebuilt', subject, ip });
  });
}
