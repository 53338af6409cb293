import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { sql } from 'drizzle-orm/sql';
import { identityMigrations } from '../index.ts';
import { createTestTenant, testIdentity, withCode } from '../testing/index.ts';

const DAY = 86_400_000;

test('API tokens', async (t) => {
  const store = await testStore(t, [identityMigrations]);
  const clock = manualClock('2026-03-02T08:00:00Z');
  const identity = testIdentity(store, { clock });
  const { admin, tenant, member } = await createTestTenant(identity);
  const inDays = (days: number) => new Date(clock.now().getTime() + days * DAY);
  const create = (permissions: string[], actor = admin, days = 30) =>
    identity.apiTokens.create(actor, { name: 'Export du lundi', permissions, expiresAt: inDays(days) });

  await t.test('acts as its owner with its own permissions only, and says when it was used', async () => {
    const made = await create(['core.audit.read']);
    assert.match(made.token, /^grt_/);
    const actor = await identity.authenticate(made.token);
    assert.equal(actor.userId, admin.userId);
    assert.equal(actor.tokenId, made.id);
    assert.equal(actor.sessionId, null);
    assert.deepEqual([...actor.permissions], ['core.audit.read']);
    const [listed] = await identity.apiTokens.list(admin);
    assert.deepEqual(listed?.lastUsedAt, clock.now());
    assert.ok(!JSON.stringify(listed).includes(made.token));
  });

  await t.test('is kept as a hash only, nor is it in the audit chain', async () => {
    const made = await create(['core.audit.read']);
    const secret = made.token.slice(4);
    for (const table of ['identity_api_tokens', 'audit_entries']) {
      const found = await store.withSystem((tx) =>
        tx.execute(sql`SELECT row_to_json(r)::text AS row FROM ${sql.identifier(table)} r`),
      );
      assert.ok(!JSON.stringify(found.rows).includes(secret), table);
    }
  });

  await t.test('never has more than its owner still has', async () => {
    const { actor } = await member({ roles: ['admin'] });
    const made = await create(['core.audit.read', 'core.users.manage'], actor);
    await identity.putRole(admin, { name: 'auditeur', label: 'Auditeur', permissions: ['core.audit.read'] });
    await identity.addMember({ tenantId: tenant.id, userId: actor.userId, roles: ['auditeur'] });
    const bearer = await identity.authenticate(made.token);
    assert.deepEqual([...bearer.permissions], ['core.audit.read']);
  });

  await t.test('cannot ask for too much, too long, or for another token', async () => {
    const { actor } = await member({ roles: [] });
    await assert.rejects(
      create(['core.audit.read'], actor),
      withCode('identity.token_too_strong', { permissions: ['core.audit.read'] }),
    );
    for (const days of [0, -1, 367, Number.NaN]) {
      await assert.rejects(create([], admin, days), withCode('identity.token_expiry'));
    }
    const bearer = await identity.authenticate((await create(['core.audit.read'])).token);
    await assert.rejects(create(['core.audit.read'], bearer), withCode('identity.token_by_token'));
  });

  await t.test('stops when it expires, is revoked, or never was', async () => {
    const short = await create([], admin, 1);
    const revoked = await create([]);
    await identity.authenticate(revoked.token);
    await identity.apiTokens.revoke(admin, revoked.id);
    await assert.rejects(identity.authenticate(revoked.token), withCode('auth.token_invalid'));
    await assert.rejects(identity.apiTokens.revoke(admin, revoked.id), withCode('identity.token_not_found'));
    clock.advance(DAY);
    await assert.rejects(identity.authenticate(short.token), withCode('auth.token_invalid'));
    await assert.rejects(identity.authenticate(`grt_${'a'.repeat(43)}`), withCode('auth.token_invalid'));
  });

  await t.test('of others are out of reach', async () => {
    const made = await create([]);
    const { actor: colleague } = await member({ roles: ['admin'] });
    const { admin: stranger } = await createTestTenant(identity);
    for (const actor of [colleague, stranger]) {
      assert.deepEqual(await identity.apiTokens.list(actor), []);
      await assert.rejects(identity.apiTokens.revoke(actor, made.id), withCode('identity.token_not_found'));
    }
  });
});
