import { newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Delivery } from '../domain/delivery.ts';
import { tellAt } from '../domain/quiet-hours.ts';
import { type AlertRow, deliveryOf } from '../store/alerts.ts';

/** A change that is told: `escalated:2`, `woken:1` carry their number, so that each is told once. */
export type ToldChange = 'opened' | 'acknowledged' | 'resolved' | `escalated:${number}` | `woken:${number}`;

export interface Telling {
  what: ToldChange;
  timeZone: string;
  now: Date;
  /** Instead of all who were told of it so far. */
  recipients?: readonly string[];
  /** People are told by mail too; without it only programs are. */
  mail?: boolean;
}

/**
 * Writes down what has to be told of an alert, in the transaction of the change; `packDue` makes messages of it. A snoozed
 * alert is silent.
 */
export async function tell(tx: Tx, alert: AlertRow, o: Telling): Promise<void> {
  const snoozed = alert.snoozed_until !== null && Date.parse(String(alert.snoozed_until)) > o.now.getTime();
  if (snoozed) return;
  const delivery = deliveryOf(alert);
  const due = tellAt(delivery.quiet, { severity: String(alert.severity), timeZone: o.timeZone, now: o.now });
  const recipients = o.mail === false ? [] : [...(o.recipients ?? toldSoFar(delivery, Number(alert.escalation_level)))];
  const put = (channel: 'mail' | 'webhook') =>
    tx.execute(sql`INSERT INTO alert_notices (tenant_id, id, alert_id, what, channel, recipients, webhook_id, held, due_at, created_at)
      VALUES (${alert.tenant_id}, ${newId(o.now.getTime())}, ${alert.id}, ${o.what}, ${channel},
        ${JSON.stringify(channel === 'mail' ? recipients : [])}::jsonb, ${channel === 'webhook' ? delivery.webhookId : null}::uuid,
        ${due.held}, ${due.at.toISOString()}, ${o.now.toISOString()})
      ON CONFLICT (tenant_id, alert_id, what, channel) DO NOTHING`);
  if (recipients.length > 0) await put('mail');
  if (delivery.webhookId !== null) await put('webhook');
}

/** Its recipients and those of the steps of escalation that were taken. */
function toldSoFar(delivery: Delivery, level: number): string[] {
  return [
    ...new Set([...delivery.recipients, ...delivery.escalation.slice(0, level).flatMap((step) => step.recipients)]),
  ].slice(0, 50);
}
