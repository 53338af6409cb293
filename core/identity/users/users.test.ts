import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDomainError, manualClock } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { identityMigrations } from '../index.ts';
import { createTestTenant, TEST_PASSWORD, testIdentity, withCode } from '../testing/index.ts';

const ip = '203.0.113.7';
const NEXT = 'Neuf pirogues à la lagune';
const HOUR = 3600_000;

test('users and passwords', async (t) => {
  const store = await testStore(t, [identityMigrations]);
  const clock = manualClock('2026-03-02T08:00:00Z');
  const identity = testIdentity(store, { clock });
  const { tenant, admin, member } = await createTestTenant(identity);

  await t.test('nobody’s login is another one’s e-mail, in any case', async () => {
    await identity.createUser({ login: 'awa', email: 'Awa@Zones.test', name: 'Awa' });
    const taken = [
      { login: 'AWA', name: 'x' },
      { login: 'awa@zones.TEST', name: 'x' },
      { login: 'b', email: 'awa@zones.test', name: 'x' },
    ];
    for (const input of taken) await assert.rejects(identity.createUser(input), withCode('identity.login_taken'));
    assert.equal((await identity.findUser({ login: ' AWA@zones.test ' }))?.login, 'awa');
  });

  await t.test('of many at once one gets the login', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () => identity.createUser({ login: 'race', name: 'x' })),
    );
    assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
  });

  await t.test('bad input is told all at once', async () => {
    await assert.rejects(identity.createUser({ login: 'with space', name: '', email: 'no' }), (error: unknown) => {
      assert.ok(isDomainError(error));
      assert.deepEqual(
        (error.details.issues as { path: string }[]).map((issue) => issue.path),
        ['login', 'name', 'email'],
      );
      return true;
    });
  });

  await t.test('one without a password cannot sign in, nor one without a tenant', async () => {
    await assert.rejects(identity.login({ login: 'awa', password: '', ip }), withCode('auth.invalid_credentials'));
    await identity.createUser({ login: 'alone', name: 'Alone', password: TEST_PASSWORD });
    await assert.rejects(identity.login({ login: 'alone', password: TEST_PASSWORD, ip }), withCode('auth.no_tenant'));
  });

  await t.test('changing one’s password asks for the present one and ends the other sessions', async () => {
    const here = await member({ roles: [] });
    const there = await identity.login({ login: here.actor.login, password: TEST_PASSWORD, ip });
    const change = (current: string, next: string) => identity.changePassword(here.actor, { current, next });
    await assert.rejects(change('wrong', NEXT), withCode('auth.wrong_password'));
    await assert.rejects(change(TEST_PASSWORD, 'court'), withCode('identity.weak_password'));
    await change(TEST_PASSWORD, NEXT);
    assert.ok(await identity.authenticate(here.accessToken));
    await assert.rejects(identity.authenticate(there.accessToken), withCode('auth.session_ended'));
    await assert.rejects(
      identity.login({ login: here.actor.login, password: TEST_PASSWORD, ip }),
      withCode('auth.invalid_credentials'),
    );
    assert.ok(await identity.login({ login: here.actor.login, password: NEXT, ip }));
    for (let i = 0; i < 5; i++) await assert.rejects(change('wrong', NEXT), withCode('auth.wrong_password'));
    await assert.rejects(change(NEXT, TEST_PASSWORD), withCode('auth.locked'));
  });

  await t.test('a reset link works once, for an hour, ends all sessions and lifts the lock', async () => {
    const { actor, accessToken } = await member({ roles: [] });
    const issue = () => identity.issuePasswordReset({ login: actor.login, ip });
    const reset = await issue();
    assert.equal(reset?.email, actor.login);
    for (let i = 0; i < 6; i++) await identity.login({ login: actor.login, password: 'wrong', ip }).catch(() => {});
    const token = reset?.token ?? '';
    await assert.rejects(
      identity.consumePasswordReset({ token, password: 'court' }),
      withCode('identity.weak_password'),
    );
    await identity.consumePasswordReset({ token, password: NEXT });
    await assert.rejects(identity.authenticate(accessToken), withCode('auth.session_ended'));
    assert.ok(await identity.login({ login: actor.login, password: NEXT, ip }));
    await assert.rejects(identity.consumePasswordReset({ token, password: NEXT }), withCode('auth.reset_invalid'));
    const late = await issue();
    clock.advance(HOUR);
    await assert.rejects(
      identity.consumePasswordReset({ token: late?.token ?? '', password: NEXT }),
      withCode('auth.reset_invalid'),
    );
  });

  await t.test('a reset for nobody is nothing, and both are counted', async () => {
    for (let i = 0; i < 3; i++) assert.equal(await identity.issuePasswordReset({ login: 'ghost', ip }), null);
    await assert.rejects(identity.issuePasswordReset({ login: 'ghost', ip }), withCode('auth.locked'));
  });

  await t.test('managers set passwords of their own weaker members only', async () => {
    await identity.putRole(admin, { name: 'accueil', label: 'Accueil', permissions: ['core.users.manage'] });
    const { actor: desk } = await member({ roles: ['accueil'] });
    const { actor: plain } = await member({ roles: [] });
    const set = (userId: string, actor = desk) => identity.setMemberPassword(actor, { userId, password: NEXT });
    await set(plain.userId);
    await assert.rejects(set(admin.userId), withCode('identity.role_too_strong'));
    const other = await createTestTenant(identity);
    await assert.rejects(set(other.admin.userId, admin), withCode('identity.user_not_found'));
    await identity.addMember({ tenantId: other.tenant.id, userId: plain.userId, roles: [] });
    await assert.rejects(set(plain.userId, admin), withCode('identity.user_elsewhere'));
  });

  await t.test('pruning removes what is over and keeps what lives', async () => {
    const live = await member({ roles: [] });
    await identity.prune();
    assert.ok(await identity.authenticate(live.accessToken));
    clock.advance(100 * 24 * HOUR);
    await identity.prune();
    assert.equal((await identity.audit.verify(tenant.id)).ok, true);
  });
});
