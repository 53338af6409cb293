import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { mendMoves } from './mend-moves.ts';

type Needs = Pick<Services, 'store' | 'identity' | 'warehouse' | 'metrics' | 'live'>;

/**
 * Shows readers a kept generation again. The audit's record and the move are one unit: the record is written first and commits
 * only if the move was made; when the commit itself fails, readers get back what they had. A process that dies between the two
 * commits leaves the move written down (`mend-moves.ts`). Open pages hear of it on commit.
 */
export async function rollBack(
  services: Needs,
  actor: Actor,
  ip: string,
  generation: number,
): Promise<{ from: number | null; to: number }> {
  const { store, identity, warehouse, metrics, live } = services;
  const { tenantId } = actor;
  await mendMoves(services, tenantId);
  const tenant = warehouse.tenant(tenantId);
  const from = (await tenant.current())?.id ?? null;
  const move = newId();
  if (from !== null) await store.withTenant(tenantId, (tx) => begin(tx, tenantId, move, from, generation));
  let moved = false;
  try {
    await store.withTenant(tenantId, async (tx) => {
      if (from !== null) await end(tx, move, generation);
      await identity.audit.record(tx, {
        actor,
        action: 'core.warehouse.rolled_back',
        subject: { type: 'core.generation', id: String(generation) },
        before: { generation: from },
        after: { generation },
        ip,
      });
      await live.publishIn(tx, tenantId, 'warehouse.published', { generation });
      await tenant.rollback(generation);
      moved = true;
    });
  } catch (error) {
    if (moved && from !== null) await tenant.rollback(from);
    await store.withTenant(tenantId, (tx) => tx.execute(sql`DELETE FROM warehouse_moves WHERE id = ${move}`));
    throw error;
  }
  await metrics.published(tenantId, { atOnce: true });
  return { from, to: generation };
}

const begin = (tx: Tx, tenantId: string, move: string, from: number, to: number): Promise<unknown> =>
  tx.execute(sql`INSERT INTO warehouse_moves (tenant_id, id, from_generation, to_generation)
    VALUES (${tenantId}, ${move}, ${from}, ${to})`);

/** From here to the commit the row is ours: who looks for moves that were left passes over it. */
async function end(tx: Tx, move: string, generation: number): Promise<void> {
  const { rows } = await tx.execute(sql`DELETE FROM warehouse_moves WHERE id = ${move} RETURNING id`);
  if (rows.length > 0) return;
  throw new DomainError({ code: 'warehouse.move_interrupted', kind: 'conflict', details: { generation } });
}
