import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSampleWorker } from '../testing/start-sample-worker.ts';
import { testFlows } from '../testing/test-flows.ts';

const by = { kind: 'user', id: 'u1' } as const;

test('a run goes through its graph, in its own processes', async (t) => {
  const bed = await testFlows(t);
  const worker = await startSampleWorker(bed.store);
  t.after(() => worker.stop());

  await t.test('the diamond: order, outputs, effects once', async () => {
    const { runId } = await bed.flows.trigger(bed.tenantId, 'test.diamond', {}, by);
    const run = await bed.ended(runId);
    assert.equal(run.state, 'succeeded');
    assert.equal(run.progress, 100);
    assert.deepEqual(await bed.effects(runId), { a: 1, b: 1, c: 1, d: 1 });
    const d = run.taskList.find((task) => task.name === 'd');
    assert.deepEqual(d?.output, { done: 'd', after: ['a', 'b', 'c'] });
    assert.deepEqual(run.edges, [
      { from: 'a', to: 'b' },
      { from: 'a', to: 'c' },
      { from: 'b', to: 'd' },
      { from: 'c', to: 'd' },
    ]);
    assert.ok(run.taskList.every((task) => task.attempts.length === 1 && task.attempts[0]?.state === 'succeeded'));
  });
});
