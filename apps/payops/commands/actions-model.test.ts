import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Actor } from '@griot/identity';
import { isDomainError, manualClock } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import fc from 'fast-check';
import { payopsPlatform } from '../testing/payops-platform.ts';
import { approveAction, closeAction } from './decide-action.ts';
import { executeAction, tendActions } from './execute-action.ts';
import { requestAction, requestRollback } from './request-action.ts';

/** Six accounts; `twin` is marked as the second account of `asker`. */
const WHO = ['asker', 'twin', 'ops', 'risk', 'risk2', 'finance'] as const;
type Who = (typeof WHO)[number];
const ROLES = ['operations', 'risque', 'finance', 'viewer'] as const;
const MAY_SIGN: Record<string, boolean> = { operations: true, risque: true, finance: true };
const START = 10_000_000;

type Step =
  | { kind: 'ask' | 'reject' | 'cancel' | 'rollback'; who: Who; of: number }
  | { kind: 'approve'; who: Who; of: number; shown: boolean }
  | { kind: 'execute'; who: Who; of: number; crash: 'none' | 'before commit' | 'after' }
  | { kind: 'role'; who: Who; role: (typeof ROLES)[number] }
  | { kind: 'wait'; hours: number }
  | { kind: 'tend' };

const who = fc.constantFrom(...WHO);
const of = fc.nat(2);
const crash = fc.constantFrom('none' as const, 'none' as const, 'before commit' as const, 'after' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ask' as const), who, of }) },
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ kind: fc.constant('approve' as const), who, of },
      shown: fc.constantFrom(true, true, true, true, false),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('execute' as const), who, of, crash }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rollback' as const), who, of }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('reject' as const, 'cancel' as const), who, of }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('role' as const), who, role: fc.constantFrom(...ROLES) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 5, 25) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'tend' as const }) },
);

/** What people usually do, all in one: chance alone seldom comes to an end. */
const story: fc.Arbitrary<Step[]> = fc.record({ of, crash, ops: who }).map(({ of: n, crash: how, ops }) => [
  { kind: 'approve', who: ops, of: n, shown: true },
  { kind: 'approve', who: 'risk', of: n, shown: true },
  { kind: 'execute', who: 'ops', of: n, crash: how },
]);
const steps = fc
  .array(fc.oneof({ weight: 5, arbitrary: step.map((one) => [one]) }, { weight: 2, arbitrary: story }), {
    ...{ minLength: 20, maxLength: 30 },
  })
  .map((parts) => parts.flat());

interface Kept extends Record<string, unknown> {
  id: string;
  state: string;
  rollback_of: string | null;
  requested_by: string;
  effects: number;
  signers: string[];
}

async function bed(t: Pick<TestContext, 'after'>) {
  const clock = manualClock('2026-03-02T08:00:00Z');
  const platform = await payopsPlatform(t, { clock });
  const { services, tenant, tenantId, store, identity } = platform;
  const ids = new Map<Who, string>();
  for (const name of WHO) ids.set(name, (await tenant.member({ roles: ['operations'] })).actor.userId);
  const userOf = (name: Who) => ids.get(name) ?? '';
  await store.withTenant(tenantId, (tx) =>
    tx.execute(sql`INSERT INTO payops_same_person (tenant_id, user_id, person)
      VALUES (${tenantId}, ${userOf('asker')}, 'one'), (${tenantId}, ${userOf('twin')}, 'one')`),
  );
  await platform.send([
    {
      ...{
        id: 'beat',
        type: 'agent.heartbeat',
        time: '2026-03-02T07:59:00Z',
        source: 'wallet',
        amount: 0,
        currency: 'XOF',
      },
      ...{ tenantType: 'agent', tenantId: 'A-9', country: 'CI', region: 'Abidjan', city: 'Abidjan', float: START },
      ...{ latitude: 5, longitude: -4 },
    },
  ]);
  const actor = async (name: Who): Promise<Actor> => {
    const found = await identity.actorOf(tenantId, userOf(name));
    assert.ok(found);
    return { ...found, sessionId: '00000000-0000-7000-8000-000000000001' };
  };
  const rows = async () => {
    const { rows: kept } = await store.withTenant(tenantId, (tx) =>
      tx.execute<Kept>(sql`
        SELECT a.id, a.state, a.rollback_of, a.requested_by,
               (SELECT count(*)::int FROM payops_float_adjustments f WHERE f.tenant_id = a.tenant_id AND f.action_id = a.id) AS effects,
               ARRAY(SELECT s.user_id::text FROM payops_action_signatures s WHERE s.tenant_id = a.tenant_id AND s.action_id = a.id) AS signers
          FROM payops_actions a ORDER BY a.id DESC`),
    );
    return kept;
  };
  /** Dies with everything of the effect written and nothing of it committed. */
  const dying = {
    ...services,
    identity: {
      ...identity,
      audit: {
        ...identity.audit,
        record: (...[tx, event]: Parameters<typeof identity.audit.record>) => {
          if (event.action === 'payops.action.executed') throw new Error('killed');
          return identity.audit.record(tx, event);
        },
      },
    },
  };
  return { ...platform, clock, userOf, actor, rows, dying };
}

