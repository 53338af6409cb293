import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Worker } from '../index.ts';
import { testFlows } from '../testing/test-flows.ts';
import { processIsThere } from './machine.ts';

const by = { kind: 'user', id: 'u1' } as const;

test('timeouts, cancellations and stops end the work', async (t) => {
  const bed = await testFlows(t);
  const worker = await bed.startWorker();
  let second: Worker | undefined;
  const until = async (what: string, done: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await done()); tries += 1) {
      assert.ok(tries < 400, `${what} did not come`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };

  for (const busy of [true, false]) {
    await t.test(
      `a task that ${busy ? 'spins' : 'waits without listening'} is ended at its timeout, its process with it`,
      async () => {
        const { runId } = await bed.flows.trigger(bed.tenantId, 'test.stubborn', { busy }, by);
        const run = await bed.ended(runId);
        assert.equal(run.state, 'failed');
        const [attempt] = run.taskList[0]?.attempts ?? [];
        assert.equal(attempt?.state, 'timed_out');
        assert.equal(attempt?.error?.code, 'flows.timed_out');
        const said = await bed.said(runId);
        assert.ok(said.includes('task before'), 'what it said before is kept');
        const pid = Number(said.find((line) => line.startsWith('stdout pid '))?.split(' ')[2]);
        assert.ok(pid > 0);
        assert.equal(processIsThere(pid), false);
      },
    );
  }

  await t.test('a running task is cancelled, a waiting one never starts', async () => {
    const { runId } = await bed.flows.trigger(bed.tenantId, 'test.waiting-coalesce', { key: 'x' }, by);
    await until('the start', async () => (await bed.flows.run(bed.tenantId, runId)).tasks.running === 1);
    assert.equal(await bed.flows.cancel(bed.tenantId, runId, by), 'cancelling');
    const run = await bed.ended(runId);
    assert.equal(run.state, 'cancelled');
    assert.equal(run.taskList[0]?.attempts[0]?.state, 'cancelled');
    assert.equal(await bed.flows.cancel(bed.tenantId, runId, by), 'already_ended');
    assert.ok((await bed.said(runId)).some((line) => line === 'engine cancelled by user u1'));
  });

  await t.test('a worker that stops hands its task over; the next goes on', async () => {
    const { runId } = await bed.flows.trigger(bed.tenantId, 'test.waiting-coalesce', { key: 'y', ms: 1500 }, by);
    await until('the start', async () => (await bed.flows.run(bed.tenantId, runId)).tasks.running === 1);
    await worker.stop({ drainMs: 0 });
    const [task] = (await bed.flows.run(bed.tenantId, runId)).taskList;
    assert.deepEqual([task?.state, task?.attempts[0]?.state], ['ready', 'lost']);
    second = await bed.startWorker();
    const run = await bed.ended(runId);
    assert.equal(run.state, 'succeeded');
    assert.equal(run.taskList[0]?.attempts.length, 2);
  });

  await t.test('a process that cannot start is no failure of the task, and says why', async () => {
    const broken = await bed.startWorker({ runnerModule: new URL('../testing/broken-runner.ts', import.meta.url) });
    await second?.stop();
    const { runId } = await bed.flows.trigger(bed.tenantId, 'test.diamond', {}, by);
    await until('a second attempt', async () => {
      const [task] = (await bed.flows.run(bed.tenantId, runId)).taskList;
      return (task?.attempts.length ?? 0) > 1;
    });
    await broken.stop({ drainMs: 0 });
    assert.ok((await bed.said(runId)).includes('stderr no such setting'));
    await bed.startWorker();
    assert.equal((await bed.ended(runId)).state, 'succeeded');
  });
});
