import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignedIn } from '@griot/identity';
import { sql } from 'drizzle-orm/sql';
import { makeNetwork } from '../simulator/network.ts';
import { readControls } from '../store/controls.ts';
import { putEntities } from '../store/entities.ts';
import { type PayopsPlatform, payopsPlatform } from '../testing/payops-platform.ts';
import { executeAction, tendActions } from './execute-action.ts';

interface Shown {
  id: string;
  hash: string;
  state: string;
  risk: string;
  failure: string | null;
  rolledBackBy: string | null;
}

async function actionsBed(t: Parameters<typeof payopsPlatform>[0]) {
  const platform = await payopsPlatform(t);
  const { store, tenantId, tenant, inject } = platform;
  await store.withTenant(tenantId, (tx) => putEntities(tx, tenantId, makeNetwork('t')));
  const sign = (role: string) => tenant.member({ roles: [role] });
  const people = {
    ops: await sign('operations'),
    ops2: await sign('operations'),
    risk: await sign('risque'),
    finance: await sign('finance'),
  };
  const post = async (as: SignedIn, path: string, payload: object = {}) => {
    const answer = await inject<Shown>({ method: 'POST', url: `/api/dashboard/ops/actions${path}`, payload, as });
    return { status: answer.status, code: answer.json.details?.code, data: answer.json.data };
  };
  const ask = async (as: SignedIn, type: string, parameters: object) => {
    const answer = await post(as, '', { type, parameters: { reason: 'pour le test', ...parameters } });
    assert.equal(answer.status, 201, JSON.stringify(answer));
    return answer.data;
  };
  const approve = (as: SignedIn, action: Shown, more: object = {}) =>
    post(as, `/${action.id}/approve`, { hash: action.hash, ...more });
  const controls = () => store.withTenant(tenantId, (tx) => readControls(tx, tenantId, 0));
  return { ...platform, ...people, post, ask, approve, controls };
}

const count = async ({ store, tenantId }: PayopsPlatform, what: ReturnType<typeof sql>): Promise<number> => {
  const { rows } = await store.withTenant(tenantId, (tx) =>
    tx.execute<{ n: string }>(sql`SELECT count(*) AS n FROM ${what}`),
  );
  return Number(rows[0]?.n);
};

