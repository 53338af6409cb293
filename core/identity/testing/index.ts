export { withCode } from './expect-code.ts';

import { type Clock, manualClock, newId, silentLogger } from '@griot/kernel';
import type { Store } from '@griot/store';
import type { AccessDeclaration, Actor, Identity, Scope, SignedIn, Tenant } from '../index.ts';
import { createIdentity } from '../index.ts';

/** Passes the rules of passwords; every user of `createTestTenant` has it. */
export const TEST_PASSWORD = 'Sept baobabs au bord du fleuve';
export const TEST_SECRET = 'only-for-tests-0123456789-0123456789';

export function testIdentity(
  store: Store,
  o: { clock?: Clock; applications?: AccessDeclaration[]; secret?: string } = {},
): Identity {
  return createIdentity({
    store,
    secret: o.secret ?? TEST_SECRET,
    clock: o.clock ?? manualClock('2026-03-02T08:00:00Z'),
    log: silentLogger,
    applications: o.applications ?? [],
  });
}

export interface TestTenant {
  tenant: Tenant;
  /** Signed in, role `admin`. */
  admin: Actor;
  adminSession: SignedIn;
  /** Adds and signs in another member. */
  member(o: { roles: string[]; scopes?: Scope[]; login?: string; name?: string }): Promise<SignedIn>;
}

let count = 0;

/** A tenant with all declared applications enabled (or those given) and one signed-in administrator. */
export async function createTestTenant(
  identity: Identity,
  o: { slug?: string; applications?: string[]; currency?: string; timeZone?: string; locale?: 'fr' | 'en' } = {},
): Promise<TestTenant> {
  const slug = o.slug ?? `tenant-${++count}`;
  const declared = new Set(identity.access.permissions.map((permission) => permission.name.split('.', 1)[0] ?? ''));
  declared.delete('core');
  const tenant = await identity.createTenant({
    slug,
    name: `Tenant ${slug}`,
    currency: o.currency ?? 'XOF',
    timeZone: o.timeZone ?? 'Africa/Abidjan',
    locale: o.locale ?? 'fr',
    applications: o.applications ?? [...declared],
  });
  const member: TestTenant['member'] = async ({ roles, scopes, login, name }) => {
    const unique = login ?? `${roles[0] ?? 'member'}-${++count}@${slug}.test`;
    const user = await identity.createUser({
      login: unique,
      name: name ?? `Member ${count}`,
      email: unique.includes('@') ? unique : null,
      password: TEST_PASSWORD,
    });
    await identity.addMember({ tenantId: tenant.id, userId: user.id, roles, scopes });
    return identity.login({ login: unique, password: TEST_PASSWORD, tenant: slug, ip: '127.0.0.1', userAgent: 'test' });
  };
  const adminSession = await member({ roles: ['admin'] });
  return { tenant, admin: adminSession.actor, adminSession, member };
}

/** An actor out of thin air, for tests that need no database. */
export function fakeActor(o: Omit<Partial<Actor>, 'permissions'> & { permissions?: Iterable<string> } = {}): Actor {
  return {
    userId: newId(),
    tenantId: newId(),
    tenantSlug: 'fake',
    tenantName: 'Fake',
    name: 'Fake',
    login: 'fake',
    roles: [],
    scopes: [],
    sessionId: null,
    tokenId: null,
    locale: 'fr',
    ownLocale: 'fr',
    timeZone: 'Africa/Abidjan',
    currency: 'XOF',
    applications: [],
    mustEnrolSecondFactor: false,
    ...o,
    permissions: new Set(o.permissions ?? []),
  };
}
