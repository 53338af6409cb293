/** A producer or a consumer in a process of its own that a test kills: `crashing-process.ts produce|consume <url> <tenant> …`. */
import process from 'node:process';
import { silentLogger, systemClock } from '@griot/kernel';
import { openStore } from '@griot/store';
import { createEvents, startConsumers } from '../index.ts';
import { sale, sampleTypes } from './sample-types.ts';
import { sumConsumer } from './sum-consumer.ts';

const SECRET = 'a secret of thirty-two characters, for tests only';
const [role, databaseUrl = '', tenantId = '', from = '0', to = '0'] = process.argv.slice(2);
const store = await openStore({ databaseUrl, secret: SECRET, log: silentLogger, poolSize: 4 });
const events = createEvents({ store, clock: systemClock, log: silentLogger });
events.declare({ types: sampleTypes });

if (role === 'produce') {
  // Sends everything, from the first on, whatever an earlier life has sent: that is what an idempotent producer may do.
  for (let n = Number(from); n < Number(to); n += 20) {
    const batch = Array.from({ length: 20 }, (_, i) => sale(`sale ${n + i}`, `key ${(n + i) % 9}`, n + i + 1));
    await events.append(tenantId, batch);
    process.send?.('appended');
  }
  process.exit(0);
}
await startConsumers({
  store,
  log: silentLogger,
  consumers: [
    {
      ...sumConsumer,
      batchSize: 10,
      handle: async (batch) => {
        await sumConsumer.handle(batch);
        process.send?.('handling');
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
    },
  ],
});
