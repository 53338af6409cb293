import { fileURLToPath } from 'node:url';
import type { MigrationSet, Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { MailDelivery, MailState } from '../mail.ts';

export const mailMigrations: MigrationSet = {
  name: 'mail',
  folder: fileURLToPath(new URL('./migrations', import.meta.url)),
};

/** As kept: bytes in base64. */
export type StoredAttachment =
  | { filename: string; path: string; version?: number }
  | { filename: string; contentType: string; base64: string };

export interface DueMail extends Record<string, unknown> {
  tenant_id: string;
  id: string;
  message_id: string;
  recipients: string[];
  subject: string;
  text_body: string;
  html_body: string;
  attachments: StoredAttachment[];
  attempts: number;
  when_in_doubt: 'again' | 'hold';
}

/** Mails whose sender died between the last byte and our record, and which must not be said twice: a person decides. */
export async function holdDoubtful(tx: Tx, now: Date): Promise<void> {
  await tx.execute(sql`UPDATE mail_outbox SET state = 'in_doubt', last_error = 'the sender died before the answer'
    WHERE state = 'waiting' AND handed_at IS NOT NULL AND when_in_doubt = 'hold' AND next_at <= ${now.toISOString()}`);
}

/**
 * Writes down that the last byte is about to go, if this attempt still owns the mail. False when its lease ran out and another
 * process took it: then the byte must not go.
 */
export async function markHanded(tx: Tx, mail: DueMail, at: Date): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`UPDATE mail_outbox SET handed_at = ${at.toISOString()}
    WHERE tenant_id = ${mail.tenant_id} AND id = ${mail.id} AND attempts = ${mail.attempts} AND state = 'waiting'`);
  return rowCount === 1;
}

/**
 * Takes mails that are due and moves their next try `leaseMs` ahead: a process that dies in between gives them back by
 * doing nothing, two processes never take the same.
 */
export async function takeDue(tx: Tx, now: Date, leaseMs: number): Promise<DueMail[]> {
  const { rows } = await tx.execute<DueMail>(sql`
    UPDATE mail_outbox m SET attempts = m.attempts + 1, handed_at = NULL, next_at = ${new Date(now.getTime() + leaseMs).toISOString()}
    FROM (SELECT tenant_id, id FROM mail_outbox WHERE state = 'waiting' AND next_at <= ${now.toISOString()}
          ORDER BY next_at LIMIT 20 FOR UPDATE SKIP LOCKED) due
    WHERE m.tenant_id = due.tenant_id AND m.id = due.id
    RETURNING m.tenant_id, m.id, m.message_id, m.recipients, m.subject, m.text_body, m.html_body, m.attachments, m.attempts,
      m.when_in_doubt`);
  return rows;
}

export async function recordAttempt(
  tx: Tx,
  o: { mail: DueMail; at: Date; ok: boolean; answer: string; state: MailState; nextAt: Date },
): Promise<void> {
  const at = o.at.toISOString();
  const ended = o.state === 'sent' || o.state === 'failed';
  const inDoubt = o.state === 'in_doubt';
  await tx.execute(sql`INSERT INTO mail_attempts (tenant_id, mail_id, attempt, at, ok, answer)
    VALUES (${o.mail.tenant_id}, ${o.mail.id}, ${o.mail.attempts}, ${at}, ${o.ok}, ${o.answer}) ON CONFLICT DO NOTHING`);
  await tx.execute(sql`UPDATE mail_outbox SET state = ${o.state}, next_at = ${o.nextAt.toISOString()},
      handed_at = CASE WHEN ${inDoubt || o.ok} THEN handed_at ELSE NULL END,
      sent_at = ${o.ok ? at : null}, last_error = ${o.ok ? null : o.answer},
      text_body = CASE WHEN confidential AND ${ended} THEN '' ELSE text_body END,
      html_body = CASE WHEN confidential AND ${ended} THEN '' ELSE html_body END
    WHERE tenant_id = ${o.mail.tenant_id} AND id = ${o.mail.id} AND state <> 'sent'
      AND (${o.ok} OR attempts = ${o.mail.attempts})`);
}

/** Without a mail server: what is due is set aside, visibly; with one, what was set aside in the last day is due again. */
export async function setAside(tx: Tx, now: Date, configured: boolean): Promise<void> {
  const at = now.toISOString();
  await (configured
    ? tx.execute(sql`UPDATE mail_outbox SET state = 'waiting', next_at = ${at}
        WHERE state = 'not_configured' AND created_at > ${at}::timestamptz - interval '1 day'`)
    : tx.execute(sql`UPDATE mail_outbox SET state = 'not_configured' WHERE state = 'waiting' AND next_at <= ${at}`));
}

const iso = (value: string | null): string | null => (value === null ? null : new Date(value).toISOString());

export async function listDeliveries(tx: Tx, prefix: string, limit: number): Promise<MailDelivery[]> {
  const { rows } = await tx.execute<{
    id: string;
    dedup_key: string;
    message_id: string;
    recipients: string[];
    subject: string;
    state: MailState;
    created_at: string;
    sent_at: string | null;
    next_at: string;
    last_error: string | null;
    attempts: MailDelivery['attempts'];
  }>(sql`
    SELECT id, dedup_key, message_id, recipients, subject, state, created_at, sent_at, next_at, last_error,
      coalesce((SELECT jsonb_agg(jsonb_build_object('attempt', a.attempt, 'at', a.at, 'ok', a.ok, 'answer', a.answer)
        ORDER BY a.attempt) FROM mail_attempts a WHERE a.tenant_id = m.tenant_id AND a.mail_id = m.id), '[]') AS attempts
    FROM mail_outbox m WHERE starts_with(dedup_key, ${prefix}) ORDER BY created_at DESC, id DESC LIMIT ${limit}`);
  return rows.map((row) => ({
    id: row.id,
    dedupKey: row.dedup_key,
    messageId: row.message_id,
    to: row.recipients,
    subject: row.subject,
    state: row.state,
    createdAt: iso(row.created_at) ?? '',
    sentAt: iso(row.sent_at),
    nextAt: row.state === 'waiting' ? iso(row.next_at) : null,
    lastError: row.last_error,
    attempts: row.attempts.map((one) => ({ ...one, at: iso(one.at) ?? '' })),
  }));
}
