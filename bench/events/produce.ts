/** Sends payments at a rate, with duplicates and out of order: `produce.ts <url> <tenant> <rate> <seconds> <start>`. */
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { createEvents } from '@griot/events';
import { silentLogger, systemClock } from '@griot/kernel';
import { openStore } from '@griot/store';
import { batchAt, paymentType, SECRET } from './payments.ts';

const [databaseUrl = '', tenantId = '', ...numbers] = process.argv.slice(2);
const [rate = 0, seconds = 0, start = 0] = numbers.map(Number);
const SIZE = 1000;
const store = await openStore({ databaseUrl, secret: SECRET, log: silentLogger, poolSize: 2 });
const events = createEvents({ store, clock: systemClock, log: silentLogger });
events.declare({ types: [paymentType] });
const began = performance.now();
let [sent, accepted, late] = [0, 0, 0];
for (let n = 0; n < rate * seconds; n += SIZE) {
  const due = (n / rate) * 1000 - (performance.now() - began);
  if (due > 0) await wait(due);
  late = Math.max(late, -due);
  const results = await events.append(tenantId, batchAt(n, SIZE, start));
  sent += results.length;
  accepted += results.filter(({ status }) => status === 'accepted').length;
}
const { user, system } = process.cpuUsage();
process.send?.({
  ...{ sent, accepted, late, seconds: (performance.now() - began) / 1000 },
  ...{ rss: process.memoryUsage().rss, cpu: (user + system) / 1e6 },
});
await store.close();
process.disconnect?.();
