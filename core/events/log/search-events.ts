import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { StoredEvent } from './event.ts';
import { type EventRow, eventColumns, toStoredEvent } from './read-shard.ts';

export interface EventFilters {
  /** A type, or the beginning of types: `payops.` */
  type?: string;
  key?: string;
  id?: string;
  source?: string;
  /** Recorded at or after / before (ISO 8601). */
  from?: string;
  to?: string;
}

export interface EventPage {
  items: StoredEvent[];
  nextCursor: string | null;
}

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~(\d{1,2})~(\d{1,19})$/;

/** Newest first. Throws `events.cursor_invalid`. */
export async function searchEvents(
  tx: Tx,
  tenantId: string,
  filters: EventFilters,
  page: { cursor?: string; limit?: number },
): Promise<EventPage> {
  const limit = Math.min(200, Math.max(1, Math.trunc(page.limit ?? 50)));
  const where: SQL[] = [sql`l.tenant_id = ${tenantId}`];
  const { type, key, id, source, from, to } = filters;
  if (type !== undefined) where.push(type.endsWith('.') ? sql`starts_with(l.type, ${type})` : sql`l.type = ${type}`);
  if (key !== undefined) where.push(sql`l.key = ${key}`);
  if (id !== undefined) where.push(sql`l.id = ${id}`);
  if (source !== undefined) where.push(sql`l.source = ${source}`);
  if (from !== undefined) where.push(sql`l.recorded_at >= ${from}::timestamptz`);
  if (to !== undefined) where.push(sql`l.recorded_at < ${to}::timestamptz`);
  if (page.cursor !== undefined) {
    const [, at, shard, position] = CURSOR.exec(page.cursor) ?? [];
    if (!at) throw new DomainError({ code: 'events.cursor_invalid', kind: 'invalid' });
    where.push(
      sql`(l.recorded_at, l.shard, l.position) < (${at}::timestamptz, ${Number(shard)}::smallint, ${position}::bigint)`,
    );
  }
  const { rows } = await tx.execute<EventRow>(sql`
    SELECT ${eventColumns} FROM event_log l WHERE ${sql.join(where, sql` AND `)}
     ORDER BY l.recorded_at DESC, l.shard DESC, l.position DESC LIMIT ${limit + 1}`);
  const items = rows.slice(0, limit).map(toStoredEvent);
  const last = items.at(-1);
  const more = rows.length > limit && last;
  return { items, nextCursor: more ? `${last.recordedAt}~${last.shard}~${last.position}` : null };
}
