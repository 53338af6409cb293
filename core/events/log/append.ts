import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { EventIssue } from '../registry/event-type.ts';
import type { CheckedEvent } from './check-events.ts';

export type AppendStatus = 'accepted' | 'duplicate' | 'rejected';

/** What became of one event of a batch, in the order of the batch. */
export interface AppendResult {
  id: string;
  status: AppendStatus;
  /** Where an accepted one stands. */
  shard?: number;
  position?: string;
  /** Why a rejected one was. */
  code?: string;
  issues?: EventIssue[];
  /** Where a rejected one is kept. */
  deadLetterId?: string;
}

/** Events of one call; a longer batch is the caller's to cut. */
export const MAX_BATCH = 5000;

/** Writes checked events in the caller's transaction. Position by `n` of those that were new. */
export async function appendChecked(
  tx: Tx,
  events: readonly CheckedEvent[],
): Promise<Map<number, { shard: number; position: string }>> {
  if (events.length === 0) return new Map();
  if (events.length > MAX_BATCH) {
    const details = { limit: MAX_BATCH, events: events.length };
    throw new DomainError({ code: 'events.batch_too_large', kind: 'too_large', details });
  }
  // One document: JSON.stringify and PostgreSQL's parser are both native; an array of texts is escaped sign by sign.
  const { rows } = await tx.execute<{ n: number; in_shard: number; at_position: string }>(
    sql`SELECT n, in_shard, at_position FROM event_append(${JSON.stringify(events)}::jsonb)`,
  );
  return new Map(rows.map((row) => [row.n, { shard: row.in_shard, position: row.at_position }]));
}
