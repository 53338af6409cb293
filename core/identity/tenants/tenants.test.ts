import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testStore } from '@griot/store/testing';
import { sql } from 'drizzle-orm/sql';
import { identityMigrations } from '../index.ts';
import { createTestTenant, TEST_PASSWORD, testIdentity, withCode } from '../testing/index.ts';

const ip = '203.0.113.7';

test('tenants, members and roles', async (t) => {
  const store = await testStore(t, [identityMigrations]);
  const label = { fr: 'x', en: 'x' };
  const identity = testIdentity(store, {
    applications: [
      {
        permissions: [{ name: 'zones.clients.read', label }],
        roles: [{ name: 'lecteur', label, permissions: ['zones.clients.read'] }],
      },
    ],
  });
  const a = await createTestTenant(identity);
  const b = await createTestTenant(identity);

  await t.test('a member of two tenants chooses at sign-in, and switches', async () => {
    const { actor } = await a.member({ roles: ['lecteur'] });
    await identity.addMember({ tenantId: b.tenant.id, userId: actor.userId, roles: ['admin'] });
    const signIn = (tenant?: string) => identity.login({ login: actor.login, password: TEST_PASSWORD, tenant, ip });
    await assert.rejects(
      signIn(),
      withCode('auth.tenant_choice', {
        tenants: [a.tenant, b.tenant].map(({ slug, name }) => ({ slug, name })),
      }),
    );
    const inA = await signIn(a.tenant.slug);
    assert.deepEqual(inA.actor.roles, ['lecteur']);
    const inB = await identity.switchTenant(inA.actor, b.tenant.slug, { ip });
    assert.equal(inB.actor.tenantId, b.tenant.id);
    assert.deepEqual(inB.actor.roles, ['admin']);
    await assert.rejects(identity.authenticate(inA.accessToken), withCode('auth.session_ended'));
    await assert.rejects(identity.refresh({ refreshToken: inA.refreshToken, ip }), withCode('auth.session_ended'));
    await assert.rejects(identity.switchTenant(inB.actor, 'nowhere', { ip }), withCode('auth.not_a_member'));
    assert.deepEqual((await identity.tenantsOf(actor.userId)).length, 2);
  });

  await t.test('a foreign tenant at sign-in is a wrong password', async () => {
    for (const tenant of [b.tenant.slug, 'nowhere']) {
      await assert.rejects(
        identity.login({ login: a.admin.login, password: TEST_PASSWORD, tenant, ip }),
        withCode('auth.invalid_credentials'),
      );
    }
  });

  await t.test('scopes and permissions follow the member', async () => {
    const scopes = [{ kind: 'zones.region', id: 'Abidjan' }];
    const { accessToken } = await a.member({ roles: ['lecteur'], scopes });
    const actor = await identity.authenticate(accessToken);
    assert.deepEqual(actor.scopes, scopes);
    assert.deepEqual([...actor.permissions], ['zones.clients.read']);
    assert.throws(() => identity.require(actor, 'core.audit.read'), withCode('auth.forbidden'));
    identity.require(actor, 'zones.clients.read');
    await identity.updateTenant(a.tenant.id, { applications: [] });
    assert.equal((await identity.authenticate(accessToken)).permissions.size, 0);
    await identity.updateTenant(a.tenant.id, { applications: ['zones'] });
  });

  await t.test('nobody gives more than they have, in rights or in sight', async () => {
    await identity.putRole(a.admin, { name: 'accueil', label: 'Accueil', permissions: ['core.users.manage'] });
    const scopes = [{ kind: 'zones.region', id: 'Abidjan' }];
    const { actor: desk } = await a.member({ roles: ['accueil'], scopes });
    const { actor: plain } = await a.member({ roles: [] });
    const put = (roles: string[], to: { kind: string; id: string }[], tenantId = a.tenant.id) =>
      identity.addMember({ tenantId, userId: plain.userId, roles, scopes: to }, desk);
    await assert.rejects(put(['admin'], scopes), withCode('identity.role_too_strong'));
    await assert.rejects(put(['accueil'], []), withCode('identity.scope_too_wide'));
    await assert.rejects(
      put(['accueil'], [{ kind: 'zones.region', id: 'Alger' }]),
      withCode('identity.scope_too_wide'),
    );
    await assert.rejects(put(['accueil'], scopes, b.tenant.id), withCode('identity.tenant_not_found'));
    await assert.rejects(
      identity.addMember({ tenantId: a.tenant.id, userId: a.admin.userId, roles: [], scopes }, desk),
      withCode('identity.role_too_strong'),
    );
    assert.deepEqual((await put(['accueil'], scopes)).roles, ['accueil']);
    await assert.rejects(
      identity.putRole(desk, { name: 'tout', label: 'x', permissions: ['core.audit.read'] }),
      withCode('identity.role_too_strong'),
    );
  });

  await t.test('a new person and their membership come together or not at all', async () => {
    const person = { login: 'new@zones.test', name: 'New', password: TEST_PASSWORD };
    await assert.rejects(
      identity.createMember(a.admin, { ...person, roles: ['ghost'] }),
      withCode('identity.unknown_role', { roles: ['ghost'] }),
    );
    assert.equal(await identity.findUser({ login: person.login }), null);
    const made = await identity.createMember(a.admin, { ...person, roles: ['lecteur'] });
    assert.equal(made.login, person.login);
    await assert.rejects(
      identity.createMember(b.admin, { ...person, roles: [] }),
      withCode('identity.login_taken', { login: person.login }),
    );
  });

  await t.test('the last administrator stays, also when two go at once', async () => {
    const c = await createTestTenant(identity);
    const { actor: second } = await c.member({ roles: ['admin'] });
    const leave = (userId: string) => identity.addMember({ tenantId: c.tenant.id, userId, roles: [] });
    const results = await Promise.allSettled([leave(c.admin.userId), leave(second.userId)]);
    assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  });

  await t.test('roles of a tenant are its own', async () => {
    await identity.putRole(b.admin, { name: 'caisse', label: 'Caisse', permissions: ['zones.clients.read'] });
    const names = async (actor: typeof a.admin) => (await identity.roles(actor)).map((role) => role.name);
    assert.ok((await names(b.admin)).includes('caisse'));
    assert.ok(!(await names(a.admin)).includes('caisse'));
    await assert.rejects(
      identity.addMember({ tenantId: a.tenant.id, userId: a.admin.userId, roles: ['caisse'] }),
      withCode('identity.unknown_role', { roles: ['caisse'] }),
    );
    await assert.rejects(identity.removeRole(a.admin, 'caisse'), withCode('identity.role_not_found'));
    await b.member({ roles: ['caisse'] });
    await assert.rejects(identity.removeRole(b.admin, 'caisse'), withCode('identity.role_in_use'));
    await assert.rejects(
      identity.putRole(b.admin, { name: 'admin', label: 'x', permissions: [] }),
      withCode('identity.role_reserved'),
    );
    await assert.rejects(
      identity.putRole(b.admin, { name: 'bad', label: 'x', permissions: ['x.y.z'] }),
      withCode('identity.unknown_permission', { permissions: ['x.y.z'] }),
    );
  });

  await t.test('a slug is given once, and bad settings are refused', async () => {
    const input = {
      slug: a.tenant.slug,
      name: 'x',
      currency: 'XOF',
      timeZone: 'Africa/Abidjan',
      locale: 'fr' as const,
    };
    await assert.rejects(
      identity.createTenant({ ...input, applications: [] }),
      withCode('identity.tenant_exists', { slug: a.tenant.slug }),
    );
    const bad = { ...input, slug: 'Not Good', timeZone: 'Mars/Olympus', currency: 'francs', applications: [] };
    await assert.rejects(identity.createTenant(bad), withCode('identity.bad_input'));
  });

  await t.test('a naked query in one tenant sees nobody of another', async () => {
    const tables = ['identity_members', 'identity_roles', 'identity_sessions', 'identity_api_tokens', 'audit_entries'];
    for (const table of [...tables, 'identity_refresh_tokens', 'identity_member_scopes', 'audit_heads']) {
      const found = await store.withTenant(a.tenant.id, (tx) =>
        tx.execute(sql`SELECT DISTINCT tenant_id FROM ${sql.identifier(table)}`),
      );
      for (const row of found.rows) assert.equal(row.tenant_id, a.tenant.id, table);
    }
    for (const table of ['identity_users', 'identity_tenants', 'identity_throttle', 'identity_password_resets']) {
      await assert.rejects(
        store.withTenant(a.tenant.id, (tx) => tx.execute(sql`SELECT * FROM ${sql.identifier(table)}`)),
        table,
      );
    }
  });
});