test('random people over the database, rights that come and go, crashes: signed by others, done once, the chain verifies', async (t) => {
  const { services, tenantId, store, identity, clock, userOf, actor, rows, dying, ...platform } = await bed(t);
  let roles = new Map<Who, string>();
  const nameOf = (id: string) => WHO.find((name) => userOf(name) === id) ?? 'ops';
  const personOf = (name: Who) => (name === 'twin' ? 'asker' : name);
  const seen = { executed: 0, refused: 0, takenBack: 0, crashed: 0, expired: 0 };
  const setRole = async (name: Who, role: string) => {
    await identity.addMember({ tenantId, userId: userOf(name), roles: [role] });
    roles.set(name, role);
  };

  /** By the model alone: two people who are not the asker, one of risk beside another. */
  const mayBegin = (one: Kept): boolean => {
    const asker = personOf(nameOf(one.requested_by));
    const signers = one.signers
      .map(nameOf)
      .filter((name) => personOf(name) !== asker && MAY_SIGN[roles.get(name) ?? '']);
    return new Set(signers.map(personOf)).size >= 2 && signers.some((name) => roles.get(name) === 'risque');
  };

  const act = async (s: Step): Promise<void> => {
    const before = await rows();
    const at = 'of' in s ? before[s.of] : undefined;
    if (s.kind === 'role') return setRole(s.who, s.role);
    if (s.kind === 'wait') return clock.advance(s.hours * 3_600_000);
    if (s.kind === 'tend') {
      clock.advance(61_000);
      seen.expired += (await tendActions(services, tenantId)).expired;
      return;
    }
    const by = await actor(s.who);
    if (s.kind === 'ask') {
      const parameters = { agentId: 'A-9', amount: 150_000, currency: 'XOF', reason: 'au hasard' };
      await store.withTenant(tenantId, (tx) => requestAction(services, tx, by, { type: 'ADJUST_FLOAT', parameters }));
      return;
    }
    if (!at) return;
    if (s.kind === 'approve') {
      const { rows: hashes } = await store.withTenant(tenantId, (tx) =>
        tx.execute<{ h: string }>(sql`SELECT parameters_hash AS h FROM payops_actions WHERE id = ${at.id}::uuid`),
      );
      const hash = s.shown ? String(hashes[0]?.h) : '0'.repeat(64);
      await approveAction(services, by, { id: at.id, hash });
      assert.ok(s.shown && personOf(s.who) !== personOf(nameOf(at.requested_by)) && MAY_SIGN[roles.get(s.who) ?? '']);
      return;
    }
    if (s.kind === 'rollback') {
      await store.withTenant(tenantId, (tx) => requestRollback(services, tx, by, { id: at.id, reason: 'au hasard' }));
      assert.equal(at.state, 'executed');
      return;
    }
    if (s.kind === 'reject' || s.kind === 'cancel') {
      await closeAction(services, by, { id: at.id, how: s.kind, reason: 'au hasard' });
      if (s.kind === 'cancel') assert.equal(userOf(s.who), at.requested_by);
      return;
    }
    if (s.kind !== 'execute') return;
    try {
      await executeAction(s.crash === 'before commit' ? dying : services, by, at.id);
    } catch (error) {
      if (isDomainError(error)) throw error;
      seen.crashed += 1;
    }
    // It has begun now: then by signatures that still counted.
    if (at.state === 'approved') assert.ok(mayBegin(at), `${JSON.stringify(at)} ${JSON.stringify([...roles])}`);
    if (s.crash === 'after') await executeAction(services, by, at.id).catch((error) => assert.ok(isDomainError(error)));
  };

  await fc.assert(
    fc.asyncProperty(steps, async (some) => {
      roles = new Map();
      for (const name of WHO)
        await setRole(name, { risk: 'risque', risk2: 'risque', finance: 'finance' }[name as 'risk'] ?? 'operations');
      for (const s of [{ kind: 'ask', who: 'asker', of: 0 } as const, ...some]) {
        try {
          await act(s);
        } catch (error) {
          if (!isDomainError(error)) throw error;
          seen.refused += 1;
        }
        for (const one of await rows()) {
          const done = one.state === 'executed' || one.state === 'rolled_back';
          assert.equal(one.effects, done ? 1 : 0, `${one.state}: ${one.effects} effects after ${JSON.stringify(s)}`);
        }
      }
      // What a crash left is taken up, by nobody's hand, once.
      clock.advance(61_000);
      await tendActions(services, tenantId);
      const all = await rows();
      assert.ok(all.every(({ state }) => state !== 'executing'));
      const executed = all.filter(({ effects }) => effects === 1);
      const sum = executed.reduce((n, one) => n + (one.rollback_of === null ? 150_000 : -150_000), START);
      const { rows: agents } = await store.withTenant(tenantId, (tx) =>
        tx.execute<{ float: string }>(sql`SELECT float::text AS float FROM agent_locations WHERE agent_id = 'A-9'`),
      );
      assert.equal(agents[0]?.float, String(sum));
      seen.executed = executed.length;
      seen.takenBack = executed.filter(({ rollback_of }) => rollback_of !== null).length;
    }),
    {
      numRuns: Number(process.env.TEST_ROUNDS ?? 8),
      ...(process.env.TEST_SEED ? { seed: Number(process.env.TEST_SEED) } : {}),
    },
  );
  t.diagnostic(JSON.stringify(seen));
  assert.ok(seen.refused > 0 && seen.executed > 0, JSON.stringify(seen));
  assert.equal((await identity.audit.verify(tenantId)).ok, true);
  await platform.drained();
});
