import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { FileProfile } from '../attachment/profile-file.ts';

export interface Attachment {
  id: string;
  conversationId: string;
  name: string;
  size: number;
  profile: FileProfile;
  createdAt: string;
  expiresAt: string;
}

type Row = Record<string, unknown>;
const iso = (value: unknown): string => new Date(String(value)).toISOString();
const asAttachment = (row: Row): Attachment => ({
  id: String(row.id),
  conversationId: String(row.conversation_id),
  name: String(row.name),
  size: Number(row.size),
  profile: row.profile as FileProfile,
  createdAt: iso(row.created_at),
  expiresAt: iso(row.expires_at),
});

/** Keeps what a file holds, in a conversation of its own about it. */
export async function keepAttachment(tx: Tx, actor: Actor, one: Attachment): Promise<void> {
  const { id, conversationId, name, size, profile, createdAt, expiresAt } = one;
  await tx.execute(sql`INSERT INTO assistant_conversations (tenant_id, id, user_id, title, application, created_at, updated_at)
    VALUES (${actor.tenantId}, ${conversationId}, ${actor.userId}, ${name}, ${`attachment:${id}`}, ${createdAt}, ${createdAt})`);
  await tx.execute(sql`INSERT INTO assistant_attachments (tenant_id, id, conversation_id, user_id, name, size, profile, created_at, expires_at)
    VALUES (${actor.tenantId}, ${id}, ${conversationId}, ${actor.userId}, ${name}, ${size}, ${JSON.stringify(profile)}::jsonb, ${createdAt}, ${expiresAt})`);
}

/** One's own that is still there. Throws `assistant.attachment_gone`. */
export async function findAttachment(tx: Tx, actor: Actor, id: string, now: Date): Promise<Attachment> {
  const { rows } = await tx.execute<Row>(sql`SELECT * FROM assistant_attachments
    WHERE tenant_id = ${actor.tenantId} AND user_id = ${actor.userId}::uuid AND id::text = ${id} AND expires_at > ${now.toISOString()}`);
  const [row] = rows;
  if (!row) throw new DomainError({ code: 'assistant.attachment_gone', kind: 'not_found', details: { id } });
  return asAttachment(row);
}

/** One's own, newest first. */
export async function listAttachments(tx: Tx, actor: Actor): Promise<Attachment[]> {
  const { rows } = await tx.execute<Row>(sql`SELECT * FROM assistant_attachments
    WHERE tenant_id = ${actor.tenantId} AND user_id = ${actor.userId}::uuid ORDER BY created_at DESC, id DESC`);
  return rows.map(asAttachment);
}

export async function dropAttachment(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.execute(sql`DELETE FROM assistant_attachments WHERE tenant_id = ${tenantId} AND id::text = ${id}`);
}

/** Takes the rows of a tenant whose time is over; ids of those that stay. */
export async function sweepAttachments(tx: Tx, tenantId: string, now: Date): Promise<Set<string>> {
  await tx.execute(
    sql`DELETE FROM assistant_attachments WHERE tenant_id = ${tenantId} AND expires_at <= ${now.toISOString()}`,
  );
  const { rows } = await tx.execute<Row>(sql`SELECT id FROM assistant_attachments WHERE tenant_id = ${tenantId}`);
  return new Set(rows.map((row) => String(row.id)));
}
