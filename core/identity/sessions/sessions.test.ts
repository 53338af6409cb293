import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { identityMigrations } from '../index.ts';
import { createTestTenant, TEST_PASSWORD, testIdentity } from '../testing/index.ts';

const from = { ip: '203.0.113.7', userAgent: 'test' };
const code = (expected: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, expected);
  return true;
};

test('sessions', async (t) => {
  const store = await testStore(t, [identityMigrations]);
  const clock = manualClock('2026-03-02T08:00:00Z');
  const identity = testIdentity(store, { clock });
  const { tenant, adminSession } = await createTestTenant(identity);

  await t.test('a log-in gives an actor of the tenant with all permissions for an administrator', async () => {
    const actor = await identity.authenticate(adminSession.accessToken);
    assert.equal(actor.tenantId, tenant.id);
    assert.ok(actor.permissions.has('core.users.manage'));
    assert.equal(actor.timeZone, 'Africa/Abidjan');
  });

  await t.test('a log-in works in any case', async () => {
    const login = adminSession.actor.login.toUpperCase();
    const again = await identity.login({ login: ` ${login}`, password: TEST_PASSWORD, ...from });
    assert.equal(again.actor.userId, adminSession.actor.userId);
  });

  await t.test('a wrong password and an unknown person get the same answer', async () => {
    await assert.rejects(
      identity.login({ login: adminSession.actor.login, password: 'wrong', ...from }),
      code('auth.invalid_credentials'),
    );
    await assert.rejects(
      identity.login({ login: 'nobody@nowhere.test', password: 'wrong', ...from }),
      code('auth.invalid_credentials'),
    );
  });
});
