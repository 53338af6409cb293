// Candidate 2: pg-boss as the queue, one job per step, its shortest heartbeat (10 s) and supervision (1 s).
import { databaseUrl, load, pool, record, slots, steps, timeoutMs, work } from './trial-worker.ts';

interface Step {
  run: string;
  step: number;
}
interface Boss {
  on(event: 'error', handler: () => void): void;
  start(): Promise<unknown>;
  createQueue(name: string, o: object): Promise<void>;
  work(name: string, o: object, handler: (jobs: { data: Step }[]) => Promise<void>): Promise<string>;
  send(name: string, data: Step): Promise<string | null>;
}

const { PgBoss } = load('pg-boss') as { PgBoss: new (o: object) => Boss };
const boss = new PgBoss({ connectionString: databaseUrl, superviseIntervalSeconds: 1, monitorIntervalSeconds: 1 });
boss.on('error', () => undefined);
await boss.start();
await boss.createQueue('steps', { heartbeatSeconds: 10, retryLimit: 3, expireInSeconds: timeoutMs / 1000 });
await boss.work(
  'steps',
  { localConcurrency: slots, pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3 },
  async ([job]) => {
    if (job === undefined) return;
    const { run, step } = job.data;
    await work(run, step);
    await record(pool, run, step, 'effect');
    if (step + 1 < steps) await boss.send('steps', { run, step: step + 1 });
  },
);
setInterval(async () => {
  const { rows } = await pool.query('DELETE FROM trial_wanted RETURNING run').catch(() => ({ rows: [] }));
  for (const row of rows) await boss.send('steps', { run: String(row.run), step: 0 });
}, 200);
