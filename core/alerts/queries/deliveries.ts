import type { Platform } from '@griot/application';
import { sql } from 'drizzle-orm/sql';
import { mailKey } from '../delivery/pack.ts';

export interface DeliveryView {
  id: string;
  channel: 'mail' | 'webhook';
  kind: 'alert' | 'digest' | 'test';
  /** Addresses, or the webhook's name. */
  to: string[];
  subject: string;
  /** `held`: waits for the end of quiet hours. */
  state: 'held' | 'waiting' | 'sent' | 'failed' | 'not_configured';
  createdAt: string;
  sentAt: string | null;
  nextAt: string | null;
  lastError: string | null;
  attempts: { attempt: number; at: string; ok: boolean; answer: string }[];
}

interface Row extends Record<string, unknown> {
  id: string;
  channel: 'mail' | 'webhook';
  kind: 'alert' | 'digest' | 'test';
  recipients: string[];
  webhook: string | null;
  subject: string;
  state: string;
  created_at: string;
  sent_at: string | null;
  next_at: string;
  last_error: string | null;
  attempts: DeliveryView['attempts'];
}

const iso = (value: string | null): string | null => (value === null ? null : new Date(value).toISOString());

/** Every message that told of an alert, or every call of a webhook, with its attempts; oldest first. */
export async function readDeliveries(
  { store, mail }: Pick<Platform, 'store' | 'mail'>,
  tenantId: string,
  of: { alertId: string } | { webhookId: string },
): Promise<DeliveryView[]> {
  const which =
    'alertId' in of
      ? sql`m.id IN (SELECT message_id FROM alert_notices WHERE alert_id = ${of.alertId}::uuid)`
      : sql`m.webhook_id = ${of.webhookId}::uuid`;
  const { rows, held } = await store.withTenant(
    tenantId,
    async (tx) => {
      const messages = await tx.execute<Row>(sql`
        SELECT m.*, w.name AS webhook, coalesce((SELECT jsonb_agg(jsonb_build_object('attempt', a.attempt, 'at', a.at, 'ok', a.ok,
            'answer', a.answer) ORDER BY a.attempt) FROM alert_message_attempts a
            WHERE a.tenant_id = m.tenant_id AND a.message_id = m.id), '[]') AS attempts
        FROM alert_messages m LEFT JOIN alert_webhooks w ON w.tenant_id = m.tenant_id AND w.id = m.webhook_id
        WHERE ${which} ORDER BY m.created_at DESC, m.id DESC LIMIT 100`);
      const waiting =
        'alertId' in of
          ? await tx.execute<Row & { due_at: string }>(sql`
              SELECT n.id, n.channel, n.recipients, w.name AS webhook, n.created_at, n.due_at
              FROM alert_notices n LEFT JOIN alert_webhooks w ON w.tenant_id = n.tenant_id AND w.id = n.webhook_id
              WHERE n.alert_id = ${of.alertId}::uuid AND n.message_id IS NULL ORDER BY n.created_at`)
          : { rows: [] };
      return { rows: messages.rows, held: waiting.rows };
    },
    { readOnly: true },
  );
  const told = await Promise.all(
    rows.toReversed().map(async (row): Promise<DeliveryView> => {
      const to = row.channel === 'mail' ? row.recipients : [row.webhook ?? ''];
      const head = { id: row.id, channel: row.channel, kind: row.kind, to, subject: row.subject };
      const createdAt = iso(row.created_at) ?? '';
      if (row.channel === 'webhook') {
        const state = row.state as 'waiting' | 'sent' | 'failed';
        const attempts = row.attempts.map((one) => ({ ...one, at: iso(one.at) ?? '' }));
        const nextAt = state === 'waiting' ? iso(row.next_at) : null;
        return { ...head, state, createdAt, sentAt: iso(row.sent_at), nextAt, lastError: row.last_error, attempts };
      }
      const [sent] = await mail.deliveries(tenantId, { dedupPrefix: mailKey(row.id), limit: 1 });
      const { state = 'waiting', sentAt = null, nextAt = null, lastError = null, attempts = [] } = sent ?? {};
      // An alert would rather be told twice than not at all: its mails are sent again, and never left in doubt.
      const known = state === 'in_doubt' ? 'failed' : state;
      return { ...head, state: known, createdAt, sentAt, nextAt, lastError, attempts: [...attempts] };
    }),
  );
  const waiting = held.map(
    (row): DeliveryView => ({
      ...{
        id: row.id,
        channel: row.channel,
        kind: 'digest',
        subject: '',
        state: 'held',
        sentAt: null,
        lastError: null,
      },
      ...{ createdAt: iso(row.created_at) ?? '', nextAt: iso(row.due_at), attempts: [] },
      to: row.channel === 'mail' ? row.recipients : [row.webhook ?? ''],
    }),
  );
  return [...told, ...waiting];
}
