import { type Clock, DomainError, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { MailAttachment, MailInput } from './mail.ts';
import type { StoredAttachment } from './store/rows.ts';

const MAX_RECIPIENTS = 50;
const MAX_INLINE_BYTES = 2 * 1024 * 1024;
const MAX_BODY = 1_000_000;
/** Refuses what a header could be broken with; whether a mailbox exists is the mail server's to say. */
const ADDRESS = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]{1,255}$/;

export async function enqueueMail(tx: Tx, clock: Clock, input: MailInput): Promise<string> {
  checkMail(input);
  const id = newId(clock.now().getTime());
  const at = clock.now().toISOString();
  const attachments = JSON.stringify((input.attachments ?? []).map(stored));
  const { rows } = await tx.execute<{ id: string }>(sql`
    INSERT INTO mail_outbox (tenant_id, id, dedup_key, message_id, recipients, subject, text_body, html_body, confidential,
      when_in_doubt, attachments, state, next_at, created_at)
    VALUES (${input.tenantId}, ${id}, ${input.dedupKey}, ${`<${id}@griot>`}, ${JSON.stringify(input.to)}::jsonb,
      ${input.subject}, ${input.text}, ${input.html}, ${input.confidential ?? false}, ${input.whenInDoubt ?? 'again'},
      ${attachments}::jsonb, 'waiting', ${at}, ${at})
    ON CONFLICT (tenant_id, dedup_key) DO NOTHING RETURNING id`);
  if (rows[0]) return rows[0].id;
  const known = await tx.execute<{ id: string }>(
    sql`SELECT id FROM mail_outbox WHERE tenant_id = ${input.tenantId} AND dedup_key = ${input.dedupKey}`,
  );
  return known.rows[0]?.id ?? id;
}

function checkMail(input: MailInput): void {
  const refuse = (reason: string, facts: Record<string, unknown> = {}): never => {
    throw new DomainError({ code: 'mail.invalid', kind: 'invalid', details: { reason, ...facts } });
  };
  if (input.to.length === 0 || input.to.length > MAX_RECIPIENTS) refuse('recipients', { limit: MAX_RECIPIENTS });
  const wrong = input.to.find((address) => !ADDRESS.test(address));
  if (wrong !== undefined) refuse('address', { value: wrong });
  if (/[\r\n]/.test(input.subject) || input.subject.length > 500) refuse('subject');
  if (input.text.length + input.html.length > MAX_BODY) refuse('body', { limit: MAX_BODY });
  const inline = (input.attachments ?? []).reduce((sum, one) => sum + ('content' in one ? one.content.length : 0), 0);
  if (inline > MAX_INLINE_BYTES) refuse('attachments', { limit: MAX_INLINE_BYTES });
  const named = (input.attachments ?? []).find(({ filename }) => /[\r\n/\\]/.test(filename) || filename === '');
  if (named) refuse('filename', { value: named.filename });
}

function stored(attachment: MailAttachment): StoredAttachment {
  if ('path' in attachment) return attachment;
  const { content, ...rest } = attachment;
  return { ...rest, base64: content.toString('base64') };
}