test('asked, signed by others, executed, taken back under its own signatures', async (t) => {
  const bed = await actionsBed(t);
  const { ops, ops2, risk, finance, post, ask, approve, controls, identity, tenantId } = bed;

  await t.test('two signatures, one of them of risk; then it acts, and traffic meets it', async () => {
    const action = await ask(ops, 'PAUSE_PAYOUT', { target: 'M-0001' });
    assert.deepEqual([action.risk, action.state], ['medium', 'pending_approval']);
    assert.equal((await approve(ops, action)).code, 'payops.own_action');
    assert.equal((await approve(ops2, { ...action, hash: '0'.repeat(64) })).code, 'payops.parameters_changed');
    assert.equal((await post(ops, `/${action.id}/execute`)).code, 'payops.action_state');
    assert.equal((await approve(ops2, action)).data.state, 'pending_approval');
    assert.equal((await approve(ops2, action)).code, 'payops.approved_already');
    assert.equal((await approve(risk, action)).data.state, 'approved', 'the last signature moves it');
    assert.equal((await controls()).pausedPayouts.size, 0, 'signed is not done');
    // Many at once: once.
    const runs = await Promise.all(Array.from({ length: 5 }, () => post(ops, `/${action.id}/execute`)));
    assert.ok(
      runs.every(({ data }) => data.state === 'executed'),
      JSON.stringify(runs),
    );
    assert.deepEqual([...(await controls()).pausedPayouts], ['M-0001']);

    const back = (await post(ops, `/${action.id}/rollback`, { reason: 'incident clos' })).data;
    assert.equal((await post(ops2, `/${action.id}/rollback`, { reason: 'encore' })).code, 'payops.rollback_under_way');
    assert.equal(
      (await post(ops, `/${back.id}/execute`)).code,
      'payops.action_state',
      'it waits for its own signatures',
    );
    await approve(risk, back);
    await approve(finance, back);
    assert.equal((await post(risk, `/${back.id}/execute`)).data.state, 'executed');
    assert.equal((await controls()).pausedPayouts.size, 0);
    const original = await bed.inject<{ action: Shown }>({ url: `/api/dashboard/ops/actions/${action.id}` });
    assert.deepEqual(
      [original.json.data.action.state, original.json.data.action.rolledBackBy],
      ['rolled_back', back.id],
    );
  });

  await t.test('float is given once, is an event, and comes back', async () => {
    const place = { country: 'CI', region: 'Abidjan', city: 'Abidjan', currency: 'XOF' };
    const beat = {
      id: 'beat',
      type: 'agent.heartbeat',
      time: new Date(Date.now() - 60_000).toISOString(),
      source: 'wallet',
      amount: 0,
    };
    await bed.send([
      { ...beat, tenantType: 'agent', tenantId: 'A-9', ...place, latitude: 5, longitude: -4, float: 1000 },
    ]);
    const action = await ask(ops, 'ADJUST_FLOAT', { agentId: 'A-9', amount: 50_000, currency: 'XOF' });
    assert.equal(action.risk, 'low');
    await approve(risk, action);
    await post(ops, `/${action.id}/execute`);
    await post(ops, `/${action.id}/execute`);
    await bed.drained();
    assert.equal(await count(bed, sql`payops_float_adjustments`), 1);
    const agents = async () =>
      (await bed.inject<{ items: { float: string }[] }>({ url: '/api/dashboard/agents/nearby' })).json.data.items;
    assert.equal((await agents())[0]?.float, '51000');
    assert.equal(await count(bed, sql`payops_transactions WHERE kind = 'float.topup' AND amount = 50000`), 1);
    const back = (await post(ops, `/${action.id}/rollback`, { reason: 'erreur de saisie' })).data;
    await approve(risk, back);
    await post(ops, `/${back.id}/execute`);
    assert.equal((await agents())[0]?.float, '1000');
    const tooMuch = await post(ops, '', {
      type: 'ADJUST_FLOAT',
      parameters: { agentId: 'A-9', amount: -2000, currency: 'XOF', reason: 'trop' },
    });
    assert.equal(tooMuch.code, 'payops.float_too_low');
  });

  await t.test('no more is refunded than was paid, however many ask at once', async () => {
    const payment = {
      id: 'paid',
      type: 'payment.succeeded',
      time: new Date(Date.now() - 60_000).toISOString(),
      source: 'connect',
    };
    const whose = {
      tenantType: 'merchant',
      tenantId: 'M-0002',
      country: 'CI',
      region: 'Abidjan',
      city: 'Abidjan',
      currency: 'XOF',
    };
    await bed.send([{ ...payment, ...whose, amount: 9000, paymentId: 'P1', user: 'U-1' }]);
    const refund = { merchantId: 'M-0002', paymentId: 'P1', amount: 6000, currency: 'XOF' };
    const [one, two] = [await ask(ops, 'MANUAL_REFUND', refund), await ask(ops2, 'MANUAL_REFUND', refund)];
    await approve(risk, one);
    await approve(risk, two);
    const done = await Promise.all([post(ops, `/${one.id}/execute`), post(ops2, `/${two.id}/execute`)]);
    assert.deepEqual(done.map(({ data }) => data.state).sort(), ['executed', 'failed']);
    await bed.drained();
    assert.equal(await count(bed, sql`payops_transactions WHERE kind = 'refund'`), 1);
  });

  await t.test('rights taken away in between take the signature with them', async () => {
    const action = await ask(ops, 'SET_HOLD', { merchantId: 'M-0003' });
    const leaver = await bed.tenant.member({ roles: ['risque'] });
    await approve(leaver, action);
    await approve(ops2, action);
    const { userId } = await identity.authenticate(leaver.accessToken);
    await identity.addMember({ tenantId, userId, roles: ['finance'] });
    assert.equal((await post(ops, `/${action.id}/execute`)).code, 'payops.signatures_missing');
    assert.equal((await controls()).holds.size, 0);
  });

  await t.test('two accounts of one person are one person; a token signs nothing', async () => {
    const email = (await identity.members(tenantId)).find(({ userId }) => userId === ops.actor.userId)?.email ?? '';
    const second = await bed.tenant.member({ roles: ['operations', 'risque'] });
    await bed.store.withTenant(tenantId, async (tx) => {
      const person = email === '' ? ops.actor.userId : email;
      await tx.execute(
        sql`INSERT INTO payops_same_person (tenant_id, user_id, person) VALUES (${tenantId}, ${second.actor.userId}, ${person})`,
      );
      await tx.execute(
        sql`INSERT INTO payops_same_person (tenant_id, user_id, person) VALUES (${tenantId}, ${ops.actor.userId}, ${person})`,
      );
    });
    const action = await ask(ops, 'ADJUST_THRESHOLD', { name: 'low_float_percent', value: 20 });
    assert.equal((await approve(second, action)).code, 'payops.own_action');
    // Whatever program writes: the database has the last word.
    await assert.rejects(
      bed.store.withTenant(tenantId, (tx) =>
        tx.execute(sql`INSERT INTO payops_action_signatures (tenant_id, action_id, user_id, person, name, groups, parameters_hash, second_factor, at)
          VALUES (${tenantId}, ${action.id}, ${ops.actor.userId}, 'x', 'x', '{risk}', ${action.hash}, true, now())`),
      ),
    );
    await assert.rejects(
      bed.store.withTenant(tenantId, (tx) =>
        tx.execute(sql`UPDATE payops_actions SET parameters = '{}' WHERE id = ${action.id}`),
      ),
    );
    const robot = await identity.apiTokens.create(await identity.authenticate(risk.accessToken), {
      name: 'robot',
      permissions: ['payops.actions.read', 'payops.approvals.risk'],
      expiresAt: new Date(bed.services.clock.now().getTime() + 86_400_000),
    });
    const signedByToken = await bed.inject({
      ...{ method: 'POST', url: `/api/dashboard/ops/actions/${action.id}/approve`, payload: { hash: action.hash } },
      as: robot.token,
    });
    assert.equal(signedByToken.json.details.code, 'payops.in_person_only');
  });

  await t.test('high risk asks for the second factor', async () => {
    const action = await ask(ops, 'FREEZE_MERCHANT', { merchantId: 'M-0004' });
    assert.equal(action.risk, 'high');
    assert.equal((await approve(risk, action)).code, 'auth.totp_not_enrolled');
    const rejected = await post(risk, `/${action.id}/reject`, { reason: 'pas fondé' });
    assert.equal(rejected.data.state, 'rejected');
    assert.equal((await approve(finance, action)).code, 'payops.action_state');
  });

  await t.test('left under way by a crash it is taken up once; unsigned it expires', async () => {
    const action = await ask(ops, 'FREEZE_WALLET', { user: 'U-7' });
    await approve(risk, action);
    await approve(ops2, action);
    const late = await ask(ops, 'FREEZE_WALLET', { user: 'U-8' });
    const at = new Date(Date.now() - 120_000).toISOString();
    await bed.store.withTenant(tenantId, async (tx) => {
      await tx.execute(
        sql`UPDATE payops_actions SET state = 'executing', updated_at = ${at}::timestamptz WHERE id = ${action.id}`,
      );
      await tx.execute(sql`UPDATE payops_actions SET expires_at = ${at}::timestamptz WHERE id = ${late.id}`);
    });
    const [one, two] = await Promise.all([tendActions(bed.services, tenantId), tendActions(bed.services, tenantId)]);
    assert.ok(one.expired + two.expired >= 1);
    assert.deepEqual([...(await controls()).frozenWallets], ['U-7']);
    await executeAction(bed.services, { tenantId, system: 'test' }, action.id);
    const states = await bed.inject<{ items: Shown[] }>({ url: '/api/dashboard/ops/actions?limit=100' });
    const stateOf = (id: string) => states.json.data.items.find((one_) => one_.id === id)?.state;
    assert.deepEqual([stateOf(action.id), stateOf(late.id)], ['executed', 'expired']);
  });

  await t.test('the chain of all of it verifies', async () => {
    const verdict = await identity.audit.verify(tenantId);
    assert.equal(verdict.ok, true);
    const refusals = await identity.audit.search(tenantId, { action: 'payops.action.rejected' }, { limit: 5 });
    assert.equal(refusals.length, 1, 'refusals are kept');
  });
});
