import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDomainError, silentLogger } from '@griot/kernel';
import fc from 'fast-check';
import { type DayState, daysOf, daysToStart, endOfBackfill } from '../domain/backfill-days.ts';
import { sampleFlows } from '../testing/sample-flows.ts';
import { testFlows } from '../testing/test-flows.ts';
import { advanceBackfills } from './advance-backfills.ts';

const by = { kind: 'user', id: 'u1' } as const;

test('never more days at a time than the limit, each once, and the whole ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      fc.infiniteStream(fc.nat()),
      (count, parallel, newestFirst, picks) => {
        const days = daysOf('2024-02-25', daysOf('2024-02-25', '2024-12-31')[count - 1] ?? '').map((day) => ({
          day,
          state: 'waiting' as DayState,
        }));
        const started: string[] = [];
        while (endOfBackfill(days) === undefined) {
          for (const day of daysToStart(days, { parallel, newestFirst })) {
            started.push(day);
            for (const one of days) if (one.day === day) one.state = 'running';
          }
          const running = days.filter((one) => one.state === 'running');
          assert.ok(running.length > 0 && running.length <= parallel);
          const ended = running[(picks.next().value ?? 0) % running.length];
          if (ended) ended.state = 'succeeded';
        }
        assert.deepEqual(started, newestFirst ? days.map((one) => one.day).reverse() : days.map((one) => one.day));
      },
    ),
  );
});

test('backfills', async (t) => {
  const bed = await testFlows(t);
  const { flows, tenantId } = bed;
  await bed.startWorker();
  const ended = async (id: string) => {
    for (let tries = 0; ; tries += 1) {
      await advanceBackfills(bed.store, { flows: sampleFlows, log: silentLogger });
      const backfill = await flows.backfill(tenantId, id);
      assert.ok(backfill.days.running <= backfill.parallel, 'the limit holds');
      if (backfill.state !== 'running') return backfill;
      assert.ok(tries < 600, JSON.stringify(backfill.days));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };

  await t.test('a run for each day; the failed days run again, and only they', async () => {
    const input = {
      firstDay: '2026-02-27',
      lastDay: '2026-03-02',
      parallel: 2,
      parameters: { bad: ['2026-03-01'], stepMs: 60 },
    };
    const { id, days } = await flows.startBackfill(tenantId, 'test.daily', input, by);
    assert.equal(days, 4);
    const first = await ended(id);
    assert.deepEqual([first.state, first.days.succeeded, first.days.failed], ['failed', 3, 1]);
    assert.match(first.dayList.find((day) => day.state === 'failed')?.error ?? '', /nothing for 2026-03-01/);
    const runs = (await flows.runs(tenantId, { triggeredById: id })).items;
    assert.deepEqual(runs.map((run) => run.parameters.day).sort(), [
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ]);
    assert.ok(runs.every((run) => run.backfillId === id && run.triggeredBy.kind === 'backfill'));
    assert.deepEqual(await flows.rerunFailedDays(tenantId, id), { days: 1 });
    assert.equal((await ended(id)).state, 'failed', 'the data did not change');
    assert.equal((await flows.runs(tenantId, { triggeredById: id })).items.length, 5);
    const sound = await flows.startBackfill(
      tenantId,
      'test.daily',
      { ...input, parameters: {}, newestFirst: true },
      by,
    );
    assert.equal((await ended(sound.id)).state, 'succeeded');
    await assert.rejects(flows.rerunFailedDays(tenantId, sound.id), { code: 'flows.nothing_to_rerun' });
  });

  await t.test('cancelled as a whole: what runs is ended, what waits never starts', async () => {
    const input = { firstDay: '2026-01-01', lastDay: '2026-01-20', parallel: 2, parameters: { stepMs: 60_000 } };
    const { id } = await flows.startBackfill(tenantId, 'test.daily', input, by);
    await advanceBackfills(bed.store, { flows: sampleFlows, log: silentLogger });
    await assert.rejects(flows.rerunFailedDays(tenantId, id), { code: 'flows.backfill_running' });
    assert.equal(await flows.cancelBackfill(tenantId, id, by), 'cancelling');
    const after = await ended(id);
    assert.deepEqual([after.state, after.days.cancelled], ['cancelled', 20]);
    assert.equal((await flows.runs(tenantId, { triggeredById: id })).items.length, 2);
    assert.equal(await flows.cancelBackfill(tenantId, id, by), 'already_ended');
  });

  await t.test('a day whose key somebody else holds waits for its turn', async () => {
    const held = await flows.trigger(tenantId, 'test.daily', { day: '2026-04-02', stepMs: 60_000 }, by);
    const { id } = await flows.startBackfill(
      tenantId,
      'test.daily',
      { firstDay: '2026-04-02', lastDay: '2026-04-02' },
      by,
    );
    await advanceBackfills(bed.store, { flows: sampleFlows, log: silentLogger });
    assert.equal((await flows.backfill(tenantId, id)).days.waiting, 1);
    await flows.cancel(tenantId, held.runId, by);
    const done = await ended(id);
    assert.deepEqual([done.state, done.dayList[0]?.runId === held.runId], ['succeeded', false]);
  });

  await t.test('bad ranges are told all at once, at their fields', async () => {
    const refused = async (input: Parameters<typeof flows.startBackfill>[2]) => {
      const error = await flows.startBackfill(tenantId, 'test.daily', input, by).catch((caught: unknown) => caught);
      assert.ok(isDomainError(error));
      return [error.code, ((error.details.issues ?? []) as { path: string }[]).map((issue) => issue.path)];
    };
    assert.deepEqual(await refused({ firstDay: '2026-02-30', lastDay: 'x', parallel: 9 }), [
      'flows.backfill_invalid',
      ['firstDay', 'lastDay', 'parallel'],
    ]);
    assert.deepEqual(await refused({ firstDay: '2026-02-02', lastDay: '2026-02-01' }), [
      'flows.backfill_invalid',
      ['lastDay'],
    ]);
    assert.deepEqual(await refused({ firstDay: '2000-01-01', lastDay: '2026-02-01' }), [
      'flows.backfill_invalid',
      ['lastDay'],
    ]);
    assert.deepEqual(await refused({ firstDay: '2026-02-02', lastDay: '2026-02-03', parameters: { stepMs: 'x' } }), [
      'flows.parameters_invalid',
      ['stepMs'],
    ]);
    await assert.rejects(
      flows.startBackfill(tenantId, 'test.diamond', { firstDay: '2026-01-01', lastDay: '2026-01-01' }, by),
      { code: 'flows.no_backfill' },
    );
  });
});
