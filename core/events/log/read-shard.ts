import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { StoredEvent } from './event.ts';

export interface EventRow extends Record<string, unknown> {
  id: string;
  type: string;
  version: number;
  key: string;
  source: string;
  occurred_at: string;
  recorded_at: string;
  shard: number;
  position: string;
  payload: Record<string, unknown>;
}

export const eventColumns = sql.raw(
  `l.id, l.type, l.version, l.key, l.source, l.shard, l.position, l.payload, ${iso('l.occurred_at')} AS occurred_at,
   ${iso('l.recorded_at')} AS recorded_at`,
);

function iso(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

export function toStoredEvent(row: EventRow): StoredEvent {
  const { occurred_at, recorded_at, ...rest } = row;
  return { ...rest, occurredAt: occurred_at, recordedAt: recorded_at };
}

export function typeFilter(types: readonly string[] | 'all'): SQL {
  return types === 'all' ? sql`true` : sql`l.type = ANY (${sql.param([...types])}::text[])`;
}

/**
 * The events of a shard after a position, in order, with the shard's head as of the same snapshot. `recordedAt` of the
 * last one read lets PostgreSQL leave earlier days alone.
 */
export async function readShard(
  tx: Tx,
  at: { tenantId: string; shard: number; position: string; recordedAt: string },
  types: readonly string[] | 'all',
  limit: number,
): Promise<StoredEvent[]> {
  const { rows } = await tx.execute<EventRow>(sql`
    SELECT ${eventColumns} FROM event_log l
     WHERE l.tenant_id = ${at.tenantId} AND l.shard = ${at.shard} AND l.position > ${at.position}::bigint
       AND l.recorded_at >= ${at.recordedAt}::timestamptz AND ${typeFilter(types)}
     ORDER BY l.position LIMIT ${limit}`);
  return rows.map(toStoredEvent);
}
