import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testFlows } from '../testing/test-flows.ts';

const by = { kind: 'user', id: 'u1' } as const;
const moment = (ms = 25): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('pauses', async (t) => {
  const bed = await testFlows(t);
  const { flows, tenantId } = bed;
  await bed.startWorker();

  await t.test('a paused run starts no further task; what runs ends; resumed it goes on', async () => {
    const { runId } = await flows.trigger(tenantId, 'test.diamond', { stepMs: 300 }, by);
    while ((await flows.run(tenantId, runId)).taskList[0]?.state !== 'running') await moment();
    assert.equal(await flows.pauseRun(tenantId, runId, by), true);
    assert.equal(await flows.pauseRun(tenantId, runId, by), false);
    while ((await flows.run(tenantId, runId)).taskList[0]?.state !== 'succeeded') await moment();
    await moment(500); // two rounds of the worker
    const paused = await flows.run(tenantId, runId);
    assert.deepEqual(
      paused.taskList.map((task) => task.state),
      ['succeeded', 'ready', 'ready', 'pending'],
    );
    assert.equal(paused.pausedBy, 'u1');
    assert.deepEqual([...new Set((await flows.waiting(tenantId)).map((one) => one.reason))], ['run_paused']);
    await flows.resumeRun(tenantId, runId, by);
    assert.equal((await bed.ended(runId)).state, 'succeeded');
    await assert.rejects(flows.pauseRun(tenantId, runId, by), { code: 'flows.run_ended' });
  });

  await t.test('a paused run can be cancelled', async () => {
    const { runId } = await flows.trigger(tenantId, 'test.waiting-queue', { key: 'p' }, by);
    await flows.pauseRun(tenantId, runId, by);
    await flows.cancel(tenantId, runId, by);
    assert.equal((await bed.ended(runId)).state, 'cancelled');
  });

  await t.test(
    'a paused flow takes triggers and runs nothing until it is resumed; others are not held up',
    async () => {
      assert.equal(await flows.pauseFlow(tenantId, 'test.diamond', by), true);
      const { runId } = await flows.trigger(tenantId, 'test.diamond', {}, by);
      const other = await flows.trigger(tenantId, 'test.talker', { figure: 1 }, by);
      await bed.ended(other.runId);
      assert.equal((await flows.run(tenantId, runId)).state, 'queued');
      assert.deepEqual(
        (await flows.pauses(tenantId)).map((one) => [one.flow, one.pausedBy]),
        [['test.diamond', 'u1']],
      );
      assert.deepEqual(
        (await flows.waiting(tenantId)).map((one) => [one.reason, one.task]),
        [['flow_paused', 'a']],
      );
      await flows.resumeFlow(tenantId, 'test.diamond');
      assert.equal((await bed.ended(runId)).state, 'succeeded');
      assert.deepEqual(await flows.waiting(tenantId), []);
    },
  );

  await t.test('who waits behind a key is told whose it is', async () => {
    const first = await flows.trigger(tenantId, 'test.waiting-queue', { key: 'k' }, by);
    const second = await flows.trigger(tenantId, 'test.waiting-queue', { key: 'k', ms: 1 }, by);
    const [waiting] = (await flows.waiting(tenantId)).filter((one) => one.reason === 'key');
    assert.deepEqual([waiting?.runId, waiting?.heldBy, waiting?.concurrencyKey], [second.runId, first.runId, 'k']);
    assert.equal((await flows.run(tenantId, second.runId)).heldBy, first.runId);
    await flows.cancel(tenantId, first.runId, by);
    assert.equal((await bed.ended(second.runId)).state, 'succeeded');
  });

  await t.test('history by version: counts, success rate, mean times of the run and of its tasks', async () => {
    await bed.ended((await flows.trigger(tenantId, 'test.failing', { failures: -1 }, by)).runId);
    await bed.ended((await flows.trigger(tenantId, 'test.failing', { failures: 0 }, by)).runId);
    const [version, ...others] = await flows.versions(tenantId, 'test.failing');
    assert.deepEqual(others, []);
    assert.deepEqual([version?.runs, version?.succeeded, version?.failed, version?.successRate], [2, 1, 1, 0.5]);
    assert.ok((version?.meanMs ?? 0) > 0 && version?.medianMs === version?.meanMs);
    assert.deepEqual(
      version?.tasks.map((task) => [task.name, (task.meanMs ?? -1) >= 0]),
      ['first', 'shaky', 'last', 'beside'].map((name) => [name, true]),
    );
    const ended = await flows.endedSince(new Date(Date.now() - 60_000));
    assert.deepEqual(
      ended.filter((one) => one.flow === 'test.failing').map((one) => [one.state, one.failure?.task ?? null]),
      [
        ['failed', 'shaky'],
        ['succeeded', null],
      ],
    );
  });

  await t.test('a log is narrowed by attempt, level and text', async () => {
    const { runId } = await flows.trigger(tenantId, 'test.failing', { failures: 1 }, by);
    await bed.ended(runId);
    const texts = async (o: Parameters<typeof flows.logs>[3]) =>
      (await flows.logs(tenantId, runId, 0, { locale: 'en', ...o })).lines.map((line) => line.text);
    assert.match(
      (await texts({ task: 'shaky', levels: ['warn', 'error'] })).join('\n'),
      /^shaky failed \(tried again in .*\): attempt 1 failed$/,
    );
    assert.equal((await texts({ task: 'shaky', attempt: 1, search: 'ATTEMPT 1 FAILED' })).length, 1);
    assert.deepEqual(await texts({ task: 'shaky', attempt: 2, search: '%' }), []);
    const french = { locale: 'fr' as const, search: 'A ÉCHOUÉ' };
    assert.match((await texts(french)).join('\n'), /^shaky a échoué \(nouvel essai dans .* s\) : attempt 1 failed$/);
    assert.deepEqual(await texts({ ...french, locale: 'en' }), [], 'a reader finds what they read');
  });
});
