import type { Actor } from '@griot/identity';
import { newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

type Row = Record<string, unknown>;

export interface Judged {
  id: string;
  at: string;
  question: string;
  status: string;
  sentence: string;
  query: string | null;
  feedback: string | null;
  note: string;
  reviewed: boolean;
}

/** What people found wrong or right, and what was not understood: newest first, at most 300. */
export async function listJudged(tx: Tx, actor: Actor): Promise<Judged[]> {
  const { rows } =
    await tx.execute<Row>(sql`SELECT id, at, question, status, sentence, query, feedback, feedback_note, reviewed_at FROM assistant_messages
    WHERE tenant_id = ${actor.tenantId} AND (feedback IS NOT NULL OR status IN ('unknown', 'clarify'))
    ORDER BY (reviewed_at IS NULL AND feedback = 'wrong') DESC NULLS LAST, at DESC LIMIT 300`);
  return rows.map((row) => ({
    id: String(row.id),
    at: new Date(String(row.at)).toISOString(),
    question: String(row.question),
    status: String(row.status),
    sentence: String(row.sentence),
    query: row.query === null ? null : String(row.query),
    feedback: row.feedback === null ? null : String(row.feedback),
    note: String(row.feedback_note),
    reviewed: row.reviewed_at !== null,
  }));
}

export async function markReviewed(tx: Tx, actor: Actor, id: string, now: Date): Promise<void> {
  await tx.execute(
    sql`UPDATE assistant_messages SET reviewed_at = ${now.toISOString()} WHERE tenant_id = ${actor.tenantId} AND id::text = ${id}`,
  );
}

export interface GoldenQuestion {
  id: string;
  application: string;
  question: string;
  expected: string;
  generation: number | null;
  found: string | null;
  changed: boolean;
}

export async function listGolden(tx: Tx, tenantId: string): Promise<GoldenQuestion[]> {
  const { rows } = await tx.execute<Row>(
    sql`SELECT * FROM assistant_golden WHERE tenant_id = ${tenantId} ORDER BY changed DESC, question LIMIT 1000`,
  );
  return rows.map((row) => ({
    id: String(row.id),
    application: String(row.application),
    question: String(row.question),
    expected: String(row.expected),
    generation: row.generation === null ? null : Number(row.generation),
    found: row.found === null ? null : String(row.found),
    changed: row.changed === true,
  }));
}

export async function keepGolden(
  tx: Tx,
  actor: Actor,
  o: { application: string; question: string; expected: string; now: Date },
): Promise<void> {
  await tx.execute(sql`INSERT INTO assistant_golden (tenant_id, id, application, question, expected, created_by, created_at)
    VALUES (${actor.tenantId}, ${newId(o.now.getTime())}, ${o.application}, ${o.question}, ${o.expected}, ${actor.name}, ${o.now.toISOString()})
    ON CONFLICT (tenant_id, application, question) DO UPDATE SET expected = excluded.expected, changed = false, found = NULL, generation = NULL`);
}

export async function deleteGolden(tx: Tx, actor: Actor, id: string): Promise<void> {
  await tx.execute(sql`DELETE FROM assistant_golden WHERE tenant_id = ${actor.tenantId} AND id::text = ${id}`);
}

export async function recordReplay(
  tx: Tx,
  tenantId: string,
  o: { id: string; generation: number; found: string; changed: boolean },
): Promise<void> {
  await tx.execute(sql`UPDATE assistant_golden SET generation = ${o.generation}, found = ${o.found}, changed = ${o.changed}
    WHERE tenant_id = ${tenantId} AND id = ${o.id}::uuid`);
}
