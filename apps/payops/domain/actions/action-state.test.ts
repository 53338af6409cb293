import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDomainError } from '@griot/kernel';
import fc from 'fast-check';
import { type ActionState, type Approval, isSigned, type Machine, type Move, move } from './action-state.ts';
import { GROUPS, type Group, RISKS, requirementOf } from './action-types.ts';

/** Eight accounts of six people: u6 and u7 are second accounts of u0 and u1. */
const PERSON: Record<string, string> = { u6: 'u0', u7: 'u1' };
const USERS = ['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7'];
const personOf = (user: string) => PERSON[user] ?? user;

/** What the model knows besides the machine: who may sign now, and what was really done. */
interface Model {
  rights: Map<string, Group[]>;
  effects: number;
  signed: { person: string; groups: Group[]; user: string }[];
  now: number;
}
interface Real {
  action: Machine;
}

const END: readonly ActionState[] = ['rejected', 'cancelled', 'expired', 'failed'];

/** Tries a move; what is refused must change nothing. */
function attempt(real: Real, what: Move): boolean {
  const before = JSON.stringify(real.action);
  try {
    real.action = move(real.action, what);
    return true;
  } catch (error) {
    assert.ok(isDomainError(error));
    assert.equal(JSON.stringify(real.action), before);
    return false;
  }
}

class Step implements fc.Command<Model, Real> {
  readonly name: string;
  readonly act: (m: Model, r: Real) => void;
  constructor(name: string, act: (m: Model, r: Real) => void) {
    this.name = name;
    this.act = act;
  }
  check = () => true;
  toString = () => this.name;
  run(m: Model, r: Real): void {
    const before = r.action.state;
    this.act(m, r);
    m.now += 1;
    const { action } = r;
    // An end is an end; what was executed can only be rolled back.
    if (END.includes(before)) assert.equal(action.state, before);
    if (before === 'rolled_back') assert.equal(action.state, 'rolled_back');
    if (before === 'executed') assert.ok(['executed', 'rolled_back'].includes(action.state));
    // Approved means signed, by others than the requester, each person once.
    const people = action.approvals.map(({ person }) => person);
    assert.equal(new Set(people).size, people.length);
    assert.ok(!people.includes(action.requesterPerson));
    if (['approved', 'executing', 'executed'].includes(action.state))
      assert.ok(isSigned(action.requirement, action.approvals));
    assert.ok(m.effects <= 1, 'an effect at most once');
  }
}

const approve = (user: string, hash: string) =>
  new Step(`approve ${user} ${hash}`, (m, r) => {
    const groups = m.rights.get(user) ?? [];
    const done = attempt(r, { kind: 'approve', at: m.now, by: { userId: user, person: personOf(user), groups }, hash });
    if (!done) return;
    assert.equal(hash, 'shown');
    assert.notEqual(personOf(user), 'u0');
    assert.ok(groups.length > 0);
    m.signed.push({ user, person: personOf(user), groups });
  });

const execute = (how: 'through' | 'crash before' | 'crash after' | 'fails') =>
  new Step(`execute, ${how}`, (m, r) => {
    const wasUnderWay = r.action.state === 'executing';
    if (!attempt(r, { kind: 'begin', at: m.now, entitled: (user) => m.rights.get(user) ?? [] })) return;
    if (!wasUnderWay) {
      // Signatures of people who may still sign: judged anew, not believed.
      const { people, groups } = r.action.requirement;
      const still = m.signed
        .map((one) => ({ ...one, groups: one.groups.filter((g) => m.rights.get(one.user)?.includes(g)) }))
        .filter((one) => one.groups.length > 0);
      assert.ok(new Set(still.map(({ person }) => person)).size >= people);
      for (const group of groups) assert.ok(still.some((one) => one.groups.includes(group)));
    }
    if (how === 'crash before') return;
    if (how === 'fails') return void attempt(r, { kind: 'fail', at: m.now });
    // The effect and the end are one transaction: a crash after it finds both, a crash before it neither.
    if (attempt(r, { kind: 'succeed', at: m.now })) m.effects += 1;
  });

