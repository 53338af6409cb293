import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock, silentLogger } from '@griot/kernel';
import { sampleFlows } from '../testing/sample-flows.ts';
import { testFlows } from '../testing/test-flows.ts';
import { serveDueSchedules } from './serve-due-schedules.ts';

const by = { kind: 'user', id: 'u1' } as const;
const FLOW = 'test.waiting-coalesce';

test('schedules', async (t) => {
  const clock = manualClock('2026-03-28T10:04:00Z');
  const bed = await testFlows(t, clock);
  const { flows, tenantId } = bed;
  const tick = () => serveDueSchedules(bed.store, { flows: sampleFlows, clock, log: silentLogger });
  const runs = async () => (await flows.runs(tenantId, { flow: FLOW })).items;
  const schedule = async () => (await flows.schedules(tenantId)).find((one) => one.flow === FLOW);
  const idOf = async () => (await schedule())?.id ?? '';
  await flows.ensureSchedules(tenantId, { timeZone: 'Africa/Abidjan', flows: [FLOW] });

  await t.test('nothing before its time, one run at it, by however many at once', async () => {
    assert.equal(await tick(), 0);
    clock.set('2026-03-28T10:10:00Z');
    const served = await Promise.all(Array.from({ length: 8 }, tick));
    assert.equal(
      served.reduce((sum, one) => sum + one, 0),
      1,
    );
    const [run, ...others] = await runs();
    assert.deepEqual(others, []);
    assert.deepEqual(run?.triggeredBy, { kind: 'schedule', id: (await schedule())?.id });
    assert.equal(run?.scheduledFor, '2026-03-28T10:10:00.000Z');
    assert.deepEqual(run?.parameters, { key: 'scheduled', ms: 1 });
    const after = await schedule();
    assert.deepEqual([after?.lastResult, after?.lastRunId], ['started', run?.id]);
    assert.equal(after?.next[0], '2026-03-28T10:20:00.000Z');
  });

  await t.test('a tick that finds the last run under way is skipped', async () => {
    clock.set('2026-03-28T10:20:00Z');
    assert.equal(await tick(), 1);
    assert.equal((await runs()).length, 1);
    assert.equal((await schedule())?.lastResult, 'skipped');
  });

  await t.test('ticks missed while nobody was there are served once', async () => {
    for (const run of await runs()) await flows.cancel(tenantId, run.id, by);
    clock.set('2026-03-28T15:33:00Z');
    assert.equal(await tick(), 1);
    assert.equal((await runs()).length, 2);
    assert.equal((await schedule())?.next[0], '2026-03-28T15:40:00.000Z');
  });

  await t.test('a pause makes up for nothing', async () => {
    for (const run of await runs()) await flows.cancel(tenantId, run.id, by);
    await flows.pauseSchedule(tenantId, await idOf(), by);
    clock.set('2026-03-28T18:00:00Z');
    assert.equal(await tick(), 0);
    assert.deepEqual([(await schedule())?.next, (await schedule())?.pausedBy], [[], 'u1']);
    await flows.ensureSchedules(tenantId, { timeZone: 'Africa/Abidjan', flows: [FLOW] });
    assert.equal(await tick(), 0, 'a restart does not undo the pause');
    await flows.resumeSchedule(tenantId, await idOf());
    assert.equal(await tick(), 0);
    assert.equal((await schedule())?.next[0], '2026-03-28T18:10:00.000Z');
  });

  await t.test('a changed schedule follows the wall clock of its zone over the change of clocks', async () => {
    await flows.changeSchedule(tenantId, await idOf(), {
      timeZone: 'Africa/Abidjan',
      schedule: { cron: '30 8 * * *', timeZone: 'Europe/Paris', parameters: { key: 'paris', ms: 1 } },
    });
    assert.deepEqual((await schedule())?.next.slice(0, 2), ['2026-03-29T06:30:00.000Z', '2026-03-30T06:30:00.000Z']);
    await flows.ensureSchedules(tenantId, { timeZone: 'Africa/Abidjan', flows: [FLOW] });
    assert.equal((await schedule())?.timeZone, 'Europe/Paris', 'a restart does not undo what a person set');
    await assert.rejects(
      flows.changeSchedule(tenantId, await idOf(), {
        timeZone: 'UTC',
        schedule: { cron: 'nonsense', parameters: { key: 'x' } },
      }),
      { code: 'flows.schedule_invalid' },
    );
    await assert.rejects(flows.pauseSchedule(tenantId, tenantId, by), { code: 'flows.schedule_not_found' });
  });
});
