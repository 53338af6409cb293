/**
 * `npm run bench -- events [minutes=5] [rate=10000]`: a producer sends `rate` payments a second, one in twenty twice and all
 * out of order; a consumer aggregates them. Then, on the same server, a plain INSERT … ON CONFLICT per event.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createEvents, eventsMigrations, startConsumers } from '@griot/events';
import { newId, silentLogger, systemClock } from '@griot/kernel';
import { openStore, startEmbeddedPostgres } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { cpuOfTree } from './cpu-of-tree.ts';
import { aggregate, paymentType, SECRET } from './payments.ts';
import { plainInserts } from './plain-inserts.ts';

interface Produced {
  sent: number;
  accepted: number;
  late: number;
  seconds: number;
  rss: number;
  cpu: number;
}

const minutes = Number(process.argv[2] ?? 5);
const rate = Number(process.argv[3] ?? 10_000);
const seconds = Math.round(minutes * 60);
const folder = await mkdtemp(join(tmpdir(), 'griot-bench-events-'));
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: silentLogger });
try {
  await writeFile(
    join(folder, '0001_minutes.sql'),
    `CREATE TABLE bench_minutes (tenant_id uuid NOT NULL, minute timestamptz NOT NULL, city text NOT NULL, currency text NOT NULL,
       n bigint NOT NULL, total bigint NOT NULL, PRIMARY KEY (tenant_id, minute, city, currency));
     CREATE TABLE bench_plain (tenant_id uuid NOT NULL, id text NOT NULL, type text NOT NULL, key text NOT NULL,
       occurred_at timestamptz NOT NULL, payload jsonb NOT NULL, PRIMARY KEY (tenant_id, id));
     SELECT griot.protect_tenant_table('bench_minutes');
     SELECT griot.protect_tenant_table('bench_plain');`,
  );
  const store = await openStore({ databaseUrl: postgres.url, secret: SECRET, log: silentLogger });
  await store.migrate([eventsMigrations, { name: 'bench', folder }]);
  const events = createEvents({ store, clock: systemClock, log: silentLogger });
  events.declare({ types: [paymentType] });
  const tenantId = newId();
  const start = Date.parse('2026-11-01T00:00:00Z');
  console.log(`${rate} events/s for ${seconds} s; load of the machine ${loadavg()[0]?.toFixed(1)}`);
  const consumers = await startConsumers({ store, log: silentLogger, consumers: [aggregate] });
  const producer = fork(
    new URL('./produce.ts', import.meta.url),
    [postgres.url, tenantId, rate, seconds, start].map(String),
  );
  const produced = once(producer, 'message').then(([message]) => message as Produced);
  const seen = { lag: 0, rss: 0 };
  const watch = setInterval(async () => {
    const [group] = await events.groups(tenantId).catch(() => []);
    seen.lag = Math.max(seen.lag, group?.lag ?? 0);
    seen.rss = Math.max(seen.rss, process.memoryUsage().rss);
  }, 1_000);
  const { sent, accepted, late, seconds: took, rss, cpu } = await produced;
  const ended = performance.now();
  while ((await events.groups(tenantId))[0]?.lag !== 0) await new Promise((resolve) => setTimeout(resolve, 50));
  clearInterval(watch);
  const { user, system } = process.cpuUsage();
  const databaseCpu = cpuOfTree(postgres.pid ?? 0);
  const caughtUp = performance.now() - ended;
  await consumers.stop();

  const wanted = rate * seconds;
  const sums = await store.withTenant(tenantId, (tx) =>
    tx.execute<{ n: string; total: string }>(sql`SELECT sum(n) AS n, sum(total) AS total FROM bench_minutes`),
  );
  const total = (wanted / 1000) * 500_500;
  const exact = Number(sums.rows[0]?.n) === wanted && Number(sums.rows[0]?.total) === total && accepted === wanted;
  const plain = await plainInserts(postgres.url, tenantId, start, Math.min(20, seconds));
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  console.log(
    `sent ${sent} (${Math.round(sent / took)}/s), accepted ${accepted}, aggregated ${sums.rows[0]?.n}: ${exact ? 'EXACT' : 'WRONG'}`,
  );
  console.log(
    `largest lag ${seen.lag} events, caught up ${Math.round(caughtUp)} ms after the last; producer at most ${Math.round(late)} ms late`,
  );
  console.log(`memory: producer ${mb(rss)}, consumer ${mb(seen.rss)}; load of the machine ${loadavg()[0]?.toFixed(1)}`);
  const per10k = (cpuSeconds: number) =>
    `${cpuSeconds.toFixed(0)} s (${((cpuSeconds / sent) * 10_000).toFixed(2)} per 10 000)`;
  console.log(
    `CPU: producer ${per10k(cpu)}, consumer ${per10k((user + system) / 1e6)}, PostgreSQL ${per10k(databaseCpu)}; of ${(took * 2).toFixed(0)} s on two cores`,
  );
  console.log(`plain INSERT … ON CONFLICT per event, 8 connections: ${plain}/s, without order, groups or dead letters`);
  await store.close();
  if (!exact) process.exitCode = 1;
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
