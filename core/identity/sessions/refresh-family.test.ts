import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDomainError, manualClock } from '@griot/kernel';
import { testStore } from '@griot/store/testing';
import { sql } from 'drizzle-orm/sql';
import fc from 'fast-check';
import { identityMigrations } from '../index.ts';
import { createTestTenant, TEST_PASSWORD, testIdentity } from '../testing/index.ts';

const GRACE_MS = 10_000;

test('a refresh family under any play of an owner and a thief', async (t) => {
  const store = await testStore(t, [identityMigrations]);
  const clock = manualClock('2026-03-02T08:00:00Z');
  const identity = testIdentity(store, { clock });
  const { admin } = await createTestTenant(identity);

  /** `token`: which of the tokens seen so far is presented, counted from the newest. `waitMs`: before. */
  const step = fc.record({
    token: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(4)),
    waitMs: fc.constantFrom(0, 1, GRACE_MS / 2, GRACE_MS, GRACE_MS + 1),
    tabs: fc.integer({ min: 1, max: 3 }),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const opened = await identity.login({ login: admin.login, password: TEST_PASSWORD, ip: '203.0.113.7' });
      /** The chain of tokens; all but the last were used, at these times. */
      const chain = [opened.refreshToken];
      const usedAt: number[] = [];
      let ended = false;
      for (const { token, waitMs, tabs } of steps) {
        clock.advance(waitMs);
        const place = Math.max(0, chain.length - 1 - token);
        const refreshToken = chain[place] ?? '';
        const now = clock.now().getTime();
        const used = usedAt[place];
        const expected: string = ended
          ? 'auth.session_ended'
          : used === undefined
            ? 'next'
            : now - used > GRACE_MS
              ? 'auth.session_ended'
              : usedAt[place + 1] === undefined
                ? 'next'
                : 'auth.refresh_invalid';
        const results = await Promise.all(
          Array.from({ length: tabs }, () =>
            identity.refresh({ refreshToken, ip: '203.0.113.8' }).then(
              (signedIn) => signedIn.refreshToken,
              (error: unknown) => (isDomainError(error) ? error.code : String(error)),
            ),
          ),
        );
        assert.equal(new Set(results).size, 1, 'all tabs get the same');
        const [result = ''] = results;
        if (expected === 'next') {
          if (used === undefined) {
            usedAt[place] = now;
            chain.push(result);
          }
          assert.equal(result, chain[place + 1]);
        } else assert.equal(result, expected);
        ended ||= expected === 'auth.session_ended';
      }
      const sessionId = opened.actor.sessionId ?? '';
      const [family] = await store.withSystem(
        async (tx) =>
          (
            await tx.execute(sql`SELECT count(*)::int AS tokens, count(*) FILTER (WHERE r.used_at IS NULL)::int AS unused,
              bool_or(s.ended_at IS NOT NULL) AS ended
            FROM identity_refresh_tokens r JOIN identity_sessions s ON s.id = r.session_id
            WHERE r.session_id = ${sessionId}`)
          ).rows,
      );
      assert.deepEqual(family, { tokens: chain.length, unused: 1, ended });
      const alive = await identity.authenticate(opened.accessToken).then(
        () => true,
        () => false,
      );
      assert.equal(alive, !ended);
    }),
    { numRuns: 40 },
  );
});
