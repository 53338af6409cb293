import { fileURLToPath } from 'node:url';
import type { Actor } from '@griot/identity';
import { DomainError, newId } from '@griot/kernel';
import type { MigrationSet, Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Reply } from '../answer/reply.ts';
import type { Asked } from '../understand/asked.ts';

export const assistantMigrations: MigrationSet = {
  name: 'assistant',
  folder: fileURLToPath(new URL('./migrations', import.meta.url)),
};

export interface Conversation {
  id: string;
  title: string;
  favourite: boolean;
  application: string;
  updatedAt: string;
}

export interface Message {
  id: string;
  at: string;
  question: string;
  status: Reply['status'];
  sentence: string;
  asked: Asked | null;
  query: string | null;
  generation: number | null;
  feedback: 'right' | 'wrong' | null;
}

type Row = Record<string, unknown>;
const iso = (value: unknown): string => new Date(String(value)).toISOString();

const asConversation = (row: Row): Conversation => ({
  id: String(row.id),
  title: String(row.title),
  favourite: row.favourite === true,
  application: String(row.application),
  updatedAt: iso(row.updated_at),
});

const asMessage = (row: Row): Message => ({
  id: String(row.id),
  at: iso(row.at),
  question: String(row.question),
  status: row.status as Message['status'],
  sentence: String(row.sentence),
  asked: (row.asked ?? null) as Asked | null,
  query: row.query === null ? null : String(row.query),
  generation: row.generation === null ? null : Number(row.generation),
  feedback: (row.feedback ?? null) as Message['feedback'],
});

/** A person's own, favourites first, then the last used; at most 200. */
export async function listConversations(tx: Tx, actor: Actor, search: string): Promise<Conversation[]> {
  const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } =
    await tx.execute<Row>(sql`SELECT id, title, favourite, application, updated_at FROM assistant_conversations
    WHERE tenant_id = ${actor.tenantId} AND user_id = ${actor.userId}::uuid AND title ILIKE ${like}
    ORDER BY favourite DESC, updated_at DESC, id LIMIT 200`);
  return rows.map(asConversation);
}

/** Throws `assistant.unknown_conversation` for one that is not there or not one's own. */
export async function findConversation(tx: Tx, actor: Actor, id: string): Promise<Conversation> {
  const { rows } =
    await tx.execute<Row>(sql`SELECT id, title, favourite, application, updated_at FROM assistant_conversations
    WHERE tenant_id = ${actor.tenantId} AND user_id = ${actor.userId}::uuid AND id::text = ${id}`);
  const [row] = rows;
  if (!row) throw new DomainError({ code: 'assistant.unknown_conversation', kind: 'not_found', details: { id } });
  return asConversation(row);
}

export async function readMessages(tx: Tx, actor: Actor, conversation: string): Promise<Message[]> {
  const { rows } = await tx.execute<Row>(sql`SELECT * FROM assistant_messages
    WHERE tenant_id = ${actor.tenantId} AND conversation_id = ${conversation}::uuid ORDER BY at, id LIMIT 500`);
  return rows.map(asMessage);
}

/** The last query of a conversation, which a follow-up changes. */
export async function lastAsked(tx: Tx, actor: Actor, conversation: string): Promise<Asked | null> {
  const { rows } = await tx.execute<Row>(sql`SELECT asked FROM assistant_messages
    WHERE tenant_id = ${actor.tenantId} AND conversation_id = ${conversation}::uuid AND asked IS NOT NULL AND status = 'answered'
    ORDER BY at DESC, id DESC LIMIT 1`);
  return (rows[0]?.asked ?? null) as Asked | null;
}

/** Keeps a question with its answer's sentence, in a conversation or a new one that it names. */
export async function keepMessage(
  tx: Tx,
  o: { actor: Actor; conversation: string | null; question: string; reply: Reply; now: Date },
): Promise<{ conversation: string; message: string }> {
  const { actor, reply, question } = o;
  const at = o.now.toISOString();
  const conversation = o.conversation ?? newId(o.now.getTime());
  if (o.conversation === null)
    await tx.execute(sql`INSERT INTO assistant_conversations (tenant_id, id, user_id, title, application, created_at, updated_at)
      VALUES (${actor.tenantId}, ${conversation}, ${actor.userId}, ${question.slice(0, 200)}, ${reply.application}, ${at}, ${at})`);
  else
    await tx.execute(
      sql`UPDATE assistant_conversations SET updated_at = ${at} WHERE tenant_id = ${actor.tenantId} AND id = ${conversation}::uuid`,
    );
  const message = newId(o.now.getTime());
  const asked = reply.asked === null ? null : JSON.stringify(reply.asked);
  await tx.execute(sql`INSERT INTO assistant_messages (tenant_id, id, conversation_id, at, question, status, sentence, asked, query, generation, proposed)
    VALUES (${actor.tenantId}, ${message}, ${conversation}, ${at}, ${question}, ${reply.status}, ${reply.sentence}, ${asked}::jsonb, ${reply.query},
      ${reply.passport?.generation ?? null}, ${reply.proposed})`);
  return { conversation, message };
}

export async function changeConversation(
  tx: Tx,
  actor: Actor,
  id: string,
  change: { title?: string | undefined; favourite?: boolean | undefined },
): Promise<void> {
  await tx.execute(sql`UPDATE assistant_conversations SET title = coalesce(${change.title ?? null}, title), favourite = coalesce(${change.favourite ?? null}, favourite)
    WHERE tenant_id = ${actor.tenantId} AND user_id = ${actor.userId}::uuid AND id = ${id}::uuid`);
}

export async function deleteConversation(tx: Tx, actor: Actor, id: string): Promise<void> {
  await tx.execute(
    sql`DELETE FROM assistant_conversations WHERE tenant_id = ${actor.tenantId} AND user_id = ${actor.userId}::uuid AND id = ${id}::uuid`,
  );
}

/** Right or wrong, by the one who asked. Throws `assistant.unknown_message` for another's. */
export async function judgeMessage(
  tx: Tx,
  actor: Actor,
  id: string,
  feedback: 'right' | 'wrong',
  note: string,
): Promise<void> {
  const { rows } =
    await tx.execute(sql`UPDATE assistant_messages m SET feedback = ${feedback}, feedback_note = ${note}, reviewed_at = NULL
    FROM assistant_conversations c WHERE m.tenant_id = ${actor.tenantId} AND m.id::text = ${id} AND c.tenant_id = m.tenant_id
      AND c.id = m.conversation_id AND c.user_id = ${actor.userId}::uuid RETURNING m.id`);
  if (rows.length === 0)
    throw new DomainError({ code: 'assistant.unknown_message', kind: 'not_found', details: { id } });
}
