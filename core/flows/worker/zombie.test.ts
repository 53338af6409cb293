import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm/sql';
import { testFlows } from '../testing/test-flows.ts';

const by = { kind: 'user', id: 'u1' } as const;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('a worker stopped past its lease comes back and can write nothing', async (t) => {
  const bed = await testFlows(t);
  const zombie = await bed.startWorkerProcess();
  const { runId } = await bed.flows.trigger(bed.tenantId, 'test.diamond', { stepMs: 700 }, by);
  const running = async () => (await bed.flows.run(bed.tenantId, runId)).tasks.running;
  for (let tries = 0; (await running()) === 0; tries += 1) {
    assert.ok(tries < 200, 'the task did not start');
    await pause(25);
  }
  await pause(300);
  // Only the worker stands still: its task process goes on and wants to commit, but not before the lease is over.
  zombie.signal('SIGSTOP');
  await bed.store.withSystem((tx) =>
    tx.execute(
      sql`UPDATE flow_tasks SET lease_until = clock_timestamp() WHERE run_id = ${runId} AND state = 'running'`,
    ),
  );
  const other = await bed.startWorker();
  const run = await bed.ended(runId);
  zombie.signal('SIGCONT');
  await pause(1500);
  assert.equal(run.state, 'succeeded');
  assert.deepEqual(await bed.effects(runId), { a: 1, b: 1, c: 1, d: 1 });
  const later = await bed.flows.run(bed.tenantId, runId);
  assert.deepEqual(
    later.taskList[0]?.attempts.map((attempt) => attempt.state),
    ['lost', 'succeeded'],
  );
  assert.equal(later.taskList[0]?.attempts[1]?.workerId, other.id);
  assert.equal(later.seq, run.seq, 'the zombie changed nothing');
  assert.equal((await bed.flows.workers()).filter((worker) => worker.beatAgeMs < 2000).length, 2, 'it works again');
});
