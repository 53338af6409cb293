import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { generate } from 'otplib';
import { identityMigrations } from '../index.ts';
import { createTestTenant, testIdentity } from '../testing/index.ts';

test('a visit is remembered on the account, once, and on nobody else’s', async (t) => {
  const store = await testStore(t, [identityMigrations]);
  const identity = testIdentity(store);
  const { admin, member } = await createTestTenant(identity);
  const { actor: other } = await member({ roles: [] });
  assert.deepEqual(await identity.account(admin), { secondFactor: false, seenTours: [] });
  await identity.markTourSeen(admin, 'welcome');
  await identity.markTourSeen(admin, 'welcome');
  assert.deepEqual((await identity.account(admin)).seenTours, ['welcome']);
  assert.deepEqual((await identity.account(other)).seenTours, []);
  for (let at = 0; at < 60; at++) await identity.markTourSeen(admin, `tour-${at}`);
  assert.equal((await identity.account(admin)).seenTours.length, 50, 'a row cannot be filled without end');
});

test('the account says whether a second factor is active: not before its first right code', async (t) => {
  const store = await testStore(t, [identityMigrations]);
  const clock = manualClock('2026-03-02T08:00:00Z');
  const identity = testIdentity(store, { clock });
  const { admin } = await createTestTenant(identity);
  const { secret } = await identity.secondFactor.enrol(admin);
  assert.equal((await identity.account(admin)).secondFactor, false);
  const epoch = Math.floor(clock.now().getTime() / 1000);
  await identity.secondFactor.confirm(admin, await generate({ secret, epoch }));
  assert.equal((await identity.account(admin)).secondFactor, true);
});
