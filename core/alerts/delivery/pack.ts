import type { Platform } from '@griot/application';
import type { Tenant } from '@griot/identity';
import { newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { type AlertRow, asAlert } from '../store/alerts.ts';
import { callOf, letterOf, type Told } from './words.ts';

export type Packing = Pick<Platform, 'mail' | 'config'>;

interface Notice extends AlertRow {
  notice_id: string;
  what: string;
  channel: 'mail' | 'webhook';
  recipients: string[];
  webhook_id: string | null;
  notice_held: boolean;
  notice_at: string;
}

/**
 * Makes messages of what is due to be told in a tenant: the changes of one source in one message per channel and
 * recipients, what quiet hours held in one digest. A notice and its message are tied in one transaction: it is never in two.
 */
export async function packDue(
  o: Packing,
  tx: Tx,
  p: { tenant: Pick<Tenant, 'id' | 'slug' | 'locale' | 'timeZone'>; now: Date; source?: string },
): Promise<number> {
  const { rows } = await tx.execute<Notice>(sql`
    SELECT a.*, n.id AS notice_id, n.what, n.channel, n.recipients, n.webhook_id, n.held AS notice_held, n.created_at AS notice_at
    FROM alert_notices n JOIN alerts a ON a.tenant_id = n.tenant_id AND a.id = n.alert_id
    WHERE n.tenant_id = ${p.tenant.id} AND n.message_id IS NULL AND n.due_at <= ${p.now.toISOString()}
      ${p.source === undefined ? sql`` : sql`AND a.source = ${p.source} AND NOT n.held`}
    ORDER BY n.created_at, n.id LIMIT 500 FOR UPDATE OF n SKIP LOCKED`);
  const groups = Map.groupBy(rows, (row) =>
    JSON.stringify([
      row.channel,
      [...row.recipients].sort(),
      row.webhook_id,
      row.notice_held ? 'digest' : row.source,
      // Who is told by a step of escalation is told of it alone.
      row.what.startsWith('escalated') ? row.what : '',
    ]),
  );
  for (const notices of groups.values()) await send(o, tx, { ...p, notices });
  return groups.size;
}

async function send(
  o: Packing,
  tx: Tx,
  p: { tenant: Pick<Tenant, 'id' | 'slug' | 'locale' | 'timeZone'>; now: Date; notices: Notice[] },
): Promise<void> {
  const [head] = p.notices;
  if (!head) return;
  const id = newId(p.now.getTime());
  const digest = head.notice_held;
  const told = p.notices.map(
    (row): Told => ({ what: row.what, at: new Date(row.notice_at).toISOString(), alert: asAlert(row) }),
  );
  const speaking = { locale: p.tenant.locale, timeZone: p.tenant.timeZone, publicUrl: o.config.publicUrl };
  const letter = letterOf(told, { ...speaking, digest });
  const mail = head.channel === 'mail';
  const body = mail ? letter.text : callOf(told, { ...speaking, digest, id, tenant: p.tenant.slug, now: p.now });
  const at = p.now.toISOString();
  await tx.execute(sql`
    INSERT INTO alert_messages (tenant_id, id, channel, kind, recipients, webhook_id, subject, body, state, next_at, created_at)
    VALUES (${p.tenant.id}, ${id}, ${head.channel}, ${digest ? 'digest' : 'alert'}, ${JSON.stringify(head.recipients)}::jsonb,
      ${head.webhook_id}::uuid, ${letter.subject}, ${body}, ${mail ? 'handed_over' : 'waiting'}, ${at}, ${at})`);
  const ids = p.notices.map((row) => row.notice_id);
  await tx.execute(sql`UPDATE alert_notices SET message_id = ${id}
    WHERE tenant_id = ${p.tenant.id} AND id = ANY (${sql.param(ids)}::uuid[])`);
  if (mail)
    await o.mail.enqueue(tx, {
      tenantId: p.tenant.id,
      to: head.recipients,
      ...letter,
      dedupKey: mailKey(id),
    });
}

export const mailKey = (messageId: string): string => `alerts/m/${messageId}`;
