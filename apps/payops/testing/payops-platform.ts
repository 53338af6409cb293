import type { TestContext } from 'node:test';
import { type TestPlatform, type TestPlatformOptions, testPlatform } from '@griot/application/testing';
import { startConsumers } from '@griot/events';
import { silentLogger, systemClock } from '@griot/kernel';
import payops from '../app.ts';
import { AGGREGATE_GROUP } from '../chain/aggregate-events.ts';
import type { IncomingEvent } from '../chain/take-in.ts';
import { beginSettings, putRates } from '../store/settings.ts';

export interface PayopsPlatform extends TestPlatform {
  /** Sends events through the API and waits until they are in the figures. */
  send(events: readonly IncomingEvent[]): Promise<void>;
  drained(): Promise<void>;
}

/** PayOps on a real store, warehouse process and HTTP server; its consumer runs, its flows run in the test itself. */
export async function payopsPlatform(
  t: Pick<TestContext, 'after'>,
  o: Partial<Omit<TestPlatformOptions, 'application'>> = {},
): Promise<PayopsPlatform> {
  const bed = await testPlatform(t, { clock: systemClock, ...o, application: payops });
  const { services, tenantId } = bed;
  await bed.store.withTenant(tenantId, async (tx) => {
    const settings = { timeZone: 'Africa/Abidjan', reportingCurrency: 'XOF', liveSince: new Date(0) };
    await beginSettings(tx, tenantId, settings);
    await putRates(tx, tenantId, [
      { currency: 'XAF', fromDay: '2020-01-01', rate: '1' },
      { currency: 'MAD', fromDay: '2020-01-01', rate: '0.6' },
    ]);
  });
  const consumers = await startConsumers({
    store: bed.store,
    log: silentLogger,
    consumers: services.events.consumers(),
  });
  t.after(() => consumers.stop());
  const drained = async () => {
    const until = performance.now() + 30_000;
    for (;;) {
      const view = (await services.events.groups(tenantId)).find(({ group }) => group === AGGREGATE_GROUP);
      if (view?.lag === 0) return;
      if (performance.now() > until) throw new Error('figures lag behind');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    ...bed,
    drained,
    send: async (events) => {
      const answer = await bed.inject({ method: 'POST', url: '/api/dashboard/events', payload: { events } });
      if (answer.status !== 200) throw new Error(answer.text);
      await drained();
    },
  };
}
