import type { Platform } from '@griot/application';
import type { Actor, Tenant } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { tell } from '../delivery/notices.ts';
import { packDue } from '../delivery/pack.ts';
import { escalateAt } from '../domain/delivery.ts';
import { type AlertRow, deliveryOf, lockAlert, remember } from '../store/alerts.ts';

export type Act = { what: 'acknowledged' | 'resolved' | 'commented' | 'woken' } | { what: 'snoozed'; minutes: number };

/**
 * A person deals with an alert. Acknowledged twice, the first one stands, and nobody is escalated to any more. An alert ended
 * by hand opens again only after its value was good once: the state machine's memory still says that it is bad. A snoozed one
 * is silent until its time, then people are reminded if it still stands. Programs hear of what people did; people do not.
 */
export async function act(
  o: Pick<Platform, 'mail' | 'config'>,
  tx: Tx,
  p: { actor: Actor; tenant: Tenant; id: string; act: Act; comment: string; now: Date },
): Promise<AlertRow> {
  const { id, now, actor } = p;
  const { what } = p.act;
  const alert = await lockAlert(tx, id);
  if (!alert) throw new DomainError({ code: 'alerts.unknown', kind: 'not_found', details: { id } });
  if (alert.status === 'resolved' && what !== 'commented')
    throw new DomainError({ code: 'alerts.already_resolved', kind: 'conflict', details: { id } });
  await change(tx, alert, p);
  const at = p.act.what === 'snoozed' ? until(p.act.minutes, now) : '';
  const comment = [at, p.comment].filter((one) => one !== '').join(' · ');
  await remember(tx, { tenantId: actor.tenantId, alertId: id, what, by: actor.name, comment, now });
  if (what === 'acknowledged' || what === 'resolved') {
    const changed = await lockAlert(tx, id);
    if (changed) await tell(tx, changed, { what, timeZone: p.tenant.timeZone, now, mail: false });
    await packDue(o, tx, { tenant: p.tenant, now, source: String(alert.source) });
  }
  return alert;
}

const until = (minutes: number, now: Date): string => new Date(now.getTime() + minutes * 60_000).toISOString();

async function change(tx: Tx, alert: AlertRow, p: { actor: Actor; act: Act; now: Date }): Promise<void> {
  const at = p.now.toISOString();
  const { id } = alert;
  const { act: done, actor } = p;
  if (done.what === 'acknowledged')
    await tx.execute(sql`UPDATE alerts SET status = 'acknowledged', updated_at = ${at}, escalate_at = NULL,
      acknowledged_at = coalesce(acknowledged_at, ${at}), acknowledged_by = coalesce(acknowledged_by, ${actor.name})
      WHERE id = ${id}::uuid`);
  if (done.what === 'resolved')
    await tx.execute(sql`UPDATE alerts SET status = 'resolved', updated_at = ${at}, resolved_at = ${at},
      resolved_by = ${actor.name}, held = false, held_because = NULL, snoozed_until = NULL WHERE id = ${id}::uuid`);
  if (done.what === 'snoozed')
    await tx.execute(sql`UPDATE alerts SET snoozed_until = ${until(done.minutes, p.now)}, updated_at = ${at}
      WHERE id = ${id}::uuid`);
  if (done.what === 'woken') {
    const acknowledged = alert.status === 'acknowledged';
    const next = acknowledged ? null : escalateAt(deliveryOf(alert).escalation, Number(alert.escalation_level), p.now);
    await tx.execute(sql`UPDATE alerts SET snoozed_until = NULL, updated_at = ${at}, escalate_at = ${next?.toISOString() ?? null}
      WHERE id = ${id}::uuid`);
  }
}
