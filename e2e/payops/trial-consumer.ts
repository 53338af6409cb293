// The consumer of figures beside the server's own, in a process that comes and goes: `trial-consumer.ts <data folder>`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { startConsumers } from '@griot/events';
import { createLiveHub } from '@griot/http';
import { silentLogger } from '@griot/kernel';
import { openStore, runningPostgresUrl } from '@griot/store';
import { aggregateEvents } from '../../apps/payops/chain/aggregate-events.ts';

const dataDir = process.argv[2] ?? '';
let databaseUrl: string | undefined;
while (databaseUrl === undefined) {
  databaseUrl = runningPostgresUrl(join(dataDir, 'postgres'));
  if (databaseUrl === undefined) await wait(200);
}
const secret = readFileSync(join(dataDir, 'secret'), 'utf8').trim();
const store = await openStore({ databaseUrl, secret, log: silentLogger, poolSize: 4 });
const consumers = await startConsumers({
  ...{ store, log: silentLogger, concurrency: 2 },
  consumers: [aggregateEvents({ live: createLiveHub({ store, log: silentLogger }) })],
});
process.once('SIGTERM', async () => {
  await consumers.stop();
  await store.close();
  process.exit(0);
});