const steps = [
  fc
    .constantFrom(...USERS)
    .chain((user) => fc.constantFrom('shown', 'shown', 'shown', 'other').map((hash) => approve(user, hash))),
  fc.constantFrom(...(['through', 'crash before', 'crash after', 'fails'] as const)).map(execute),
  fc.constantFrom(...USERS).map(
    (user) =>
      new Step(
        `reject ${user}`,
        (m, r) =>
          void attempt(r, {
            kind: 'reject',
            at: m.now,
            by: { userId: user, person: personOf(user), groups: m.rights.get(user) ?? [] },
          }),
      ),
  ),
  fc.constantFrom(...USERS).map(
    (user) =>
      new Step(`cancel ${user}`, (m, r) => {
        if (attempt(r, { kind: 'cancel', at: m.now, by: user })) assert.equal(user, 'u0');
      }),
  ),
  fc.constantFrom(1, 10, 1000).map(
    (ms) =>
      new Step(`wait ${ms}`, (m) => {
        m.now += ms;
      }),
  ),
  fc.constant(
    new Step('expire', (m, r) => {
      if (attempt(r, { kind: 'expire', at: m.now })) assert.ok(m.now >= 500);
    }),
  ),
  fc.constant(
    new Step('roll back', (m, r) => {
      if (attempt(r, { kind: 'roll_back', at: m.now, rollback: 'x' })) assert.equal(m.effects, 1);
    }),
  ),
  fc.tuple(fc.constantFrom(...USERS), fc.subarray([...GROUPS])).map(
    ([user, groups]) =>
      new Step(`rights of ${user}: ${groups.join('+')}`, (m) => {
        m.rights.set(user, groups);
      }),
  ),
];

test('random people, any order, rights that come and go, crashes: never without its signatures, never twice', () => {
  let executed = 0;
  fc.assert(
    fc.property(fc.constantFrom(...RISKS), fc.commands(steps, { maxCommands: 60, size: 'max' }), (risk, commands) => {
      const setup = () => {
        const rights = new Map<string, Group[]>(
          USERS.map((user, n) => [user, n % 2 === 0 ? [...GROUPS] : ['operations', 'risk']]),
        );
        const action: Machine = {
          ...{ state: 'pending_approval', requester: 'u0', requesterPerson: 'u0', hash: 'shown', approvals: [] },
          ...{ requirement: requirementOf(risk), expiresAt: 500, rollback: null },
        };
        return { model: { rights, effects: 0, signed: [], now: 0 }, real: { action } };
      };
      const last: { model?: Model } = {};
      fc.modelRun(() => {
        const made = setup();
        last.model = made.model;
        return made;
      }, commands);
      executed += last.model?.effects ?? 0;
    }),
    {
      numRuns: Number(process.env.TEST_ROUNDS ?? 1500),
      ...(process.env.TEST_SEED ? { seed: Number(process.env.TEST_SEED) } : {}),
    },
  );
  assert.ok(executed > 20, `${executed} runs came to an execution`);
});

test('groups are joined by AND, and one person signs for one of them', () => {
  const by = (person: string, ...groups: Group[]): Approval => ({ userId: person, person, groups });
  const both = { people: 2, groups: ['risk', 'finance'] as Group[] };
  assert.ok(!isSigned(both, [by('a', 'risk', 'finance')]));
  assert.ok(!isSigned(both, [by('a', 'risk', 'finance'), by('b', 'operations')]));
  assert.ok(isSigned(both, [by('a', 'risk', 'finance'), by('b', 'risk')]), 'a signs for finance then');
  assert.ok(!isSigned({ people: 3, groups: ['risk'] }, [by('a', 'risk'), by('b', 'risk')]));
});
