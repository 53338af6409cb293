import { errorMessage, isDomainError, type Logger } from '@griot/kernel';
import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { recordDeadLetter } from '../dead-letters/record-dead-letter.ts';
import type { StoredEvent } from '../log/event.ts';
import { readShard } from '../log/read-shard.ts';
import type { EventConsumer } from './consumer.ts';
import { advance, LEASE_MS, type Lease, leaseLost, releaseLease, renewLease } from './leases.ts';

/** A shard is given back after so long, so that other groups and tenants get their turn. */
const TURN_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Handles a leased shard batch by batch until nothing is left, its turn is over or an event fails. A batch that fails
 * goes again event by event, so that only the one that fails waits, and after `maxAttempts` is put aside.
 */
export async function serveShard(o: {
  store: Store;
  log: Logger;
  consumer: EventConsumer;
  lease: Lease;
  stop: AbortSignal;
}): Promise<void> {
  const { store, consumer, lease, log } = o;
  const lost = new AbortController();
  const signal = AbortSignal.any([o.stop, lost.signal]);
  const beat = setInterval(() => {
    // Without an answer the lease runs out by itself, and the token keeps the work from being committed.
    renewLease(store, lease).then(
      (held) => held || lost.abort(leaseLost(lease)),
      () => {},
    );
  }, LEASE_MS / 3);
  const until = performance.now() + TURN_MS;
  let carefulUpTo = lease.attempts > 0 ? null : '0';
  try {
    for (;;) {
      const alone = carefulUpTo === null || BigInt(lease.position) < BigInt(carefulUpTo);
      const size = alone ? 1 : (consumer.batchSize ?? 200);
      const outcome = await handleBatch(store, consumer, lease, size, { work: signal, lost: lost.signal });
      if (outcome.state === 'failed') {
        if (outcome.transient) return await giveBack(outcome.error, lease.attempts, 1_000);
        if (outcome.events.length > 1) {
          carefulUpTo = outcome.events.at(-1)?.position ?? '0';
          continue;
        }
        const attempts = lease.attempts + 1;
        const [event] = outcome.events;
        if (event === undefined || attempts < (consumer.maxAttempts ?? 5)) {
          const wait = Math.min((consumer.backoffMs ?? 1_000) * 2 ** (attempts - 1), LONGEST_WAIT_MS);
          return await giveBack(outcome.error, attempts, wait);
        }
        await putAside(store, lease, event, attempts, outcome.error);
        log.warn({ group: lease.group, event: event.id, error: errorMessage(outcome.error) }, 'Event put aside');
      }
      carefulUpTo ??= lease.position;
      if (outcome.state === 'drained' || performance.now() > until || o.stop.aborted) {
        return await releaseLease(store, lease);
      }
    }
  } finally {
    clearInterval(beat);
  }

  async function giveBack(error: unknown, attempts: number, waitMs: number): Promise<void> {
    log.warn(
      { group: lease.group, shard: lease.shard, attempts, error: errorMessage(error) },
      'Events not handled yet',
    );
    // The store may be what failed: then the lease runs out.
    await releaseLease(store, lease, { attempts, waitMs, error: errorMessage(error) }).catch(() => {});
  }
}

type Outcome =
  | { state: 'handled' | 'drained' }
  | { state: 'failed'; error: unknown; events: readonly StoredEvent[]; transient: boolean };

async function handleBatch(
  store: Store,
  consumer: EventConsumer,
  lease: Lease,
  size: number,
  signals: { work: AbortSignal; lost: AbortSignal },
): Promise<Outcome> {
  let events: readonly StoredEvent[] = [];
  try {
    const moved = await store.withTenant(lease.tenantId, async (tx) => {
      // The head first: what is committed after it is for the next batch, even when it is of no type of ours.
      const { rows } = await tx.execute<{ head: string; at: string }>(sql`
        SELECT next_position - 1 AS head, last_recorded_at AS at FROM event_shards
         WHERE tenant_id = ${lease.tenantId} AND shard = ${lease.shard}`);
      const head = rows[0] ?? { head: lease.position, at: lease.recordedAt };
      events = await readShard(tx, lease, consumer.types, size);
      const last = events.at(-1);
      const full = events.length === size && last !== undefined;
      // Events of other types up to the head are passed over in the same move; a later one may already be among ours.
      const headIsFirst = last === undefined || BigInt(last.position) < BigInt(head.head);
      const to = full || !headIsFirst ? last : { position: head.head, recordedAt: head.at };
      if (events.length > 0) {
        await consumer.handle({
          tenantId: lease.tenantId,
          tx,
          events,
          attempt: lease.attempts + 1,
          signal: signals.work,
        });
      }
      signals.lost.throwIfAborted();
      await advance(tx, lease, { position: to.position, recordedAt: to.recordedAt, handled: events.length });
      return { to, full };
    });
    lease.position = moved.to.position;
    lease.recordedAt = moved.to.recordedAt;
    lease.attempts = 0;
    return { state: moved.full ? 'handled' : 'drained' };
  } catch (error) {
    return { state: 'failed', error, events, transient: signals.work.aborted || isTransient(error) };
  }
}

/** Not the event's fault: it is tried again for as long as it takes. */
function isTransient(error: unknown): boolean {
  if (!isDomainError(error)) return false;
  return error.kind === 'unavailable' || error.code === 'store.contended' || error.code === 'events.lease_lost';
}

async function putAside(
  store: Store,
  lease: Lease,
  event: StoredEvent,
  attempts: number,
  error: unknown,
): Promise<void> {
  const { position, recordedAt } = event;
  await store.withTenant(lease.tenantId, async (tx) => {
    await recordDeadLetter(tx, lease.tenantId, { group: lease.group, event, attempts, error });
    await advance(tx, lease, { position, recordedAt, handled: 0 });
  });
  Object.assign(lease, { position, recordedAt, attempts: 0 });
}
