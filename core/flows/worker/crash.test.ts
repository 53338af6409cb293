import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '@griot/kernel';
import { testFlows } from '../testing/test-flows.ts';
import type { WorkerProcess } from '../testing/worker-process.ts';
import { processIsThere } from './machine.ts';

const by = { kind: 'user', id: 'u1' } as const;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const SEED = Number(process.env.TEST_SEED ?? 20_261_121);
const ROUNDS = Number(process.env.TEST_ROUNDS ?? 6);

test(`kill -9 of a worker at ${ROUNDS} moments (seed ${SEED}): each run ends once, each effect is there once`, async (t) => {
  const bed = await testFlows(t);
  const random = seeded(SEED);
  const workers: WorkerProcess[] = await Promise.all([bed.startWorkerProcess(), bed.startWorkerProcess()]);
  const killedAt = new Map<string, number>();
  let slowest = 0;
  const runIds: string[] = [];
  const trigger = async (): Promise<void> => {
    const { runId } = await bed.flows.trigger(bed.tenantId, 'test.diamond', { stepMs: Math.round(random() * 200) }, by);
    runIds.push(runId);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await trigger();
    await trigger();
    const spare = bed.startWorkerProcess(); // joins while the two work
    await pause(random() * 600);
    const [victim, ...others] = workers;
    victim?.signal('SIGKILL');
    killedAt.set(victim?.id ?? '', Date.now());
    workers.splice(0, 2, ...others, await spare);
  }
  let taken = 0;
  for (const runId of runIds) {
    const run = await bed.ended(runId, 30_000);
    assert.equal(run.state, 'succeeded');
    assert.deepEqual(await bed.effects(runId), { a: 1, b: 1, c: 1, d: 1 });
    for (const task of run.taskList) {
      const states = task.attempts.map((attempt) => attempt.state);
      assert.equal(states.filter((state) => state === 'succeeded').length, 1);
      assert.equal(states.at(-1), 'succeeded');
      taken += states.length - 1;
      for (const [index, attempt] of task.attempts.entries()) {
        const next = task.attempts[index + 1];
        const killed = killedAt.get(attempt.workerId); // on a machine out of breath a living worker may lose its lease too
        if (next && killed !== undefined) slowest = Math.max(slowest, Date.parse(next.startedAt) - killed);
      }
    }
  }
  assert.ok(taken > 0, 'some task was taken over');
  t.diagnostic(
    `${runIds.length} runs, ${taken} attempts lost and taken over, the slowest ${slowest} ms after the kill`,
  );
  assert.deepEqual(
    { ready: 0, running: 0, openRuns: 0 },
    await bed.flows.queue().then(({ ready, running, openRuns }) => ({ ready, running, openRuns })),
  );
});

test('kill -9 of a worker whose task spins: the orphan ends by itself, the task is taken over', async (t) => {
  const bed = await testFlows(t);
  const worker = await bed.startWorkerProcess();
  const { runId } = await bed.flows.trigger(bed.tenantId, 'test.spinning', {}, by);
  const pidOf = async (attempt: number): Promise<number> => {
    for (let tries = 0; tries < 400; tries += 1) {
      const { lines } = await bed.flows.logs(bed.tenantId, runId);
      const line = lines.find((one) => one.attempt === attempt && one.text.startsWith('pid '));
      if (line) return Number(line.text.slice(4));
      await pause(25);
    }
    throw new Error('the task did not start');
  };
  const orphan = await pidOf(1);
  assert.ok(processIsThere(orphan));
  worker.signal('SIGKILL');
  await bed.startWorker();
  const next = await pidOf(2);
  for (let tries = 0; processIsThere(orphan); tries += 1) {
    assert.ok(tries < 200, 'the orphan still spins');
    await pause(25);
  }
  await bed.flows.cancel(bed.tenantId, runId, by);
  assert.equal((await bed.ended(runId)).state, 'cancelled');
  assert.equal(processIsThere(next), false);
});
