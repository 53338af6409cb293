import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDomainError, manualClock } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import fc from 'fast-check';
import { identityMigrations } from '../index.ts';
import { createTestTenant, TEST_PASSWORD, testIdentity, withCode } from '../testing/index.ts';
import { addressKey } from './throttle.ts';

const SECOND = 1000;

test('throttling of sign-in', async (t) => {
  const store = await testStore(t, [identityMigrations]);
  const clock = manualClock('2026-03-02T08:00:00Z');
  const identity = testIdentity(store, { clock });
  const { admin, member } = await createTestTenant(identity);
  let address = 0;
  const attempt = (login: string, password: string, ip = `198.51.100.${++address % 250}`) =>
    testIdentity(store, { clock }).login({ login, password, ip });
  const codeOf = (attempted: Promise<unknown>) =>
    attempted.then(
      () => 'in',
      (error: unknown) => (isDomainError(error) ? error.code : String(error)),
    );

  for (const [who, login] of [
    ['a real account', admin.login],
    ['an account that does not exist', 'nobody@nowhere.test'],
  ] as const) {
    await t.test(`${who} locks after five failures, longer each time, whatever process or address asks`, async () => {
      const codes: string[] = [];
      for (let i = 0; i < 6; i++) codes.push(await codeOf(attempt(login, 'wrong')));
      assert.deepEqual(codes, [...Array(5).fill('auth.invalid_credentials'), 'auth.locked']);
      await assert.rejects(attempt(login, TEST_PASSWORD), withCode('auth.locked', { retryAfterSeconds: 30 }));
      clock.advance(30 * SECOND);
      await assert.rejects(attempt(login, 'wrong'), withCode('auth.invalid_credentials'));
      await assert.rejects(attempt(login, 'wrong'), withCode('auth.locked', { retryAfterSeconds: 60 }));
      clock.advance(60 * SECOND);
    });
  }

  await t.test('the right password clears the count', async () => {
    await attempt(admin.login, TEST_PASSWORD);
    for (let i = 0; i < 5; i++) {
      await assert.rejects(attempt(admin.login, 'wrong'), withCode('auth.invalid_credentials'));
    }
    clock.advance(30 * SECOND);
    await attempt(admin.login, TEST_PASSWORD);
  });

  await t.test('of many parallel guesses no more than five are tried', async () => {
    const { actor } = await member({ roles: ['admin'] });
    const codes = await Promise.all(Array.from({ length: 30 }, () => codeOf(attempt(actor.login, 'wrong'))));
    assert.equal(codes.filter((code) => code === 'auth.invalid_credentials').length, 5);
    assert.equal(codes.filter((code) => code === 'auth.locked').length, 25);
  });

  await t.test('an address locks after fifty failures over any accounts; good sign-ins do not count', async () => {
    const ip = '2001:db8:1:2::7';
    for (let i = 0; i < 3; i++) await attempt(admin.login, TEST_PASSWORD, ip);
    const guesses: Promise<string>[] = [];
    for (let i = 0; i < 50; i++) guesses.push(codeOf(attempt(`guess-${i}`, 'wrong', ip)));
    assert.deepEqual([...new Set(await Promise.all(guesses))], ['auth.invalid_credentials']);
    const neighbour = '2001:db8:1:2:ffff::1';
    await assert.rejects(attempt('fresh', 'wrong', neighbour), withCode('auth.locked', { retryAfterSeconds: 900 }));
    await assert.rejects(attempt('fresh', 'wrong', '2001:db8:1:3::1'), withCode('auth.invalid_credentials'));
    clock.advance(900 * SECOND);
    await attempt(admin.login, TEST_PASSWORD, ip);
  });
});

test('an IPv6 caller is its /64, an IPv4 one itself, in any spelling', () => {
  assert.equal(addressKey('203.0.113.9'), '203.0.113.9');
  assert.equal(addressKey('::ffff:203.0.113.9'), '203.0.113.9');
  assert.equal(addressKey('2001:DB8::1'), '2001:db8:0:0');
  assert.equal(addressKey('2001:db8:0:0:1:2:3:4'), '2001:db8:0:0');
  assert.equal(addressKey('::1'), '0:0:0:0');
  assert.equal(addressKey('fe80::1%eth0'), 'fe80:0:0:0');
  fc.assert(
    fc.property(fc.ipV6(), fc.ipV6(), (a, b) => {
      const same = new URL(`http://[${a}]`).hostname === new URL(`http://[${b}]`).hostname;
      if (same) assert.equal(addressKey(a), addressKey(b));
      assert.equal(addressKey(a).includes(':') ? addressKey(a).split(':').length : 4, 4);
    }),
  );
});
