import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runFlowHere } from './run-flow-here.ts';
import { diamond, failing } from './sample-flows.ts';
import { testFlows } from './test-flows.ts';

test('a flow can be run in the test itself', async (t) => {
  const { store, tenantId, effects, said } = await testFlows(t);
  const good = await runFlowHere({ store, tenantId, flow: diamond, parameters: { stepMs: 1 } });
  assert.equal(good.state, 'succeeded');
  assert.deepEqual(await effects(good.id), { a: 1, b: 1, c: 1, d: 1 });
  const bad = await runFlowHere({ store, tenantId, flow: failing, parameters: { failures: -1 } });
  assert.equal(bad.state, 'failed');
  assert.deepEqual(bad.failure, { task: 'shaky', message: 'hopeless' });
  assert.equal(bad.taskList[1]?.attempts.length, 1, 'a hopeless error is not tried again');
  assert.ok((await said(bad.id)).some((line) => line.includes('not tried again')));
});
