/** The door or the consumer in a process of its own that a test kills: `crashing-chain.ts send|consume|rebuild <url> <tenant> <seed> <count> <until>`. */
import process from 'node:process';
import { createEvents, startConsumers } from '@griot/events';
import { createLiveHub } from '@griot/http';
import { silentLogger, systemClock } from '@griot/kernel';
import { openStore } from '@griot/store';
import { aggregateEvents } from '../chain/aggregate-events.ts';
import { takeIn } from '../chain/take-in.ts';
import { rebuildFigures } from '../commands/rebuild-figures.ts';
import { eventTypes } from '../domain/event-types.ts';
import { disturbed, paymentEvents } from './payment-events.ts';

const SECRET = 'a secret of thirty-two characters, for tests only';
const [role, databaseUrl = '', tenantId = '', seed = '', count = '0', until = ''] = process.argv.slice(2);
const store = await openStore({ databaseUrl, secret: SECRET, log: silentLogger, poolSize: 4 });
const events = createEvents({ store, clock: systemClock, log: silentLogger });
events.declare({ types: eventTypes(systemClock) });

if (role === 'send') {
  // Everything, from the first on, each some times, whatever an earlier life has sent.
  const all = disturbed(paymentEvents({ seed, count: Number(count), until: new Date(until), days: 20 }), seed, 4);
  for (let n = 0; n < all.length; n += 50) {
    await takeIn(events, tenantId, all.slice(n, n + 50));
    process.send?.('sent');
  }
  process.exit(0);
}
const consumer = aggregateEvents({ live: createLiveHub({ store, log: silentLogger }) });
if (role === 'rebuild') {
  events.declare({
    consumers: [
      {
        ...consumer,
        batchSize: 15,
        handle: async (batch) => {
          await consumer.handle(batch);
          process.send?.('handling');
          await new Promise((resolve) => setTimeout(resolve, 5));
        },
      },
    ],
  });
  await rebuildFigures({ store, events }, tenantId);
  process.exit(0);
}
await startConsumers({
  store,
  log: silentLogger,
  consumers: [
    {
      ...consumer,
      batchSize: 15,
      handle: async (batch) => {
        await consumer.handle(batch);
        // Written, not committed: this is where it is killed.
        process.send?.('handling');
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
    },
  ],
});
