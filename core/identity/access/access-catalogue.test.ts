import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withCode } from '../testing/index.ts';
import { buildAccessCatalogue } from './access-catalogue.ts';
import type { AccessDeclaration } from './declarations.ts';

const label = { fr: 'x', en: 'x' };
const zones: AccessDeclaration = {
  permissions: ['zones.clients.read', 'zones.alerts.manage'].map((name) => ({ name, label })),
  roles: [{ name: 'lecteur', label, permissions: ['zones.clients.read'] }],
};
const compta: AccessDeclaration = {
  permissions: [{ name: 'compta.books.read', label }],
  roles: [{ name: 'lecteur', label, permissions: ['compta.books.read'] }],
};

test('an administrator has everything of the core and of the enabled applications, nothing of others', () => {
  const access = buildAccessCatalogue([zones, compta]);
  const granted = access.resolve({ roles: ['admin'], applications: ['zones'] });
  assert.ok(granted.has('core.users.manage'));
  assert.ok(granted.has('zones.alerts.manage'));
  assert.ok(!granted.has('compta.books.read'));
});

test('a role declared by two applications joins their permissions', () => {
  const access = buildAccessCatalogue([zones, compta]);
  const granted = access.resolve({ roles: ['lecteur'], applications: ['zones', 'compta'] });
  assert.deepEqual([...granted].sort(), ['compta.books.read', 'zones.clients.read']);
});

test('the tenant’s own role grants what is declared, and nothing that no longer is', () => {
  const access = buildAccessCatalogue([zones]);
  const ownRoles = new Map([['caisse', ['zones.clients.read', 'gone.thing.read']]]);
  assert.deepEqual(
    [...access.resolve({ roles: ['caisse'], applications: ['zones', 'gone'], ownRoles })],
    ['zones.clients.read'],
  );
});

test('an own role cannot stand in for a built-in one', () => {
  const access = buildAccessCatalogue([zones]);
  const ownRoles = new Map([['lecteur', ['zones.alerts.manage']]]);
  const granted = access.resolve({ roles: ['lecteur'], applications: ['zones'], ownRoles });
  assert.deepEqual([...granted], ['zones.clients.read']);
});

test('faults of declarations are told all at once', () => {
  const bad: AccessDeclaration = {
    permissions: [
      { name: 'zones', label },
      { name: 'core.audit.read', label },
    ],
    roles: [{ name: 'x', label, permissions: ['zones.nothing.read'] }],
  };
  assert.throws(
    () => buildAccessCatalogue([bad]),
    withCode('identity.bad_declaration', {
      faults: [
        'permission "zones" is not app.resource.verb',
        'permission "core.audit.read" is declared twice',
        'role "x" names the unknown permission "zones.nothing.read"',
      ],
    }),
  );
});

test('no roles and applications ever grant a permission outside the enabled applications', () => {
  const access = buildAccessCatalogue([zones, compta]);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('admin', 'lecteur', 'caisse', 'nobody')),
      fc.subarray(['zones', 'compta']),
      fc.array(fc.constantFrom('zones.clients.read', 'compta.books.read', 'core.audit.read', '__proto__', 'x.y.z')),
      (roles, applications, own) => {
        const granted = access.resolve({ roles, applications, ownRoles: new Map([['caisse', own]]) });
        for (const name of granted) assert.ok(['core', ...applications].includes(name.split('.')[0] ?? ''));
      },
    ),
  );
});
