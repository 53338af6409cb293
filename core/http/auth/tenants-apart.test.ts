import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignedIn } from '@griot/identity';
import { createTestTenant } from '@griot/identity/testing';
import { sql } from 'drizzle-orm/sql';
import fc from 'fast-check';
import { testServer } from '../testing/index.ts';

interface Place {
  name: string;
  marker: string;
  admin: SignedIn;
  /** Ids of everything that exists in this tenant. */
  users: string[];
  sessions: string[];
  tokens: string[];
  roles: string[];
}

test('whatever is asked with whatever ids, nobody sees or touches another tenant', async (t) => {
  const { inject, identity, store, tenant: first } = await testServer(t, { rateLimits: false });
  const findings = await store.withSystem((tx) =>
    tx.execute(sql`SELECT relation, problem FROM griot.isolation_findings`),
  );
  assert.deepEqual(findings.rows, []);
  const second = await createTestTenant(identity);

  const furnish = async (name: string, { tenant, adminSession, member }: typeof first): Promise<Place> => {
    const marker = `only-${name}`;
    const one = await member({ roles: ['admin'], name: `${marker} person`, login: `${marker}@${tenant.slug}.test` });
    await identity.putRole(adminSession.actor, { name: `${marker}-role`, label: marker, permissions: [] });
    const expiresAt = new Date('2026-06-01T00:00:00Z');
    const token = await identity.apiTokens.create(adminSession.actor, { name: marker, permissions: [], expiresAt });
    return {
      name,
      marker,
      admin: adminSession,
      users: [one.actor.userId, adminSession.actor.userId],
      sessions: [one.actor.sessionId ?? '', adminSession.actor.sessionId ?? ''],
      tokens: [token.id],
      roles: [`${marker}-role`, 'admin'],
    };
  };
  const places = [await furnish('here', first), await furnish('there', second)] as const;

  const snapshot = async (place: Place) => ({
    members: await identity.members(place.admin.actor.tenantId),
    roles: await identity.roles(place.admin.actor),
    tokens: (await identity.apiTokens.list(place.admin.actor)).map(({ lastUsedAt: _, ...rest }) => rest),
    sessions: (await identity.sessions(place.admin.actor)).map(({ id }) => id),
    entries: (await identity.audit.verify(place.admin.actor.tenantId)).entries,
  });

  const requests = fc.record({
    from: fc.constantFrom(0, 1),
    of: fc.constantFrom(0, 1),
    pick: fc.nat(1),
    request: fc.constantFrom(
      'GET /api/users',
      'GET /api/roles',
      'GET /api/audit?text=only',
      'GET /api/audit?actorId={user}',
      'GET /api/audit/export',
      'GET /api/auth/sessions',
      'GET /api/auth/tokens',
      'GET /api/auth/tenants',
      'GET /api/auth/me',
      'PUT /api/users/{user}',
      'POST /api/users/{user}/password',
      'DELETE /api/auth/sessions/{session}',
      'DELETE /api/auth/tokens/{token}',
      'DELETE /api/roles/{role}',
      'POST /api/auth/switch',
    ),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(requests, { maxLength: 6 }), async (steps) => {
      for (const step of steps) {
        // Reading one's own is fine; writing is tried with the other's ids only, so that the places stay furnished.
        const asker = places[step.from] ?? places[0];
        const [method, template = ''] = step.request.split(' ') as ['GET' | 'PUT' | 'POST' | 'DELETE', string];
        const other = places[1 - step.from] ?? places[1];
        const target = method === 'GET' ? (places[step.of] ?? places[0]) : other;
        const one = (ids: string[]) => ids[step.pick] ?? ids[0] ?? '';
        const url = template
          .replace('{user}', one(target.users))
          .replace('{session}', one(target.sessions))
          .replace('{token}', one(target.tokens))
          .replace('{role}', target.roles[0] ?? '');
        const payload = template.endsWith('switch')
          ? { tenant: target.admin.actor.tenantSlug }
          : { roles: [], scopes: [], active: false, password: 'Neuf pirogues à la lagune' };
        const before = await snapshot(other);
        const answer = await inject({ as: asker.admin, method, url, ...(method === 'GET' ? {} : { payload }) });
        assert.ok(answer.status < 500, `${method} ${url}: ${answer.status} ${answer.text}`);
        // The address asked for is repeated in errors.
        const told = answer.text.replaceAll(url, '');
        assert.ok(!told.includes(other.marker), `${method} ${url} shows ${answer.text}`);
        assert.ok(!answer.text.includes(other.admin.actor.tenantId), `${method} ${url}`);
        if (method !== 'GET') assert.ok(answer.status >= 400, `${method} ${url}: ${answer.status}`);
        assert.deepEqual(await snapshot(other), before, `${method} ${url} changed the other tenant`);
      }
    }),
    { numRuns: 60 },
  );
});
