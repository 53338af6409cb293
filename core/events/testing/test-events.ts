import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Clock, newId, silentLogger, systemClock } from '@griot/kernel';
import type { Store } from '@griot/store';
import { testStore } from '@griot/store/testing';
import {
  type Consumers,
  createEvents,
  type EventConsumer,
  type Events,
  eventsMigrations,
  startConsumers,
} from '../index.ts';
import { sampleTypes } from './sample-types.ts';

export interface EventsBed {
  store: Store;
  events: Events;
  tenantId: string;
  /** Consumers in this process, stopped with the test. */
  consume(...consumers: EventConsumer[]): Promise<Consumers>;
  /** Waits until the group has nothing left. */
  drained(group: string, ms?: number): Promise<void>;
}

const sums = { name: 'test-sums', folder: fileURLToPath(new URL('./migrations', import.meta.url)) };

/** A store of its own with the log's tables, one tenant, and the sample types. */
export async function testEvents(t: TestContext, clock: Clock = systemClock): Promise<EventsBed> {
  const stops: (() => Promise<unknown>)[] = [];
  t.after(() => Promise.all(stops.map((stop) => stop())));
  const store = await testStore(t, [eventsMigrations, sums]);
  const events = createEvents({ store, clock, log: silentLogger });
  events.declare({ types: sampleTypes });
  const tenantId = newId();
  return {
    store,
    events,
    tenantId,
    async consume(...consumers) {
      const running = await startConsumers({ store, log: silentLogger, consumers });
      stops.push(() => running.stop());
      return running;
    },
    async drained(group, ms = 20_000) {
      const until = performance.now() + ms;
      for (;;) {
        const view = (await events.groups(tenantId)).find((one) => one.group === group);
        if (view?.lag === 0) return;
        if (performance.now() > until) throw new Error(`${group} after ${ms} ms: ${JSON.stringify(view)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
