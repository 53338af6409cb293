import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Clock, isDomainError, newId, silentLogger, systemClock } from '@griot/kernel';
import type { Store } from '@griot/store';
import { testStore } from '@griot/store/testing';
import { sql } from 'drizzle-orm/sql';
import { createFlows, type Flows, flowsMigrations, type RunView, type Worker, type WorkerOptions } from '../index.ts';
import { sampleFlows } from './sample-flows.ts';
import { startSampleWorker } from './start-sample-worker.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

const effectsMigrations = { name: 'test-effects', folder: fileURLToPath(new URL('./migrations', import.meta.url)) };

export interface FlowsBed {
  store: Store;
  flows: Flows;
  tenantId: string;
  /** A worker in this process, its tasks in theirs; stopped with the test. */
  startWorker(o?: Partial<WorkerOptions>): Promise<Worker>;
  /** A worker in a process that the test may kill; killed with the test. */
  startWorkerProcess(): Promise<WorkerProcess>;
  /** Waits until the run has ended; throws with its state and log after `ms`. */
  ended(runId: string, ms?: number): Promise<RunView>;
  /** `task:count` of the effects that a run left. */
  effects(runId: string): Promise<Record<string, number>>;
  /** The run's log as `source text`. */
  said(runId: string): Promise<string[]>;
}

/** A store of its own with the flows' tables; processes started by the test find it by the environment. */
export async function testFlows(t: TestContext, clock: Clock = systemClock): Promise<FlowsBed> {
  // Hooks run in the order they are given: workers stop before the store closes.
  const stops: (() => Promise<unknown>)[] = [];
  t.after(() => Promise.all(stops.map((stop) => stop())));
  const store = await testStore(t, [flowsMigrations, effectsMigrations]);
  process.env.TEST_FLOWS_URL = store.connection('owner').connectionString;
  const flows = createFlows({ store, log: silentLogger, clock, flows: sampleFlows });
  const tenantId = newId();
  const said = async (runId: string): Promise<string[]> => {
    const { lines } = await flows.logs(tenantId, runId, 0, { limit: 2000, locale: 'en' });
    return lines.map((line) => `${line.source} ${line.text}`);
  };
  return {
    store,
    flows,
    tenantId,
    said,
    startWorker: async (o) => {
      const worker = await startSampleWorker(store, o);
      stops.push(() => worker.stop({ drainMs: 0 }));
      return worker;
    },
    startWorkerProcess: async () => {
      const worker = await startWorkerProcess();
      stops.push(() => {
        worker.signal('SIGKILL');
        return worker.ended;
      });
      return worker;
    },
    // A bound for a run that hangs, wide enough for a machine that does much else at once.
    ended: async (runId, ms = 60_000) => {
      const until = performance.now() + ms;
      for (;;) {
        const run = await patiently(() => flows.run(tenantId, runId));
        if (run.finishedAt !== null) return run;
        if (performance.now() > until) {
          const tasks = run.taskList.map((task) => `${task.name} ${task.state} ${task.attempts.length}`);
          throw new Error(`run is ${run.state} after ${ms} ms: ${tasks.join(', ')}\n${(await said(runId)).join('\n')}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    effects: async (runId) => {
      const { rows } = await store.withTenant(tenantId, (tx) =>
        tx.execute<{ task: string; n: number }>(
          sql`SELECT task, count(*)::int AS n FROM test_effects WHERE run_id = ${runId} GROUP BY task ORDER BY task`,
        ),
      );
      return Object.fromEntries(rows.map((row) => [row.task, row.n]));
    },
  };
}

/** Asks again while a killed store is on its way back, which on a busy machine takes longer than the store's own patience. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries >= 20 || !(isDomainError(error) && error.kind === 'unavailable')) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
