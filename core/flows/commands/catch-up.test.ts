import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock, silentLogger } from '@griot/kernel';
import { sampleFlows } from '../testing/sample-flows.ts';
import { testFlows } from '../testing/test-flows.ts';
import { serveDueSchedules } from './serve-due-schedules.ts';

const by = { kind: 'user', id: 'u1' } as const;

test('schedules that people make', async (t) => {
  const clock = manualClock('2026-03-28T10:04:00Z');
  const bed = await testFlows(t, clock);
  const { flows, tenantId } = bed;
  const timeZone = 'Europe/Paris';
  const tick = () => serveDueSchedules(bed.store, { flows: sampleFlows, clock, log: silentLogger });
  const make = async (catchUp: 'none' | 'one' | 'all', flow = 'test.daily', cron = '30 2 * * *') => {
    const parameters = flow === 'test.daily' ? { day: '{{day-1}}' } : { key: catchUp };
    const { id } = await flows.addSchedule(tenantId, flow, {
      timeZone,
      schedule: { cron, parameters, catchUp, title: catchUp },
    });
    return {
      id,
      runs: async () => (await flows.runs(tenantId, { triggeredById: id })).items.reverse(),
      view: async () => (await flows.schedules(tenantId)).find((one) => one.id === id),
    };
  };

  await t.test(
    'the platform was away for three nights: none, one, or each in order, with the days of their ticks',
    async () => {
      const [none, one] = [await make('none'), await make('one')];
      clock.set('2026-03-28T10:05:00Z'); // ids sort by time: of schedules due at once, the elder is served first
      const all = await make('all');
      clock.set('2026-03-31T08:00:00Z'); // the first of these nights has no 02:30 in Paris
      while ((await tick()) > 0);
      const daysOf = async (made: typeof none) => (await made.runs()).map((run) => run.parameters.day);
      assert.deepEqual(await daysOf(none), []);
      assert.equal((await none.view())?.lastResult, 'missed');
      assert.deepEqual(await daysOf(one), ['2026-03-28'], 'the tick that was due, for all that were missed');
      // A run with that day is under way already (the key is the day): its own tick waits, and loses nothing.
      for (const run of await one.runs()) await flows.cancel(tenantId, run.id, by);
      clock.set('2026-03-31T08:00:10Z');
      while ((await tick()) > 0);
      assert.deepEqual(await daysOf(all), ['2026-03-28', '2026-03-29', '2026-03-30']);
      assert.deepEqual(
        (await all.runs()).map((run) => run.scheduledFor),
        ['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z', '2026-03-31T00:30:00.000Z'],
      );
      for (const made of [none, one, all]) assert.equal((await made.view())?.next[0], '2026-04-01T00:30:00.000Z');
    },
  );

  await t.test('several for one flow; changed with their version, put back, removed', async () => {
    await flows.ensureSchedules(tenantId, { timeZone, flows: ['test.waiting-queue'] });
    const made = await make('one', 'test.waiting-queue', '0 6 * * 1');
    const mine = (await flows.schedules(tenantId)).filter((one) => one.flow === 'test.waiting-queue');
    assert.deepEqual(
      mine.map((one) => [one.declared, one.cron]),
      [
        [true, '*/10 * * * *'],
        [false, '0 6 * * 1'],
      ],
    );
    const change = (version: number, cron: string) =>
      flows.changeSchedule(tenantId, made.id, { timeZone, version, schedule: { cron, parameters: { key: 'x' } } });
    await change(1, '0 7 * * 1');
    await assert.rejects(change(1, '0 8 * * 1'), { code: 'flows.schedule_changed' });
    assert.equal((await made.view())?.cron, '0 7 * * 1');
    const declared = mine[0]?.id ?? '';
    await assert.rejects(flows.removeSchedule(tenantId, declared), { code: 'flows.schedule_declared' });
    await assert.rejects(flows.resetSchedule(tenantId, made.id, { timeZone }), { code: 'flows.schedule_not_found' });
    await flows.changeSchedule(tenantId, declared, {
      timeZone,
      schedule: { cron: '0 1 * * *', parameters: { key: 'k' } },
    });
    await flows.resetSchedule(tenantId, declared, { timeZone });
    const again = (await flows.schedules(tenantId)).find((one) => one.id === declared);
    assert.deepEqual([again?.cron, again?.custom], ['*/10 * * * *', false]);
    await flows.removeSchedule(tenantId, made.id);
    assert.equal(await made.view(), undefined);
  });

  await t.test('bad expressions, zones and parameters are refused before anything is kept', async () => {
    const schedule = (cron: string, zone: string, parameters: Record<string, unknown>) =>
      flows.addSchedule(tenantId, 'test.daily', { timeZone: zone, schedule: { cron, parameters } });
    await assert.rejects(schedule('61 * * * *', timeZone, { day: '{{day}}' }), { code: 'flows.schedule_invalid' });
    await assert.rejects(schedule('0 * * * *', 'Europe/Nowhere', { day: '{{day}}' }), {
      code: 'flows.schedule_invalid',
    });
    await assert.rejects(schedule('0 * * * *', timeZone, { day: 'yesterday' }), { code: 'flows.parameters_invalid' });
    assert.equal((await flows.schedules(tenantId)).filter((one) => one.flow === 'test.daily').length, 3);
  });

  await t.test('while its flow is paused a tick passes, and says so', async () => {
    const made = await make('one', 'test.waiting-coalesce', '0 12 * * *');
    await flows.pauseFlow(tenantId, 'test.waiting-coalesce', by);
    clock.set('2026-03-31T12:00:00Z');
    while ((await tick()) > 0);
    assert.deepEqual([await made.runs(), (await made.view())?.lastResult], [[], 'missed']);
  });
});
