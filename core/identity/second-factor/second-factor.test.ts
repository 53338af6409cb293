import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { sql } from 'drizzle-orm/sql';
import { generate } from 'otplib';
import { identityMigrations } from '../index.ts';
import { createTestTenant, TEST_PASSWORD, testIdentity, withCode } from '../testing/index.ts';

const STEP = 30_000;

test('second factor', async (t) => {
  const store = await testStore(t, [identityMigrations]);
  const clock = manualClock('2026-03-02T08:00:00Z');
  const identity = testIdentity(store, { clock });
  const { tenant, admin, member } = await createTestTenant(identity);
  const signIn = (totp?: string, login = admin.login) =>
    identity.login({ login, password: TEST_PASSWORD, totp, ip: '203.0.113.7' });
  const codeOf = (secret: string, steps = 0) =>
    generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) + steps * 30 });

  const { secret, uri } = await identity.secondFactor.enrol(admin);
  let recoveryCodes: string[] = [];

  await t.test('enrolment asks for a first code, and nothing is asked at sign-in before', async () => {
    assert.match(uri, /^otpauth:\/\/totp\/Griot/);
    assert.ok(await signIn());
    await assert.rejects(identity.secondFactor.confirm(admin, '000000'), withCode('auth.totp_invalid'));
    ({ recoveryCodes } = await identity.secondFactor.confirm(admin, await codeOf(secret)));
    assert.equal(recoveryCodes.length, 10);
    assert.equal(new Set(recoveryCodes).size, 10);
    await assert.rejects(identity.secondFactor.enrol(admin), withCode('auth.totp_already_enrolled'));
  });

  await t.test('the secret is not readable in the database', async () => {
    const found = await store.withSystem((tx) => tx.execute(sql`SELECT secret_sealed FROM identity_second_factors`));
    assert.ok(!JSON.stringify(found.rows).includes(secret));
    const codes = await store.withSystem((tx) => tx.execute(sql`SELECT code_hash FROM identity_recovery_codes`));
    assert.ok(!JSON.stringify(codes.rows).includes(recoveryCodes[0] ?? ''));
  });

  await t.test('sign-in asks for it after the right password only', async () => {
    await assert.rejects(signIn(), withCode('auth.totp_required'));
    const wrong = identity.login({ login: admin.login, password: 'wrong', ip: '203.0.113.7' });
    await assert.rejects(wrong, withCode('auth.invalid_credentials'));
  });

  await t.test('a code counts once, and one step of drift is forgiven', async () => {
    // The step of the enrolment is spent already.
    await assert.rejects(signIn(await codeOf(secret)), withCode('auth.totp_invalid'));
    clock.advance(STEP);
    const code = await codeOf(secret);
    assert.ok(await signIn(code));
    await assert.rejects(signIn(code), withCode('auth.totp_invalid'));
    assert.ok(await signIn(await codeOf(secret, 1)));
    await assert.rejects(signIn(await codeOf(secret, 2)), withCode('auth.totp_invalid'));
    await assert.rejects(signIn(await codeOf(secret)), withCode('auth.totp_invalid'));
  });

  await t.test('of a code sent many times at once one is let in', async () => {
    clock.advance(10 * STEP);
    const code = await codeOf(secret);
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => signIn(code)));
    assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
  });

  await t.test('a recovery code counts once, in any writing', async () => {
    const [first = '', second = ''] = recoveryCodes;
    assert.ok(await signIn(first.toUpperCase().replaceAll('-', ' ')));
    await assert.rejects(signIn(first), withCode('auth.totp_invalid'));
    assert.ok(await signIn(second));
  });

  await t.test('guessing codes locks the account like guessing passwords', async () => {
    clock.advance(3600_000);
    for (let i = 0; i < 5; i++) await assert.rejects(signIn(`00000${i}`), withCode('auth.totp_invalid'));
    await assert.rejects(signIn(await codeOf(secret)), withCode('auth.locked'));
    clock.advance(3600_000);
  });

  await t.test('it is taken away with a code', async () => {
    await assert.rejects(identity.secondFactor.remove(admin, '000000'), withCode('auth.totp_invalid'));
    await identity.secondFactor.remove(admin, await codeOf(secret));
    assert.ok(await signIn());
    await assert.rejects(identity.secondFactor.remove(admin, '000000'), withCode('auth.totp_not_enrolled'));
  });

  await t.test('a role that needs it has no permissions until it is there', async () => {
    const one = await member({ roles: ['admin'] });
    await identity.updateTenant(tenant.id, { secondFactorRoles: ['admin'] });
    const before = await identity.authenticate(one.accessToken);
    assert.equal(before.mustEnrolSecondFactor, true);
    assert.equal(before.permissions.size, 0);
    const enrolled = await identity.secondFactor.enrol(before);
    await identity.secondFactor.confirm(before, await codeOf(enrolled.secret));
    const after = await identity.authenticate(one.accessToken);
    assert.equal(after.mustEnrolSecondFactor, false);
    assert.ok(after.permissions.has('core.users.manage'));
  });
});
