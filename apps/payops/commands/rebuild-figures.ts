import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { AGGREGATE_GROUP } from '../chain/aggregate-events.ts';
import { rollUsers } from './roll-users.ts';

/** What is made of the log alone. Cells and controls stay: their numbers and what operators set are not figures. */
const MADE_OF_THE_LOG = [
  ...['payops_hourly', 'payops_users_hourly', 'payops_transactions', 'payops_touched_hours', 'payops_restatements'],
  ...['payops_rollups', 'payops_user_days', 'payops_user_hours', 'payops_user_place_hours'],
  ...['payops_payouts', 'agent_locations'],
];

/**
 * Asks for the figures to be made again (flow `payops.reconstruction`). The log holds as many days as its retention: what is
 * older would be lost, so it is refused when the oldest figure is older than the oldest event. Answers the run.
 */
export async function askForRebuild(
  { store, events, identity, flows }: Services,
  actor: Actor,
  ip?: string,
): Promise<{ runId: string }> {
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
  const { runId } = await flows.trigger(tenantId, 'payops.reconstruction', {}, { kind: 'user', id: actor.userId });
  await store.withTenant(tenantId, (tx) => {
    const subject = { type: 'payops.figures', id: tenantId };
    return identity.audit.record(tx, { actor, action: 'payops.figures.rebuilt', subject, ip });
  });
  return { runId };
}

/**
 * Makes the figures again from the log's first event, in one transaction: readers have the old ones, whole, until the new ones
 * are, and a process that dies on the way has changed nothing. Answers the number of events.
 */
export async function rebuildFigures(
  { store, events }: Pick<Services, 'store' | 'events'>,
  tenantId: string,
  o: { signal?: AbortSignal; onProgress?(done: number, of: number): void } = {},
): Promise<number> {
  const counted = await events.replayGroup(tenantId, AGGREGATE_GROUP, { ...o, begin: (tx) => forget(tx, tenantId) });
  await rollUsers(store, tenantId);
  return counted;
}

async function forget(tx: Tx, tenantId: string): Promise<void> {
  // Nobody is adding people to days meanwhile.
  await tx.execute(sql`SELECT FROM payops_roll_marks WHERE tenant_id = ${tenantId} FOR UPDATE`);
  for (const table of MADE_OF_THE_LOG) {
    await tx.execute(sql`DELETE FROM ${sql.identifier(table)} WHERE tenant_id = ${tenantId}`);
  }
}
