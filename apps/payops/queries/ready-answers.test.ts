import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '@griot/kernel';
import { takeIn } from '../chain/take-in.ts';
import { WINDOWS } from '../domain/business-time.ts';
import { chainBed } from '../testing/chain-bed.ts';
import { dueAnswers } from './due-answers.ts';
import { singleFlight } from './single-flight.ts';
import { freshEnough, keptSnapshot, noteRead, PLATFORM, refreshSnapshot } from './snapshots.ts';

test('what is read is made anew each time and first, the rest before it is too old, what nobody reads of others never', async (t) => {
  const clock = manualClock('2026-11-20T10:30:00Z');
  const { store, events, tenantId, consume, drained } = await chainBed(t, { clock });
  await consume();
  const places = ['Abidjan', 'Bouake'].map((region) => ({ country: 'CI', region, city: region, currency: 'XOF' }));
  const payment = (place: object, n: number) => ({
    ...{ id: `e${n}`, type: 'payment.succeeded', time: '2026-11-20T10:05:00Z', source: 'wallet', amount: 100 },
    ...{ tenantType: 'merchant', tenantId: 'M-1', paymentId: `p${n}`, user: `u${n}`, ...place },
  });
  const here = <T>(work: Parameters<typeof store.withTenant<T>>[1]) => store.withTenant(tenantId, work);
  const due = async () => {
    const all = await here((tx) => dueAnswers(tx, { tenantId, now: clock.now() }));
    return all.map(({ entity, window }) => `${entity.tenantType} ${entity.entityId} ${window}`);
  };
  const makeAll = () =>
    here(async (tx) => {
      const now = clock.now();
      for (const one of await dueAnswers(tx, { tenantId, now })) await refreshSnapshot(tx, { tenantId, now, ...one });
    });
  assert.deepEqual(await due(), [], 'nothing has happened');
  await takeIn(events, tenantId, places.map(payment));
  await drained();

  const shared = ['platform *', 'region Abidjan', 'region Bouake'];
  const ofAll = (entities: string[]) => entities.flatMap((one) => WINDOWS.map((window) => `${one} ${window}`)).sort();
  assert.deepEqual((await due()).sort(), ofAll(shared));
  await makeAll();
  assert.deepEqual(await due(), []);

  // Somebody looks at the platform's day, and one merchant at his week.
  const merchant = { tenantType: 'merchant', entityId: 'M-1' };
  const day = { tenantId, entity: PLATFORM, window: 'today' as const };
  const week = { tenantId, entity: merchant, window: '7d' as const };
  await here(async (tx) => {
    const now = clock.now();
    await refreshSnapshot(tx, { ...week, now });
    for (const read of [day, week]) await noteRead(tx, { ...read, now });
  });
  const read = ['merchant M-1 7d', 'platform * today'];
  const ahead = await due();
  assert.deepEqual(ahead.slice(0, 2).sort(), read, 'what is read comes first');
  assert.deepEqual(
    ahead.slice(2).sort(),
    ofAll(['merchant M-1']).filter((one) => !read.includes(one)),
  );
  await makeAll();
  assert.deepEqual((await due()).sort(), read, 'each time');

  clock.advance(9 * 60_000);
  assert.deepEqual((await due()).sort(), ofAll([...shared, 'merchant M-1']));
  assert.deepEqual((await due()).slice(0, 2).sort(), read);
  const kept = await here((tx) => keptSnapshot(tx, { ...week, now: clock.now() }));
  assert.equal(kept?.snapshot.ageSeconds, 540);
  assert.equal(freshEnough(540), false, 'whoever asks has it made anew');
  assert.equal(kept?.unnoted, true);

  // Nobody has looked for a while: the merchant's are left alone, and the shared ones are made when they are old.
  await makeAll();
  clock.advance(2 * 60_000);
  assert.deepEqual(await due(), []);
  clock.advance(60_000);
  assert.deepEqual((await due()).sort(), ofAll(shared));
  const oldest = await here((tx) => keptSnapshot(tx, { ...day, now: clock.now() }));
  assert.ok(freshEnough((oldest?.snapshot.ageSeconds ?? 0) + 60), 'still young enough at the next look');
});

test('who asks for what is being computed gets that answer; a failure is not kept', async () => {
  const once = singleFlight();
  let computed = 0;
  const slowly = (fails: boolean) => async () => {
    computed += 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (fails) throw new Error('no');
    return computed;
  };
  const ask = (name: string, fails = false) => once([name], slowly(fails));
  assert.deepEqual(await Promise.all([ask('a'), ask('a'), ask('b'), ask('a')]), [2, 2, 2, 2]);
  assert.equal(computed, 2);
  assert.deepEqual(
    (await Promise.allSettled([ask('a', true), ask('a', true)])).map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(computed, 3);
  assert.equal(await ask('a'), 4);
});
