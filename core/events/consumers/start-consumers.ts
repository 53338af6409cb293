import { hostname } from 'node:os';
import process from 'node:process';
import { DomainError, errorMessage, type Logger, newId } from '@griot/kernel';
import type { Store } from '@griot/store';
import { serveQueuedLetter } from '../dead-letters/serve-queued-letter.ts';
import { EVENTS_CHANNEL } from '../log/channel.ts';
import type { EventConsumer } from './consumer.ts';
import { claimShards, ensureOffsets } from './leases.ts';
import { serveShard } from './serve-shard.ts';

export interface ConsumersOptions {
  store: Store;
  log: Logger;
  consumers: readonly EventConsumer[];
  /** Shards handled at once by this process, default 3. Each takes a connection of the pool. */
  concurrency?: number;
}

export interface Consumers {
  /** Waits for the batches under way. */
  stop(): Promise<void>;
}

/** Without a word from the log it looks by itself: retries fall due, leases run out. */
const POLL_MS = 1_000;

/** Handles the groups' events of every tenant, in this process beside any number of others. Throws `events.group_taken`. */
export async function startConsumers(o: ConsumersOptions): Promise<Consumers> {
  const { store, log } = o;
  const byGroup = new Map<string, EventConsumer>();
  for (const consumer of o.consumers) {
    if (byGroup.has(consumer.group)) {
      throw new DomainError({ code: 'events.group_taken', kind: 'conflict', details: { group: consumer.group } });
    }
    byGroup.set(consumer.group, consumer);
  }
  const groups = [...byGroup.keys()];
  const concurrency = o.concurrency ?? 3;
  const owner = `${hostname()} ${process.pid} ${newId().slice(-6)}`;
  const stopping = new AbortController();
  const busy = new Set<Promise<void>>();
  let wake: () => void = () => {};
  let woken = false;
  const nudge = () => {
    woken = true;
    wake();
  };
  const unlisten = await store.listen(EVENTS_CHANNEL, nudge, { onReconnect: nudge });

  const round = async (): Promise<boolean> => {
    await ensureOffsets(store, o.consumers);
    const free = concurrency - busy.size;
    const leases = free > 0 ? await claimShards(store, owner, groups, free) : [];
    for (const lease of leases) {
      const consumer = byGroup.get(lease.group);
      if (!consumer) continue;
      const work = serveShard({ store, log, consumer, lease, stop: stopping.signal })
        .catch((error: unknown) => log.warn({ group: lease.group, error: errorMessage(error) }, 'A shard was given up'))
        .finally(() => {
          busy.delete(work);
          nudge();
        });
      busy.add(work);
    }
    const resent = await serveQueuedLetter(store, byGroup, stopping.signal);
    return leases.length > 0 || resent;
  };

  const loop = async () => {
    while (!stopping.signal.aborted) {
      woken = false;
      const worked = await round().catch((error: unknown) => {
        log.warn({ error: errorMessage(error) }, 'Events could not be looked for');
        return false;
      });
      if (woken || (worked && busy.size < concurrency) || stopping.signal.aborted) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (woken) wake();
      });
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      wake();
      await running;
      await Promise.all(busy);
      await unlisten();
    },
  };
}
