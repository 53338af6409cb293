import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';

/**
 * Shows readers a kept generation again. The audit's record and the move are one unit: the record is written first and commits
 * only if the move was made; when the commit itself fails, readers get back what they had. Open pages hear of it on commit.
 */
export async function rollBack(
  {
    store,
    identity,
    warehouse,
    metrics,
    live,
  }: Pick<Services, 'store' | 'identity' | 'warehouse' | 'metrics' | 'live'>,
  actor: Actor,
  ip: string,
  generation: number,
): Promise<{ from: number | null; to: number }> {
  const tenant = warehouse.tenant(actor.tenantId);
  const from = (await tenant.current())?.id ?? null;
  let moved = false;
  try {
    await store.withTenant(actor.tenantId, async (tx) => {
      await identity.audit.record(tx, {
        actor,
        action: 'core.warehouse.rolled_back',
        subject: { type: 'core.generation', id: String(generation) },
        before: { generation: from },
        after: { generation },
        ip,
      });
      await live.publishIn(tx, actor.tenantId, 'warehouse.published', { generation });
      await tenant.rollback(generation);
      moved = true;
    });
  } catch (error) {
    if (moved && from !== null) await tenant.rollback(from);
    throw error;
  }
  await metrics.published(actor.tenantId, { atOnce: true });
  return { from, to: generation };
}
