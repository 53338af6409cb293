import type { TestContext } from 'node:test';
import {
  type Consumers,
  createEvents,
  type EventConsumer,
  type Events,
  eventsMigrations,
  startConsumers,
} from '@griot/events';
import { createLiveHub } from '@griot/http';
import { type Clock, newId, silentLogger, systemClock } from '@griot/kernel';
import type { Store } from '@griot/store';
import { testStore } from '@griot/store/testing';
import { AGGREGATE_GROUP, aggregateEvents } from '../chain/aggregate-events.ts';
import { eventTypes } from '../domain/event-types.ts';
import { payopsMigrations } from '../store/migrations.ts';
import { beginSettings } from '../store/settings.ts';

export interface ChainBed {
  store: Store;
  events: Events;
  tenantId: string;
  consumer: EventConsumer;
  consume(): Promise<Consumers>;
  /** Waits until every accepted event is in the figures. */
  drained(): Promise<void>;
}

/** The log and the aggregating consumer on a store of their own, with one tenant. */
export async function chainBed(t: TestContext, o: { timeZone?: string; clock?: Clock } = {}): Promise<ChainBed> {
  const store = await testStore(t, [eventsMigrations, payopsMigrations]);
  const events = createEvents({ store, clock: systemClock, log: silentLogger });
  const live = createLiveHub({ store, log: silentLogger });
  const tenantId = newId();
  const timeZone = o.timeZone ?? 'Africa/Abidjan';
  await store.withTenant(tenantId, (tx) =>
    beginSettings(tx, tenantId, { timeZone, reportingCurrency: 'XOF', liveSince: new Date(0) }),
  );
  const consumer = aggregateEvents({ live });
  events.declare({ types: eventTypes(o.clock ?? systemClock), consumers: [consumer] });
  const stops: (() => Promise<unknown>)[] = [];
  t.after(() => Promise.all(stops.map((stop) => stop())));
  return {
    ...{ store, events, tenantId, consumer },
    async consume() {
      const running = await startConsumers({ store, log: silentLogger, consumers: [consumer] });
      stops.push(() => running.stop());
      return running;
    },
    async drained() {
      const until = performance.now() + 60_000;
      for (;;) {
        const view = (await events.groups(tenantId)).find(({ group }) => group === AGGREGATE_GROUP);
        if (view?.lag === 0) return;
        if (performance.now() > until) throw new Error(`figures lag behind: ${JSON.stringify(view)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
