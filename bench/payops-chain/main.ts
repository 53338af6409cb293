/**
 * `npm run bench -- payops-chain [seconds=20] [rate=10000]`: a producer of its own sends batches over HTTP, one in twenty twice; the
 * chain takes them in and aggregates them. Then, on the same server, one plain upsert per event, as one would write it first; then
 * ClickHouse's own aggregation of the same events, in process.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { sql } from 'drizzle-orm/sql';
import { cpuOfTree } from '../events/cpu-of-tree.ts';
import { besideClickHouse } from './beside-clickhouse.ts';
import { plainUpserts } from './plain-upserts.ts';
import { startPayops } from './platform.ts';
import { BATCH, trafficOf } from './traffic.ts';

interface Produced {
  sent: number;
  seconds: number;
  cpu: number;
}

const seconds = Number(process.argv[2] ?? 20);
const rate = Number(process.argv[3] ?? 10_000);
const folder = await mkdtemp(join(tmpdir(), 'griot-bench-payops-'));
const { server, services, tenantId, signIn } = await startPayops({ folder, slots: 0, port: 8169 });
try {
  const { store, events } = services;
  const accessToken = await signIn('bench@payops.test');
  const traffic = trafficOf(Math.ceil((seconds * rate) / BATCH) * BATCH);
  const file = join(folder, 'traffic.ndjson');
  await writeFile(file, traffic.batches.map((batch) => `${JSON.stringify({ events: batch })}\n`).join(''));
  console.log(`${rate} events/s for ${seconds} s over HTTP; load of the machine ${loadavg()[0]?.toFixed(1)}`);
  const before = cpuOfTree(process.pid);
  const own = process.cpuUsage();
  const producer = fork(new URL('./produce.ts', import.meta.url), [server.address, accessToken, file, String(rate)]);
  const produced = once(producer, 'message').then(([message]) => message as Produced);
  let lag = 0;
  const watch = setInterval(async () => {
    const groups = await events.groups(tenantId).catch(() => []);
    lag = Math.max(lag, groups.find(({ group }) => group === 'payops.aggregates')?.lag ?? 0);
  }, 500);
  const { sent, seconds: took, cpu } = await produced;
  const ended = performance.now();
  while ((await events.groups(tenantId)).find(({ group }) => group === 'payops.aggregates')?.lag !== 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
  clearInterval(watch);
  const caughtUp = performance.now() - ended;
  const spent = cpuOfTree(process.pid) - before;
  const { user: inUser, system: inSystem } = process.cpuUsage(own);
  const ownCpu = (inUser + inSystem) / 1e6;
  const { rows } = await store.withTenant(tenantId, (tx) =>
    tx.execute<{ currency: string; n: string; gmv: string }>(sql`
      SELECT currency, sum(events) AS n, sum(gmv) AS gmv FROM dash_aggregates_hourly GROUP BY 1 ORDER BY 1`),
  );
  const found = Object.fromEntries(rows.map(({ currency, n, gmv }) => [currency, { n: Number(n), gmv: Number(gmv) }]));
  const exact = JSON.stringify(found) === JSON.stringify(traffic.expected);
  console.log(
    `sent ${sent} (${Math.round(sent / took)}/s), figures ${exact ? 'EXACT' : `WRONG ${JSON.stringify({ found, expected: traffic.expected })}`}`,
  );
  console.log(
    `largest lag ${lag} events, caught up ${Math.round(caughtUp)} ms after the last; load ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(
    `CPU per event: server and consumer ${((ownCpu / sent) * 1e6).toFixed(0)} µs, PostgreSQL ${(((spent - cpu - ownCpu) / sent) * 1e6).toFixed(0)} µs; producer ${((cpu / sent) * 1e6).toFixed(0)} µs`,
  );
  const plain = await plainUpserts(
    store.connection('owner').connectionString,
    traffic.batches.flat(),
    Math.min(15, seconds),
  );
  console.log(
    `plain upsert per event, 8 connections: ${plain}/s; no log, no rows behind, no users, no percentiles, no dead letters`,
  );
  await besideClickHouse(folder, file, traffic.expected);
  if (!exact) process.exitCode = 1;
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
