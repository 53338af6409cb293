import type { Platform } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { listAlerts, readHistory } from '../store/alerts.ts';
import { readDeliveries } from './deliveries.ts';
import { sightOf } from './sight.ts';

/** One alert as its page shows it. What is out of a reader's sight does not exist for them: `alerts.unknown`. */
export async function readDetails(
  platform: Pick<Platform, 'store' | 'mail' | 'applications'>,
  actor: Actor,
  id: string,
) {
  const { tenantId } = actor;
  const found = await platform.store.withTenant(
    tenantId,
    async (tx) => {
      const [alert] = await listAlerts(tx, { id, visible: sightOf(platform.applications, actor) });
      if (!alert) return null;
      const { rows } = await tx.execute<{ escalate_at: string | null }>(
        sql`SELECT escalate_at FROM alerts WHERE id = ${id}::uuid AND status = 'active'`,
      );
      const at = rows[0]?.escalate_at ?? null;
      const escalatesAt = at === null ? null : new Date(at).toISOString();
      return { ...alert, escalatesAt, history: await readHistory(tx, id) };
    },
    { readOnly: true },
  );
  if (!found) throw new DomainError({ code: 'alerts.unknown', kind: 'not_found', details: { id } });
  return { ...found, deliveries: await readDeliveries(platform, tenantId, { alertId: id }) };
}
