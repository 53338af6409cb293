import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignedIn } from '@griot/identity';
import zones from '../app.ts';
import { zonesPlatform } from '../testing/zones-platform.ts';

const IDS: Record<string, string> = {
  id: 'ENT-00001',
  zone_id: 'ZI-KOU',
  zone: 'ZI-KOU',
  kpi: 'ca_total',
  metric: 'ca_total',
};
const WRITES = ['zones.imports.run', 'zones.alerts.manage'];

/** Every endpoint of the application asked by every kind of member: who may, may; who may not, is told so. */
test('each endpoint answers each role as its permission says, and a scope narrows it for all of them', async (t) => {
  const platform = await zonesPlatform(t);
  await platform.demonstrate({ seed: 11, scale: 0.05, asOf: '2026-11-21' });
  const { tenant, services } = platform;
  const koumassi = [{ kind: 'zones.zone', id: 'ZI-KOU' }];
  const own = await platform.get<{ items: { id_entreprise: string }[] }>('/api/clients?zone=ZI-KOU&limit=1');
  IDS.id = own.items[0]?.id_entreprise ?? '';
  const members: { name: string; as: SignedIn; may: (permission: string) => boolean; scoped: boolean }[] = [
    { name: 'admin', as: tenant.adminSession, may: () => true, scoped: false },
    ...(await Promise.all(
      zones.roles.map(async (role) => ({
        name: role.name,
        as: await tenant.member({ roles: [role.name] }),
        may: (permission: string) => permission === 'authenticated' || role.permissions.includes(permission),
        scoped: false,
      })),
    )),
    {
      name: 'lecteur of one zone',
      as: await tenant.member({ roles: ['lecteur'], scopes: koumassi }),
      may: (permission) =>
        permission === 'authenticated' || (permission.endsWith('.read') && permission !== 'zones.imports.read'),
      scoped: true,
    },
    {
      name: 'member without a role',
      as: await tenant.member({ roles: [] }),
      may: () => false,
      scoped: false,
    },
  ];
  const names = (await platform.get<{ zones: { name: string }[] }>('/api/zones/filters')).zones.map(
    (zone) => zone.name,
  );
  const others = names.filter((name) => name !== 'Koumassi');
  assert.ok(others.length > 3);
  const endpoints = zones.endpoints(services);
  assert.ok(endpoints.length > 60, `${endpoints.length} endpoints`);

  for (const member of members) {
    await t.test(member.name, async () => {
      for (const endpoint of endpoints) {
        const url = endpoint.path.replace(/:(\w+)/g, (_all, name: string) => IDS[name] ?? 'none');
        // What would change something is asked with a body that is refused after the permission.
        const answer = await platform.inject({ method: endpoint.method, url, as: member.as });
        const where = `${member.name}: ${endpoint.method} ${url}: ${answer.status} ${answer.text.slice(0, 200)}`;
        if (!member.may(endpoint.permission)) {
          assert.equal(answer.status, 403, where);
          assert.ok(!names.some((name) => answer.text.includes(name)), where);
          continue;
        }
        assert.notEqual(answer.status, 403, where);
        assert.ok(answer.status < 500, where);
        if (endpoint.method === 'GET' && !WRITES.includes(endpoint.permission) && !url.includes('imports')) {
          assert.equal(answer.status, 200, where);
          if (member.scoped)
            assert.deepEqual(
              others.filter((name) => answer.text.includes(name)),
              [],
              where,
            );
        }
      }
      const nobody = await platform.inject({ method: 'GET', url: '/api/clients', as: null });
      assert.equal(nobody.status, 401);
    });
  }
});
