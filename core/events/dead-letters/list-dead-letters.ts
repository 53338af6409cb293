import { DomainError, isUuid } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { EventIssue } from '../registry/event-type.ts';

export type DeadLetterState = 'open' | 'queued' | 'resent' | 'discarded';

export interface DeadLetter {
  id: string;
  /** The group that could not handle it; null: it was refused before it came into the log. */
  group: string | null;
  eventId: string;
  type: string;
  key: string;
  /** The whole event as it will be sent again. */
  event: Record<string, unknown>;
  /** As it came, when it was mended. */
  original: Record<string, unknown> | null;
  code: string;
  reason: string;
  issues: EventIssue[];
  attempts: number;
  state: DeadLetterState;
  createdAt: string;
  updatedAt: string;
  resolvedBy: string | null;
  note: string | null;
}

interface LetterRow extends Record<string, unknown> {
  id: string;
  group_name: string | null;
  event_id: string;
  type: string;
  key: string;
  event: Record<string, unknown>;
  original: Record<string, unknown> | null;
  reason_code: string;
  reason: string;
  issues: EventIssue[] | null;
  attempts: number;
  state: DeadLetterState;
  created_at: string;
  updated_at: string;
  resolved_by: string | null;
  note: string | null;
}

const columns = sql.raw(
  'id, group_name, event_id, type, key, event, original, reason_code, reason, issues, attempts, state, created_at, updated_at, resolved_by, note',
);

export interface DeadLetterPage {
  items: DeadLetter[];
  nextCursor: string | null;
}

/** Newest first. */
export async function listDeadLetters(
  tx: Tx,
  tenantId: string,
  filters: { state?: DeadLetterState; group?: string; type?: string },
  page: { cursor?: string; limit?: number },
): Promise<DeadLetterPage> {
  const limit = Math.min(200, Math.max(1, Math.trunc(page.limit ?? 50)));
  const where: SQL[] = [sql`tenant_id = ${tenantId}`];
  if (filters.state !== undefined) where.push(sql`state = ${filters.state}`);
  if (filters.group !== undefined) where.push(sql`group_name = ${filters.group}`);
  if (filters.type !== undefined) where.push(sql`type = ${filters.type}`);
  if (page.cursor !== undefined) {
    if (!isUuid(page.cursor)) throw new DomainError({ code: 'events.cursor_invalid', kind: 'invalid' });
    where.push(sql`id < ${page.cursor}::uuid`);
  }
  const { rows } = await tx.execute<LetterRow>(sql`
    SELECT ${columns} FROM event_dead_letters WHERE ${sql.join(where, sql` AND `)} ORDER BY id DESC LIMIT ${limit + 1}`);
  const items = rows.slice(0, limit).map(toDeadLetter);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Throws `events.letter_unknown`. `lock`: nobody else changes it until the transaction ends. */
export async function readDeadLetter(tx: Tx, tenantId: string, id: string, lock = false): Promise<DeadLetter> {
  const { rows } = isUuid(id)
    ? await tx.execute<LetterRow>(sql`
        SELECT ${columns} FROM event_dead_letters WHERE tenant_id = ${tenantId} AND id = ${id}
        ${lock ? sql`FOR UPDATE` : sql``}`)
    : { rows: [] };
  if (!rows[0]) throw new DomainError({ code: 'events.letter_unknown', kind: 'not_found', details: { id } });
  return toDeadLetter(rows[0]);
}

function toDeadLetter(row: LetterRow): DeadLetter {
  return {
    id: row.id,
    group: row.group_name,
    eventId: row.event_id,
    type: row.type,
    key: row.key,
    event: row.event,
    original: row.original,
    code: row.reason_code,
    reason: row.reason,
    issues: row.issues ?? [],
    attempts: row.attempts,
    state: row.state,
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
    resolvedBy: row.resolved_by,
    note: row.note,
  };
}
