// Candidate 1: DBOS, a flow as one durable function. Without its paid Conductor nobody tells a living process that another
// died, so that part is ours here (TRIAL_GLUE=1): heartbeats every 3 s, dead after 9 s, then `recoverPendingWorkflows`.
import { join } from 'node:path';
import {
  databaseUrl,
  load,
  modules,
  pause,
  pool,
  record,
  slots,
  steps,
  timeoutMs,
  work,
  worker,
} from './trial-worker.ts';

interface Dbos {
  setConfig(o: object): void;
  launch(): Promise<void>;
  registerWorkflow<A extends unknown[]>(f: (...a: A) => Promise<void>, o: object): (...a: A) => Promise<void>;
  runStep(f: () => Promise<void>, o: object): Promise<void>;
  registerQueue(name: string, o: object): Promise<unknown>;
  startWorkflow<A extends unknown[]>(f: (...a: A) => Promise<void>, o: object): (...a: A) => Promise<unknown>;
}
interface Executor {
  DBOSExecutor: { globalInstance?: { recoverPendingWorkflows(ids: string[]): Promise<unknown[]> } };
}

const { DBOS } = load('@dbos-inc/dbos-sdk') as { DBOS: Dbos };
const { DBOSExecutor } = load(
  join(modules, 'node_modules/@dbos-inc/dbos-sdk/dist/src/dbos-executor.js'), // not exported by the package
) as Executor;
DBOS.setConfig({
  name: 'trial',
  systemDatabaseUrl: databaseUrl,
  executorID: worker,
  applicationVersion: '1',
  logLevel: 'error',
});
const flow = DBOS.registerWorkflow(
  async (run: string) => {
    for (let step = 0; step < steps; step += 1) {
      await DBOS.runStep(
        async () => {
          await work(run, step);
          await record(pool, run, step, 'effect');
        },
        { name: `step-${step}`, timeoutMS: timeoutMs },
      );
    }
  },
  { name: 'flow' },
);
await DBOS.launch();
await DBOS.registerQueue('runs', { workerConcurrency: slots, minPollingIntervalMs: 300 });

if (process.env.TRIAL_GLUE === '1') {
  await pool.query('INSERT INTO trial_workers (worker) VALUES ($1)', [worker]);
  setInterval(async () => {
    await pool.query('UPDATE trial_workers SET beat = now() WHERE worker = $1', [worker]).catch(() => undefined);
    const dead = await pool
      .query(`DELETE FROM trial_workers WHERE beat < now() - interval '9 seconds' RETURNING worker`)
      .catch(() => ({ rows: [] }));
    const ids = dead.rows.map((row) => String(row.worker));
    if (ids.length > 0) await DBOSExecutor.globalInstance?.recoverPendingWorkflows(ids);
  }, 3000);
}
for (;;) {
  const { rows } = await pool.query('DELETE FROM trial_wanted RETURNING run').catch(() => ({ rows: [] }));
  for (const row of rows) {
    await DBOS.startWorkflow(flow, { workflowID: String(row.run), queueName: 'runs' })(String(row.run));
  }
  await pause(200);
}
