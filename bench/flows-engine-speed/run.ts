// How long the engine itself takes: ten tasks one after the other, forty side by side, on a durable PostgreSQL (fsync on),
// one worker with two slots. npm run bench -- flows-engine-speed [--prefect <python of an environment with Prefect>]
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createFlows, flowsMigrations, startWorker } from '@griot/flows';
import { newId, silentLogger, systemClock } from '@griot/kernel';
import { openStore, startEmbeddedPostgres } from '@griot/store';
import { runPrefect } from './run-prefect.ts';
import { speedFlows } from './speed-flows.ts';

/**
 * Total seconds by engine as Windmill published them (2025, windmill.dev/docs/misc/benchmarks/competitors/results/python):
 * ten sequential Python tasks of fibo(33), about 0.7 s of computing each, on one AWS m4.large worker.
 */
const published = {
  Windmill: 8.347,
  Airflow: 54.668,
  Prefect: 15.489,
  Temporal: 7.247,
  Kestra: 15.786,
  Hatchet: 7.793,
};
const ROUNDS = 5;

const folder = mkdtempSync(join(tmpdir(), 'griot-bench-'));
const log = silentLogger;
const server = await startEmbeddedPostgres({ dataDir: folder, log });
const secret = 'a secret of thirty-two characters, for this bench';
const store = await openStore({ databaseUrl: server.url, secret, log });
await store.migrate([flowsMigrations]);
process.env.BENCH_DATABASE = server.url;
process.env.BENCH_SECRET = secret;
const flows = createFlows({ store, log, clock: systemClock, flows: speedFlows });
const worker = await startWorker({
  store,
  flows: speedFlows,
  log,
  runnerModule: new URL('./speed-runner.ts', import.meta.url),
});
const tenantId = newId();

const ends = new Map<string, string>();
const unlisten = await flows.onChange(({ runId, kind, state }) => {
  if (kind === 'run' && state !== undefined && state !== 'running') ends.set(runId, state);
});

async function secondsOf(flow: string): Promise<number> {
  const began = performance.now();
  const { runId } = await flows.trigger(tenantId, flow, {}, { kind: 'cli' });
  while (!ends.has(runId)) await new Promise((resolve) => setTimeout(resolve, 1));
  if (ends.get(runId) !== 'succeeded') throw new Error(`${flow} ${ends.get(runId)}`);
  return (performance.now() - began) / 1000;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const table: Record<string, string | number>[] = [];
const cold = await secondsOf('bench.ten-trivial');
for (const { name, tasks } of speedFlows) {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await secondsOf(name));
  const seconds = median(rounds);
  table.push({
    flow: name,
    'seconds (median)': seconds.toFixed(3),
    'ms per task': ((seconds * 1000) / tasks.length).toFixed(1),
  });
}
console.log(`first run, with the start of a task process: ${cold.toFixed(2)} s`);
const { values } = parseArgs({ options: { prefect: { type: 'string' } } });
if (values.prefect) {
  const { version, seconds } = runPrefect(values.prefect, ROUNDS);
  for (const [name, rounds] of Object.entries(seconds)) {
    const middle = median(rounds);
    const tasks = name.includes('ten') ? 10 : 40;
    table.push({
      flow: `Prefect ${version}: ${name}`,
      'seconds (median)': middle.toFixed(3),
      'ms per task': ((middle * 1000) / tasks).toFixed(1),
    });
  }
}
console.log(
  `load average: ${loadavg()
    .map((one) => one.toFixed(1))
    .join(', ')}`,
);
console.table(table);
console.log('published for ten sequential fibo(33) in Python, seconds:', published);

await unlisten();
await worker.stop();
await store.close();
await server.stop();
rmSync(folder, { recursive: true, force: true });
