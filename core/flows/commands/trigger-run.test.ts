import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDomainError, newId } from '@griot/kernel';
import { testFlows } from '../testing/test-flows.ts';

const by = { kind: 'api', id: 'token' } as const;

test('triggers, without a worker', async (t) => {
  const bed = await testFlows(t);
  const { flows, tenantId } = bed;

  await t.test('parameters are checked, defaulted and frozen; all faults are told', async () => {
    const { runId } = await flows.trigger(tenantId, 'test.waiting-coalesce', { key: 'defaults' }, by);
    assert.deepEqual((await flows.run(tenantId, runId)).parameters, { key: 'defaults', ms: 60_000 });
    await assert.rejects(flows.trigger(tenantId, 'test.waiting-coalesce', { key: 1, ms: 'x' }, by), (error) => {
      assert.ok(isDomainError(error) && error.code === 'flows.parameters_invalid');
      assert.deepEqual(
        (error.details.issues as { path: string }[]).map((issue) => issue.path),
        ['key', 'ms'],
      );
      return true;
    });
    await assert.rejects(flows.trigger(tenantId, 'no.such', {}, by), { code: 'flows.unknown_flow' });
  });

  await t.test('one run per key: coalesced, refused, or one more waiting', async () => {
    const first = await flows.trigger(tenantId, 'test.waiting-coalesce', { key: 'k' }, by);
    const second = await flows.trigger(tenantId, 'test.waiting-coalesce', { key: 'k' }, by);
    assert.deepEqual(second, { runId: first.runId, deduplicated: true, reason: 'already_running' });
    assert.equal((await flows.trigger(tenantId, 'test.waiting-coalesce', { key: 'other' }, by)).deduplicated, false);
    assert.equal((await flows.trigger(newId(), 'test.waiting-coalesce', { key: 'k' }, by)).deduplicated, false);

    const refused = await flows.trigger(tenantId, 'test.waiting-refuse', { key: 'k' }, by);
    await assert.rejects(flows.trigger(tenantId, 'test.waiting-refuse', { key: 'k' }, by), (error) => {
      assert.ok(isDomainError(error) && error.code === 'flows.already_running');
      assert.equal(error.details.runId, refused.runId);
      return true;
    });

    const active = await flows.trigger(tenantId, 'test.waiting-queue', { key: 'k' }, by);
    const waiting = await flows.trigger(tenantId, 'test.waiting-queue', { key: 'k', ms: 1 }, by);
    assert.equal(waiting.deduplicated, false);
    const third = await flows.trigger(tenantId, 'test.waiting-queue', { key: 'k', ms: 2 }, by);
    assert.deepEqual(third, { runId: waiting.runId, deduplicated: true, reason: 'already_waiting' });
    const before = await flows.run(tenantId, waiting.runId);
    assert.deepEqual([before.waiting, before.taskList[0]?.state], [true, 'pending']);
    assert.equal(await flows.cancel(tenantId, active.runId, by), 'cancelling');
    const after = await flows.run(tenantId, waiting.runId);
    assert.deepEqual([after.waiting, after.taskList[0]?.state], [false, 'ready']);
  });

  await t.test('a hundred triggers at once make one run', async () => {
    const results = await Promise.all(
      Array.from({ length: 100 }, () => flows.trigger(tenantId, 'test.waiting-coalesce', { key: 'storm' }, by)),
    );
    assert.equal(new Set(results.map((result) => result.runId)).size, 1);
    assert.equal(results.filter((result) => !result.deduplicated).length, 1);
    const queued = await Promise.all(
      Array.from({ length: 50 }, () => flows.trigger(tenantId, 'test.waiting-queue', { key: 'storm' }, by)),
    );
    assert.equal(new Set(queued.map((result) => result.runId)).size, 2);
  });

  await t.test('an idempotency key answers with the first run, also when that has ended', async () => {
    const once = { idempotencyKey: 'upload 7' };
    const first = await flows.trigger(tenantId, 'test.diamond', {}, by, once);
    await flows.cancel(tenantId, first.runId, by);
    assert.equal((await flows.run(tenantId, first.runId)).state, 'cancelled');
    assert.deepEqual(await flows.trigger(tenantId, 'test.diamond', {}, by, once), {
      runId: first.runId,
      deduplicated: true,
      reason: 'idempotency_key',
    });
  });

  await t.test('a trigger in a transaction that fails was never there', async () => {
    const key = { key: 'undone' };
    let undone = '';
    await assert.rejects(
      bed.store.withTenant(tenantId, async (tx) => {
        undone = (await flows.trigger(tenantId, 'test.waiting-coalesce', key, by, { tx })).runId;
        throw new Error('the act failed');
      }),
    );
    await assert.rejects(flows.run(tenantId, undone), { code: 'flows.run_not_found' });
    assert.equal((await flows.trigger(tenantId, 'test.waiting-coalesce', key, by)).deduplicated, false);
  });

  await t.test('re-runs are refused where they make no sense', async () => {
    const open = await flows.trigger(tenantId, 'test.waiting-coalesce', { key: 'r' }, by);
    const rerun = (runId: string) => flows.rerun(tenantId, runId, { from: 'failed', by });
    await assert.rejects(rerun(open.runId), { code: 'flows.run_not_ended' });
    await flows.cancel(tenantId, open.runId, by);
    const next = await flows.trigger(tenantId, 'test.waiting-coalesce', { key: 'r' }, by);
    await assert.rejects(rerun(open.runId), { code: 'flows.already_running' });
    await flows.cancel(tenantId, next.runId, by);
    assert.equal((await rerun(open.runId)).runId, open.runId);
    assert.equal((await flows.run(tenantId, open.runId)).taskList[0]?.state, 'ready');
    await assert.rejects(rerun(newId()), { code: 'flows.run_not_found' });
    await assert.rejects(rerun('no id'), { code: 'flows.run_not_found' });
    await assert.rejects(flows.rerun(tenantId, open.runId, { from: 'failed', params: {}, by }), {
      code: 'flows.parameters_fixed',
    });
  });

  await t.test('the catalogue shows graphs and forms; old history goes', async () => {
    const waiting = flows.catalogue().find((flow) => flow.name === 'test.waiting-queue');
    assert.deepEqual(waiting?.parameters.required, ['key']);
    assert.equal(waiting?.whenBusy, 'queue');
    assert.equal(waiting?.tasks[0]?.timeoutMs, 120_000);
    const { runs } = await flows.prune({ runDays: 0 });
    assert.ok(runs >= 3);
    assert.deepEqual((await flows.runs(tenantId, { states: ['cancelled'] })).items, []);
    assert.ok((await flows.queue(tenantId)).openRuns > 0);
  });
});
