import type { Platform } from '@griot/application';
import type { Tenant } from '@griot/identity';
import { errorMessage } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { tell } from '../delivery/notices.ts';
import { packDue } from '../delivery/pack.ts';
import { escalateAt } from '../domain/delivery.ts';
import { type AlertRow, deliveryOf, remember } from '../store/alerts.ts';

export type Sweeping = Pick<Platform, 'store' | 'identity' | 'live' | 'mail' | 'clock' | 'config' | 'log'>;

/**
 * What time alone brings: snoozed alerts that wake, alerts that nobody acknowledged, what quiet hours held. Each tenant in
 * its own transaction, so that one that fails stops no other; rows that another server holds are left to it.
 */
export async function sweep(o: Sweeping): Promise<void> {
  const at = o.clock.now().toISOString();
  const { rows } = await o.store.withSystem(
    (tx) =>
      tx.execute<{ tenant_id: string }>(sql`
        SELECT tenant_id FROM alerts WHERE snoozed_until <= ${at} AND status <> 'resolved'
        UNION SELECT tenant_id FROM alerts WHERE escalate_at <= ${at} AND status = 'active'
        UNION SELECT tenant_id FROM alert_notices WHERE message_id IS NULL AND due_at <= ${at}`),
    { readOnly: true },
  );
  for (const { tenant_id: id } of rows)
    try {
      const tenant = await o.identity.findTenant({ id });
      if (tenant) await o.store.withTenant(id, (tx) => sweepTenant(o, tx, tenant));
    } catch (error) {
      o.log.error({ tenantId: id, error: errorMessage(error) }, 'Alerts of a tenant were not looked after');
    }
}

async function sweepTenant(o: Sweeping, tx: Tx, tenant: Tenant): Promise<void> {
  const now = o.clock.now();
  const at = now.toISOString();
  const { rows: waking } = await tx.execute<AlertRow>(sql`
    UPDATE alerts SET snoozed_until = NULL, wakes = wakes + 1, updated_at = ${at} WHERE id IN (
      SELECT id FROM alerts WHERE snoozed_until <= ${at} AND status <> 'resolved' FOR UPDATE SKIP LOCKED) RETURNING *`);
  for (const alert of waking) await wake(o, tx, alert, { tenant, now });
  const { rows: unanswered } = await tx.execute<AlertRow>(sql`
    SELECT * FROM alerts WHERE escalate_at <= ${at} AND status = 'active' AND NOT held
      AND (snoozed_until IS NULL OR snoozed_until <= ${at}) FOR UPDATE SKIP LOCKED`);
  for (const alert of unanswered) await escalate(o, tx, alert, { tenant, now });
  await packDue(o, tx, { tenant, now });
}

/** Its time of silence is over and it still stands: people are reminded, and the escalation counts anew. */
async function wake(o: Sweeping, tx: Tx, alert: AlertRow, p: { tenant: Tenant; now: Date }): Promise<void> {
  const next = escalateAt(deliveryOf(alert).escalation, Number(alert.escalation_level), p.now);
  await tx.execute(sql`UPDATE alerts SET escalate_at = ${next?.toISOString() ?? null} WHERE id = ${alert.id}::uuid`);
  await remember(tx, {
    tenantId: alert.tenant_id,
    alertId: alert.id,
    what: 'woken',
    by: 'Griot',
    comment: '',
    now: p.now,
  });
  await tell(tx, alert, { what: `woken:${Number(alert.wakes)}`, timeZone: p.tenant.timeZone, now: p.now });
  await push(o, tx, alert, 'woken');
}

async function escalate(o: Sweeping, tx: Tx, alert: AlertRow, p: { tenant: Tenant; now: Date }): Promise<void> {
  const { escalation } = deliveryOf(alert);
  const level = Number(alert.escalation_level);
  const taken = escalation[level];
  // Steps are counted from the opening, so the wait to the next one is the difference.
  const following = escalation[level + 1];
  const wait = (following?.afterMinutes ?? 0) - (taken?.afterMinutes ?? 0);
  const next = following ? new Date(p.now.getTime() + wait * 60_000).toISOString() : null;
  await tx.execute(sql`UPDATE alerts SET escalation_level = ${level + (taken ? 1 : 0)}, escalate_at = ${next},
    updated_at = ${p.now.toISOString()} WHERE id = ${alert.id}::uuid`);
  if (!taken) return;
  const note = { tenantId: alert.tenant_id, alertId: alert.id, by: 'Griot', now: p.now };
  await remember(tx, { ...note, what: 'escalated', comment: taken.recipients.join(', ') });
  await tell(tx, alert, {
    ...{ what: `escalated:${level + 1}`, timeZone: p.tenant.timeZone, now: p.now },
    recipients: taken.recipients,
  });
  await push(o, tx, alert, 'escalated');
}

function push(o: Sweeping, tx: Tx, alert: AlertRow, what: string): Promise<void> {
  const { id, title, severity, dimension, dimension_value: value } = alert;
  return o.live.publishIn(tx, alert.tenant_id, 'alerts.changed', { id, what, title, severity, dimension, value });
}
