import type { Platform } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { listAlerts, readHistory } from '../store/alerts.ts';
import { readDeliveries } from './deliveries.ts';
import { sightOf } from './sight.ts';

/** One alert as its page shows it. What is out of a reader's sight does not exist for them: `alerts.unknown`. */
export async function readDetails(
  platform: Pick<Platform, 'store' | 'mail' | 'applications' | 'metrics'>,
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
  const context = { ...found.context, ...(await metricLabel(platform, actor, found.context)) };
  return { ...found, context, deliveries: await readDeliveries(platform, tenantId, { alertId: id }) };
}

/** The metric's name was kept in the organisation's language when the alert opened: its page speaks the reader's. */
async function metricLabel({ metrics }: Pick<Platform, 'metrics'>, actor: Actor, context: Record<string, unknown>) {
  const { application, metric } = context;
  if (typeof application !== 'string' || typeof metric !== 'string') return {};
  // What was declared then may be gone now: its kept name stays.
  const catalogue = await metrics.catalogue(application, actor.locale).catch(() => null);
  const label = catalogue?.metrics.find(({ name }) => name === metric)?.label;
  return label === undefined ? {} : { metricLabel: label };
}
