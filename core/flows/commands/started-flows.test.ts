import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, silentLogger } from '@griot/kernel';
import { sampleFlows } from '../testing/sample-flows.ts';
import { testFlows } from '../testing/test-flows.ts';
import { startFollowers } from './start-followers.ts';

const by = { kind: 'user', id: 'u1' } as const;

test('runs that nobody starts by hand', async (t) => {
  const bed = await testFlows(t);
  const { flows, tenantId, store } = bed;
  await bed.startWorker({ labels: ['memory'] });
  const follow = () => startFollowers(store, { flows: sampleFlows, log: silentLogger });

  await t.test('a flow after another gets its outputs, once, and is seen from both', async () => {
    const { runId } = await flows.trigger(tenantId, 'test.talker', { figure: 41 }, by);
    await bed.ended(runId);
    await Promise.all(Array.from({ length: 6 }, follow));
    const { after } = await flows.run(tenantId, runId);
    assert.deepEqual(
      after.map((one) => one.flow),
      ['test.follower'],
    );
    const next = await bed.ended(after[0]?.id ?? '');
    assert.deepEqual(next.parameters, { figure: 42, from: runId });
    assert.deepEqual(next.triggeredBy, { kind: 'flow', id: runId });
    assert.deepEqual(
      next.before.map((one) => one.id),
      [runId],
    );
    await follow();
    assert.equal((await flows.runs(tenantId, { flow: 'test.follower' })).items.length, 1);
  });

  await t.test(
    'after a failure too, and again after its re-run; a bad hand-over is told where it came from',
    async () => {
      const { runId } = await flows.trigger(tenantId, 'test.failing', { failures: -1 }, by);
      assert.equal((await bed.ended(runId)).state, 'failed');
      await follow();
      const { after } = await flows.run(tenantId, runId);
      assert.equal((await bed.ended(after[0]?.id ?? '')).parameters.figure, 0);
      await flows.rerun(tenantId, runId, { from: 'failed', by });
      await bed.ended(runId);
      await follow();
      assert.equal((await flows.run(tenantId, runId)).after.length, 2);

      const bad = await flows.trigger(tenantId, 'test.talker', { figure: -5 }, by);
      await bed.ended(bad.runId);
      await follow();
      assert.deepEqual((await flows.run(tenantId, bad.runId)).after, []);
      assert.match(
        (await bed.said(bad.runId)).join('\n'),
        /engine test.follower could not start after this run: .*figure/,
      );
    },
  );

  await t.test('an event starts its flow with its transaction, once, however often it comes', async () => {
    const event = (id: string, amount: number) => ({
      id,
      type: 'sale.recorded',
      at: '2026-11-26T10:00:00Z',
      data: { amount },
    });
    const consume = (id: string, amount: number) =>
      store.withTenant(tenantId, (tx) => flows.triggerByEvent(tx, tenantId, event(id, amount)));
    const runs = async () => (await flows.runs(tenantId, { flow: 'test.eventful' })).items;
    assert.deepEqual(flows.eventTypes(), ['sale.recorded']);
    await assert.rejects(
      store.withTenant(tenantId, async (tx) => {
        await flows.triggerByEvent(tx, tenantId, event('e0', 5));
        throw new Error('the consumer failed');
      }),
      /the consumer failed/,
    );
    assert.deepEqual(await runs(), []);
    const [first, second] = [await consume('e1', 7), await consume('e1', 7)];
    assert.deepEqual([first[0]?.deduplicated, second[0]?.deduplicated], [false, true]);
    assert.deepEqual(await consume('e2', 0), [], 'let pass');
    await assert.rejects(consume('e3', 2000), { code: 'flows.parameters_invalid' });
    assert.equal((await consume('e4', 8)).length, 1);
    assert.deepEqual(
      (await runs()).map((run) => [run.triggeredBy.id, run.parameters.amount]),
      [
        ['e4', 8],
        ['e1', 7],
      ],
    );
    assert.deepEqual(
      await store.withTenant(tenantId, (tx) => flows.triggerByEvent(tx, newId(), { ...event('e5', 1), type: 'other' })),
      [],
    );
  });

  await t.test('tasks wait for a worker that has their labels, and the queue says which', async () => {
    const { runId } = await flows.trigger(tenantId, 'test.heavy', {}, by);
    for (;;) {
      const { taskList } = await flows.run(tenantId, runId);
      if (taskList[0]?.state === 'succeeded') break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const waiting = (await flows.waiting(tenantId)).filter((one) => one.runId === runId);
    assert.deepEqual(
      waiting.map((one) => [one.task, one.reason, one.needs]),
      [['deep', 'no_worker', ['gpu', 'memory']]],
    );
    const strong = await bed.startWorker({ labels: ['gpu', 'memory', 'disk'], kind: 'worker', slots: 1 });
    const run = await bed.ended(runId);
    assert.equal(run.taskList[1]?.attempts[0]?.workerId, strong.id);
    const listed = (await flows.workers()).find((one) => one.id === strong.id);
    assert.deepEqual([listed?.kind, listed?.labels, listed?.slots], ['worker', ['gpu', 'memory', 'disk'], 1]);
  });

  await t.test('flows that start after each other in a circle are refused at the start', async () => {
    const talker = sampleFlows.find((flow) => flow.name === 'test.talker');
    assert.ok(talker);
    const ring = { ...talker, name: 'test.ring', after: [{ flow: 'test.ring-back' }] };
    const back = { ...talker, name: 'test.ring-back', after: [{ flow: 'test.ring' }] };
    assert.throws(
      () => flows.register([ring, back]),
      /flows start after each other: test.ring -> test.ring-back -> test.ring/,
    );
    assert.throws(
      () => flows.register([{ ...ring, after: [{ flow: 'no.such' }] }]),
      /test.ring starts after no.such, which is not a flow/,
    );
    assert.equal(
      flows.definitions().some((flow) => flow.name === 'test.ring'),
      false,
    );
  });
});
