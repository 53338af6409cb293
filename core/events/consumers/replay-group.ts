import { setTimeout as wait } from 'node:timers/promises';
import { DomainError, isDomainError } from '@griot/kernel';
import type { Store, Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { asHandled, holdQueuedLetters } from '../dead-letters/as-handled.ts';
import { putAsideAgain } from '../dead-letters/record-dead-letter.ts';
import type { StoredEvent } from '../log/event.ts';
import { readShard } from '../log/read-shard.ts';
import type { EventConsumer } from './consumer.ts';
import { pauseGroup } from './move-group.ts';

export interface ReplayOptions {
  /** Forgets what the group has made, in the transaction of the replay. */
  begin(tx: Tx): Promise<void>;
  signal?: AbortSignal;
  /** Events handled, of how many. */
  onProgress?(done: number, of: number): void;
}

/** Whoever held a shard has ended its batch by then, or lost its lease. */
const QUIET_MS = 15_000;
/** Of one statement: forgetting may be a long one. */
const LONGEST_STATEMENT_MS = 3_600_000;

/**
 * Makes anew what a group has made, from the first event that the log has, in one transaction: until it commits everybody reads
 * what was there before, and whoever dies in it has changed nothing. The group stands still meanwhile; it is paused when this is
 * cut off, and goes on when it has been run again. Events that were put aside count as they were sent again, or not at all while
 * they wait. Answers the number of events.
 */
export async function replayGroup(
  store: Store,
  tenantId: string,
  consumer: EventConsumer,
  o: ReplayOptions,
): Promise<number> {
  await store.withTenant(tenantId, (tx) => pauseGroup(tx, tenantId, consumer.group, true));
  await untilQuiet(store, tenantId, consumer.group);
  return store.withTenant(tenantId, (tx) => replay(tx, tenantId, consumer, o), { timeoutMs: LONGEST_STATEMENT_MS });
}

/** Waits for the batches under way; a lease that is still held afterwards is taken away, and what its holder does is not committed. */
async function untilQuiet(store: Store, tenantId: string, group: string): Promise<void> {
  const until = performance.now() + QUIET_MS;
  const of = sql`tenant_id = ${tenantId} AND group_name = ${group}`;
  for (;;) {
    const { rows } = await store.withTenant(tenantId, (tx) =>
      tx.execute<{ n: string }>(
        sql`SELECT count(*) AS n FROM event_offsets WHERE ${of} AND lease_until > clock_timestamp()`,
      ),
    );
    if (rows[0]?.n === '0' || performance.now() > until) break;
    await wait(100);
  }
  await store.withTenant(tenantId, (tx) =>
    tx.execute(sql`
      UPDATE event_offsets SET lease_owner = NULL, lease_until = NULL, lease_token = lease_token + 1 WHERE ${of}`),
  );
}

interface Shard extends Record<string, unknown> {
  shard: number;
  head: string;
  at: string;
}

async function replay(tx: Tx, tenantId: string, consumer: EventConsumer, o: ReplayOptions): Promise<number> {
  const { group, types, batchSize = 200 } = consumer;
  const signal = o.signal ?? new AbortController().signal;
  await holdQueuedLetters(tx, tenantId, group);
  await o.begin(tx);
  const { rows: shards } = await tx.execute<Shard>(sql`
    SELECT shard, next_position - 1 AS head, last_recorded_at AS at FROM event_shards WHERE tenant_id = ${tenantId} ORDER BY shard`);
  const total = shards.reduce((sum, { head }) => sum + Number(head), 0);
  let [handled, behind] = [0, 0];
  for (const { shard, head, at } of shards) {
    let from = { position: '0', recordedAt: '-infinity' };
    while (BigInt(from.position) < BigInt(head)) {
      signal.throwIfAborted();
      const read = await readShard(tx, { tenantId, shard, ...from }, types, batchSize);
      // What was appended since the head was read is for the consumers, who go on after it.
      const events = read.filter(({ position }) => BigInt(position) <= BigInt(head));
      const last = events.at(-1);
      if (last === undefined) break;
      const taken = await asHandled(tx, tenantId, group, events);
      if (taken.length > 0) handled += await handleAgain(tx, tenantId, consumer, taken, signal);
      from = last;
      o.onProgress?.(behind + Number(last.position), total);
    }
    behind += Number(head);
    const { rowCount } = await tx.execute(sql`
      UPDATE event_offsets SET position = ${head}::bigint, recorded_at = ${at}::timestamptz, attempts = 0, retry_at = NULL, last_error = NULL,
             lease_owner = NULL, lease_until = NULL, lease_token = lease_token + 1, updated_at = clock_timestamp()
       WHERE tenant_id = ${tenantId} AND group_name = ${group} AND shard = ${shard}`);
    if (rowCount !== 1) throw new DomainError({ code: 'events.group_unknown', kind: 'not_found', details: { group } });
  }
  await pauseGroup(tx, tenantId, group, false);
  return handled;
}

/** A batch that fails goes again event by event; what fails alone is a dead letter of the group, the one that it was where it was one. */
async function handleAgain(
  tx: Tx,
  tenantId: string,
  consumer: EventConsumer,
  events: readonly StoredEvent[],
  signal: AbortSignal,
): Promise<number> {
  const handle = (part: readonly StoredEvent[]) =>
    tx.transaction((inside) =>
      consumer.handle({ tenantId, tx: inside, events: part, attempt: 1, signal, replay: true }),
    );
  try {
    await handle(events);
    return events.length;
  } catch (error) {
    if (signal.aborted || (isDomainError(error) && error.kind === 'unavailable')) throw error;
  }
  let handled = 0;
  for (const event of events) {
    try {
      await handle([event]);
      handled += 1;
    } catch (error) {
      if (signal.aborted || (isDomainError(error) && error.kind === 'unavailable')) throw error;
      await putAsideAgain(tx, tenantId, { group: consumer.group, event, attempts: 1, error });
    }
  }
  return handled;
}
