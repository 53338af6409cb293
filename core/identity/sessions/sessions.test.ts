import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { sql } from 'drizzle-orm/sql';
import { identityMigrations } from '../index.ts';
import { createTestTenant, TEST_PASSWORD, testIdentity, withCode } from '../testing/index.ts';

const from = { ip: '203.0.113.7', userAgent: 'test' };
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

test('sessions', async (t) => {
  const store = await testStore(t, [identityMigrations]);
  const clock = manualClock('2026-03-02T08:00:00Z');
  const identity = testIdentity(store, { clock });
  /** Another server process over the same store, with a memory of its own. */
  const elsewhere = testIdentity(store, { clock });
  const { tenant, admin } = await createTestTenant(identity);
  const signIn = () => identity.login({ login: admin.login, password: TEST_PASSWORD, ...from });
  const refresh = (refreshToken: string) => identity.refresh({ refreshToken, ...from });

  await t.test('a log-in gives an actor of the tenant; user names and e-mails count in any case', async () => {
    const signedIn = await identity.login({ login: ` ${admin.login.toUpperCase()}`, password: TEST_PASSWORD, ...from });
    const actor = await identity.authenticate(signedIn.accessToken);
    assert.equal(actor.userId, admin.userId);
    assert.equal(actor.tenantId, tenant.id);
    assert.equal(actor.timeZone, 'Africa/Abidjan');
    assert.ok(actor.permissions.has('core.users.manage'));
  });

  await t.test('rotation: each refresh gives a new pair of the same session', async () => {
    const first = await signIn();
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.refreshToken);
    assert.notEqual(second.refreshToken, first.refreshToken);
    assert.notEqual(third.refreshToken, second.refreshToken);
    assert.equal(third.actor.sessionId, first.actor.sessionId);
    assert.equal((await identity.authenticate(third.accessToken)).userId, admin.userId);
  });

  await t.test('tokens are kept as hashes only', async () => {
    const { refreshToken } = await signIn();
    const found = await store.withSystem((tx) =>
      tx.execute(sql`SELECT row_to_json(r)::text AS row FROM identity_refresh_tokens r`),
    );
    assert.ok(found.rows.length > 0);
    assert.ok(!JSON.stringify(found.rows).includes(refreshToken.slice(4)));
  });

  await t.test('two tabs at the same moment get the same successor, and both go on', async () => {
    const first = await signIn();
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(first.refreshToken)));
    assert.equal(new Set(answers.map((answer) => answer.refreshToken)).size, 1);
    clock.advance(9_000);
    const late = await refresh(first.refreshToken);
    assert.equal(late.refreshToken, answers[0]?.refreshToken);
    assert.ok(await refresh(late.refreshToken));
  });

  await t.test('within the grace, a token whose successor was used is refused, and nothing ends', async () => {
    const first = await signIn();
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.refreshToken);
    await assert.rejects(refresh(first.refreshToken), withCode('auth.refresh_invalid'));
    assert.ok(await refresh(third.refreshToken));
  });

  await t.test('later, an old token ends the whole family, for its thief and for its owner', async () => {
    const first = await signIn();
    const second = await refresh(first.refreshToken);
    clock.advance(10_001);
    await assert.rejects(refresh(first.refreshToken), withCode('auth.session_ended'));
    await assert.rejects(refresh(second.refreshToken), withCode('auth.session_ended'));
    await assert.rejects(identity.authenticate(second.accessToken), withCode('auth.session_ended'));
    const [entry] = await identity.audit.search(tenant.id, { action: 'core.session.ended' }, { limit: 1 });
    assert.deepEqual(entry?.after, { reason: 'refresh_reuse', userId: admin.userId });
  });

  await t.test('logging out ends the session here at once, elsewhere within five seconds', async () => {
    const signedIn = await signIn();
    await identity.authenticate(signedIn.accessToken);
    await elsewhere.authenticate(signedIn.accessToken);
    await identity.logout({ refreshToken: signedIn.refreshToken });
    await assert.rejects(identity.authenticate(signedIn.accessToken), withCode('auth.session_ended'));
    clock.advance(5_000);
    await assert.rejects(elsewhere.authenticate(signedIn.accessToken), withCode('auth.session_ended'));
    await assert.rejects(refresh(signedIn.refreshToken), withCode('auth.session_ended'));
    await identity.logout({ refreshToken: signedIn.refreshToken });
    await identity.logout({ refreshToken: 'never issued' });
  });

  await t.test('tokens expire: access after 15 minutes, refresh after 14 idle days, the session after 60', async () => {
    const first = await signIn();
    clock.advance(15 * MINUTE);
    await assert.rejects(identity.authenticate(first.accessToken), withCode('auth.token_expired'));
    let current = await refresh(first.refreshToken);
    clock.advance(14 * DAY);
    await assert.rejects(refresh(current.refreshToken), withCode('auth.refresh_invalid'));
    current = await signIn();
    for (let days = 0; days < 50; days += 10) {
      clock.advance(10 * DAY);
      current = await refresh(current.refreshToken);
    }
    clock.advance(10 * DAY);
    await assert.rejects(refresh(current.refreshToken), withCode('auth.session_ended'));
  });

  await t.test('one’s sessions are listed and ended, others’ are not there', async () => {
    const mine = await signIn();
    const other = await signIn();
    const listed = await identity.sessions(mine.actor);
    assert.deepEqual(
      listed.filter((one) => one.current).map((one) => one.id),
      [mine.actor.sessionId],
    );
    await identity.endSession(mine.actor, other.actor.sessionId ?? '');
    await assert.rejects(identity.authenticate(other.accessToken), withCode('auth.session_ended'));
    const stranger = await createTestTenant(identity);
    for (const id of [stranger.admin.sessionId ?? '', other.actor.sessionId ?? '', 'x'.repeat(36), "'; DROP TABLE"]) {
      await assert.rejects(identity.endSession(mine.actor, id), withCode('auth.session_not_found'));
    }
    assert.ok(await identity.authenticate(stranger.adminSession.accessToken));
  });

  await t.test('a blocked member, tenant or role change is noticed', async () => {
    const { tenant: place, admin: boss, member } = await createTestTenant(identity);
    const one = await member({ roles: ['admin'] });
    await identity.addMember({ tenantId: place.id, userId: one.actor.userId, roles: [] }, boss);
    assert.equal((await identity.authenticate(one.accessToken)).permissions.size, 0);
    await identity.addMember({ tenantId: place.id, userId: one.actor.userId, roles: [], active: false }, boss);
    await assert.rejects(identity.authenticate(one.accessToken), withCode('auth.session_ended'));
    await assert.rejects(refresh(one.refreshToken), withCode('auth.session_ended'));
    await identity.updateTenant(place.id, { active: false });
    await assert.rejects(identity.refresh({ refreshToken: one.refreshToken, ...from }), withCode('auth.session_ended'));
  });
});
