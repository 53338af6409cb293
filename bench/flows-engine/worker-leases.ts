// Candidate 3: rows with a lease, claimed by FOR UPDATE SKIP LOCKED; the effect and the step's end commit together,
// and only while the lease's token is still ours. Each step in a child process that can be killed.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { pause, pool, record, slots, steps, timeoutMs, work, worker } from './trial-worker.ts';

const leaseSeconds = 9;

if (process.argv[2] === 'step') {
  const [run = '', step = '0', token = ''] = process.argv.slice(3);
  process.once('disconnect', () => process.exit(1)); // the worker died: the step dies with it
  await work(run, Number(step));
  const client = await pool.connect();
  await client.query('BEGIN');
  const mine = await client.query(
    `UPDATE trial_leases SET step = step + 1, token = NULL, until = NULL, done = step + 1 >= $3 WHERE run = $1 AND token = $2`,
    [run, token, steps],
  );
  if (mine.rowCount === 1) await record(client, run, Number(step), 'effect');
  await client.query('COMMIT');
  process.exit(0);
}

async function slot(): Promise<void> {
  for (;;) {
    const token = randomUUID();
    const { rows } = await pool.query(
      `UPDATE trial_leases SET token = $1, holder = $2, until = now() + make_interval(secs => $3)
        WHERE run = (SELECT run FROM trial_leases WHERE NOT done AND (until IS NULL OR until < now())
                     ORDER BY run FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING run, step`,
      [token, worker, leaseSeconds],
    );
    const lease = rows[0];
    if (lease === undefined) {
      await pause(300);
      continue;
    }
    const child = fork(new URL(import.meta.url), ['step', String(lease.run), String(lease.step), token]);
    const deadline = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    const signal = await new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
    clearTimeout(deadline);
    if (signal === 'SIGKILL') await pool.query('UPDATE trial_leases SET done = true WHERE token = $1', [token]);
  }
}

setInterval(
  () =>
    void pool
      .query('UPDATE trial_leases SET until = now() + make_interval(secs => $2) WHERE holder = $1 AND until > now()', [
        worker,
        leaseSeconds,
      ])
      .catch(() => undefined),
  3000,
);
await Promise.all(Array.from({ length: slots }, slot));
