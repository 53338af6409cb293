import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignedIn } from '@griot/identity';
import { manualClock } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { generate } from 'otplib';
import { makeNetwork } from '../simulator/network.ts';
import { advanceSimulator } from '../simulator/run-live.ts';
import { initialState } from '../simulator/simulator-state.ts';
import { readControls } from '../store/controls.ts';
import { putEntities } from '../store/entities.ts';
import { beginSimulator, steerSimulator } from '../store/simulators.ts';
import { payopsPlatform } from '../testing/payops-platform.ts';

const STEP_MS = 30_000;

interface Shown {
  id: string;
  hash: string;
  state: string;
  risk: string;
  signatures: { secondFactor: boolean }[];
}

test('what is high or critical is signed with a code of each signer’s authenticator, once a code', async (t) => {
  const clock = manualClock('2026-03-02T08:00:00Z');
  const { inject, tenant, identity, store, tenantId, run, services, drained } = await payopsPlatform(t, { clock });
  await store.withTenant(tenantId, (tx) => putEntities(tx, tenantId, makeNetwork('t')));

  const person = async (role: string) => {
    const session = await tenant.member({ roles: [role] });
    const { secret } = await identity.secondFactor.enrol(session.actor);
    const code = (steps = 0) => generate({ secret, epoch: Math.floor(clock.now().getTime() / 1000) + steps * 30 });
    await identity.secondFactor.confirm(session.actor, await code());
    return { session, code };
  };
  const asker = await person('operations');
  const [risk, finance, compliance, ops] = await Promise.all(
    ['risque', 'finance', 'conformite', 'operations'].map(person),
  );
  assert.ok(risk && finance && compliance && ops);
  const post = async (as: SignedIn, path: string, payload: object) => {
    const answer = await inject<Shown>({ method: 'POST', url: `/api/dashboard/ops/actions${path}`, payload, as });
    return { code: answer.json.details?.code, data: answer.json.data };
  };
  const ask = async (type: string, parameters: object) =>
    (await post(asker.session, '', { type, parameters: { reason: 'pour le test', ...parameters } })).data;
  const sign = (who: { session: SignedIn }, { id, hash }: Shown, totp?: string) =>
    post(who.session, `/${id}/approve`, { hash, ...(totp === undefined ? {} : { totp }) });
  const controls = () => store.withTenant(tenantId, (tx) => readControls(tx, tenantId, 0));

  const network = makeNetwork('t');
  await store.withTenant(tenantId, (tx) =>
    beginSimulator(tx, tenantId, {
      ...{ seed: 't', simulatedTo: clock.now(), state: initialState(network.agents), now: clock.now() },
    }),
  );
  /** How payments to the merchant end in five minutes of traffic, eighty times as dense as usual. */
  const outcomes = async (): Promise<string[]> => {
    const from = clock.now();
    await store.withTenant(tenantId, (tx) => steerSimulator(tx, tenantId, { running: true, rate: 80, now: from }));
    clock.advance(5 * 60_000);
    assert.ok((await advanceSimulator(services, tenantId, clock.now())) > 0);
    await drained();
    const { rows } = await store.withTenant(tenantId, (tx) =>
      tx.execute<{ kind: string; reason: string | null }>(sql`
        SELECT DISTINCT t.kind, t.reason FROM payops_transactions t JOIN payops_cells c ON c.tenant_id = t.tenant_id AND c.cell = t.cell
         WHERE t.time > ${from.toISOString()}::timestamptz AND c.entity_id = 'M-0004' AND t.kind IN ('payment.succeeded', 'payment.failed')`),
    );
    return rows.map(({ kind, reason }) => (reason === null ? kind : `${kind} ${reason}`)).sort();
  };

  await t.test('high: three people; codes that are missing, wrong, old, another’s or used are none', async () => {
    clock.advance(STEP_MS);
    const action = await ask('FREEZE_MERCHANT', { merchantId: 'M-0004' });
    assert.equal(action.risk, 'high');
    assert.equal((await sign(risk, action)).code, 'auth.totp_required');
    for (const bad of ['000000', await risk.code(-6), await risk.code(6), await finance.code()])
      assert.equal((await sign(risk, action, bad)).code, 'auth.totp_invalid', bad);
    // What would be refused anyway spends no code and tells nothing of it.
    assert.equal((await sign(asker, action, await asker.code())).code, 'payops.own_action');
    const used = await risk.code();
    assert.equal((await sign(risk, action, used)).data.state, 'pending_approval');
    const other = await ask('FREEZE_MERCHANT', { merchantId: 'M-0005' });
    assert.equal((await sign(risk, other, used)).code, 'auth.totp_invalid', 'a code counts once, for one action');
    assert.equal((await sign(finance, action, await finance.code())).data.state, 'pending_approval');
    const last = await sign(ops, action, await ops.code());
    assert.equal(last.data.state, 'approved');
    assert.ok(last.data.signatures.every(({ secondFactor }) => secondFactor));
    assert.equal((await post(ops.session, `/${action.id}/execute`, {})).data.state, 'executed');
    assert.deepEqual([...(await controls()).frozenMerchants], ['M-0004']);

    // What the simulator's traffic then does: of six hours of it, none is paid to that merchant until it is taken back.
    assert.deepEqual(await outcomes(), ['payment.failed marchand gelé']);
    clock.advance(STEP_MS);
    const back = (await post(asker.session, `/${action.id}/rollback`, { reason: 'levée' })).data;
    for (const who of [risk, finance, ops]) await sign(who, back, await who.code());
    assert.equal((await post(ops.session, `/${back.id}/execute`, {})).data.state, 'executed');
    assert.ok((await outcomes()).includes('payment.succeeded'));
  });

  await t.test('critical: four people, of risk, finance and compliance', async () => {
    clock.advance(STEP_MS);
    const action = await ask('PAUSE_PAYOUT', { target: '*' });
    assert.equal(action.risk, 'critical');
    for (const who of [risk, finance, ops]) await sign(who, action, await who.code());
    assert.equal((await post(ops.session, `/${action.id}/execute`, {})).code, 'payops.action_state');
    // Nothing that runs by itself or by the command line's `run` stands in for the fourth.
    for (const flow of ['payops.instantanes', 'payops.alertes']) await run(flow);
    assert.equal((await controls()).pausedPayouts.size, 0);
    assert.equal((await sign(compliance, action, await compliance.code())).data.state, 'approved');
    assert.equal((await post(ops.session, `/${action.id}/execute`, {})).data.state, 'executed');
    assert.deepEqual([...(await controls()).pausedPayouts], ['*']);

    clock.advance(STEP_MS);
    const back = (await post(asker.session, `/${action.id}/rollback`, { reason: 'incident clos' })).data;
    assert.equal(back.risk, 'critical', 'what takes it back weighs as much');
    assert.equal((await sign(risk, back)).code, 'auth.totp_required');
    for (const who of [risk, finance, ops, compliance]) await sign(who, back, await who.code());
    assert.equal((await post(ops.session, `/${back.id}/execute`, {})).data.state, 'executed');
    assert.equal((await controls()).pausedPayouts.size, 0);
  });

  await t.test('accounts marked as one person’s while a request waits sign for nobody, or once', async () => {
    const persons = '/api/dashboard/ops/persons';
    const mark = (groups: string[][], as?: SignedIn) =>
      inject({ method: 'PUT', url: persons, payload: { groups }, ...(as ? { as } : {}) });
    const [second, other] = [await tenant.member({ roles: ['risque'] }), await tenant.member({ roles: ['finance'] })];
    const action = await ask('SET_HOLD', { merchantId: 'M-0006' });
    const third = await ask('SET_HOLD', { merchantId: 'M-0007' });
    // Signed before anybody knew.
    await post(second, `/${third.id}/approve`, { hash: third.hash });
    await post(other, `/${third.id}/approve`, { hash: third.hash });
    const ids = [asker.session.actor.userId, second.actor.userId];
    assert.equal((await mark([ids], asker.session)).status, 403, 'operators mark nobody');
    assert.equal((await mark([ids])).status, 200);
    assert.equal((await post(second, `/${action.id}/approve`, { hash: action.hash })).code, 'payops.own_action');
    assert.equal((await post(ops.session, `/${third.id}/execute`, {})).code, 'payops.signatures_missing');

    // Two of the signers, later: they count as one.
    await mark([[second.actor.userId, other.actor.userId]]);
    await post(second, `/${action.id}/approve`, { hash: action.hash });
    assert.equal(
      (await post(other, `/${action.id}/approve`, { hash: action.hash })).code,
      'payops.approved_already',
      'the other account has signed',
    );

    const admin = tenant.admin.userId;
    await mark([[admin, second.actor.userId]]);
    assert.equal((await mark([])).json.details.code, 'payops.own_accounts', 'nobody parts his own');
    assert.equal((await mark([ids, ids])).json.details.code, 'payops.named_twice');
    assert.equal((await controls()).holds.size, 0);
    assert.equal((await identity.audit.verify(tenantId)).ok, true);
  });
});
