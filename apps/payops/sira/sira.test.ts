import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import type { IncomingEvent } from '../chain/take-in.ts';
import { makeNetwork } from '../simulator/network.ts';
import { dryAgentOf } from '../simulator/seasons.ts';
import { simulate } from '../simulator/simulate.ts';
import { initialState, NO_CONTROLS } from '../simulator/simulator-state.ts';
import { putEntities } from '../store/entities.ts';
import { payopsPlatform } from '../testing/payops-platform.ts';
import { emptyObservations, observe, sliceOf } from './observations.ts';
import { observedOf } from './observe-events.ts';
import { readObservations } from './read-observations.ts';
import type { Recommendation } from './recommendations-store.ts';
import { adviseSira, trainSira } from './run-sira.ts';
import { selfApply } from './self-apply.ts';

const DAY = 86_400_000;
const SEED = 'sira-test';

/** Fifteen days, up to an afternoon at which an agent is running dry; heartbeats of the last half hour alone. */
function history(now: number) {
  const network = makeNetwork(SEED, { merchants: 12, agents: 12 });
  const state = initialState(network.agents);
  const events: IncomingEvent[] = [];
  const emit = (event: IncomingEvent) => {
    if (event.type !== 'agent.heartbeat' || Date.parse(String(event.time)) > now - 1_800_000) events.push(event);
  };
  const from = Math.floor(now / DAY) * DAY - 15 * DAY;
  simulate({ seed: SEED, network, from, to: now, rate: 0.6, state, controls: NO_CONTROLS, emit });
  return { network, events, state };
}

/** Three o'clock of the first day from late November on on which an agent's customers all want cash. */
function dryAfternoon(): number {
  const { agents } = makeNetwork(SEED, { merchants: 12, agents: 12 });
  let at = Date.parse('2026-11-20T15:00:00Z');
  while (dryAgentOf(SEED, at, agents) === null) at += DAY;
  return at;
}

test('SIRA on a tenant’s own tables', async (t) => {
  const now = dryAfternoon();
  const clock = manualClock(new Date(now));
  const bed = await payopsPlatform(t, { clock });
  const { store, tenantId, inject, services, tenant } = bed;
  const ask = <T>(method: 'GET' | 'POST' | 'PUT', path: string, payload?: object, as?: unknown) =>
    inject<T>({
      method,
      url: `/api/dashboard/sira${path}`,
      ...(payload && { payload }),
      ...(as ? { as: as as never } : {}),
    });
  const open = async () => (await ask<{ items: Recommendation[] }>('GET', '/recommendations')).json.data.items;
  const { network, events } = history(now);
  await store.withTenant(tenantId, (tx) => putEntities(tx, tenantId, network));

  await t.test('without a history it says so and advises nothing', async () => {
    await trainSira(services, tenantId, { anyway: true });
    await adviseSira(services, tenantId);
    const { data } = (await ask<{ silent: Record<string, string>; items: unknown[] }>('GET', '/models')).json;
    assert.deepEqual(data.silent, { float: 'too_short', payout: 'too_short', fraud: 'too_short' });
    assert.deepEqual([data.items, await open()], [[], []]);
  });

  await t.test('what the tables say equals plain loops over the events', async () => {
    for (let n = 0; n < events.length; n += 1000) {
      const answer = await inject({
        method: 'POST',
        url: '/api/dashboard/events',
        payload: { events: events.slice(n, n + 1000) },
      });
      assert.equal(answer.status, 200, answer.text);
    }
    await bed.drained();
    const read = await store.withTenant(tenantId, (tx) =>
      readObservations(tx, tenantId, { timeZone: 'Africa/Abidjan', now: new Date(now) }),
    );
    const plain = emptyObservations('Africa/Abidjan', now - 15 * DAY);
    const sorted = events.map(observedOf).sort((a, b) => a.time - b.time);
    for (const event of sorted) if (sliceOf(event.time) < sliceOf(now)) observe(plain, event);
    assert.ok(read.agents.size > 5 && read.merchants.size > 5 && read.routes.size > 1);
    for (const [id, agent] of plain.agents) {
      for (let day = 1; day <= 15; day += 1) {
        const to = sliceOf(now) - (day - 1) * 96;
        for (const name of ['out', 'in', 'refused', 'topup'] as const) {
          assert.equal(
            read.agents.get(id)?.series.sum(name, to - 96, to),
            agent.series.sum(name, to - 96, to),
            `${id} ${name}`,
          );
        }
      }
    }
    assert.deepEqual([...read.waiting.keys()].sort(), [...plain.waiting.keys()].sort());
  });

  await t.test('it learns, keeps its models with their figures, and advises', async () => {
    const run = await bed.run('payops.sira', { learn: true });
    assert.equal(run.state, 'succeeded', JSON.stringify(run.failure));
    const { data } = (
      await ask<{ items: { model: string; version: number; backtest: { rows: number } }[] }>('GET', '/models')
    ).json;
    assert.ok(
      data.items.some(({ model, backtest }) => model === 'float' && backtest.rows > 100),
      JSON.stringify(data),
    );
    const items = await open();
    assert.ok(items.length > 0);
    for (const one of items) {
      const { low, expected, high } = one.impact.costSavings;
      assert.ok(low <= expected && expected <= high, JSON.stringify(one.impact));
      assert.ok(one.features.length > 0 && one.confidence > 0 && one.modelVersion > 0);
      assert.ok(Date.parse(one.expiresAt) > now);
    }
    const again = await trainSira(services, tenantId, { anyway: false });
    assert.equal(again.skipped, true, 'once a day');
  });

  await t.test('followed it is an action like any other; refused it stays refused', async () => {
    const [one, two] = await open();
    assert.ok(one);
    const applied = await ask<{ actionId: string; state: string }>('POST', `/recommendations/${one.id}/apply`, {});
    assert.deepEqual([applied.status, applied.json.data.state], [201, 'pending_approval'], applied.text);
    const action = await inject<{ action: { type: string; parameters: Record<string, unknown> } }>({
      url: `/api/dashboard/ops/actions/${applied.json.data.actionId}`,
    });
    const { reason, ...parameters } = action.json.data.action.parameters;
    assert.deepEqual([action.json.data.action.type, parameters], [one.action.type, one.action.parameters]);
    assert.match(String(reason), /SIRA/);
    assert.equal(
      (await ask('POST', `/recommendations/${one.id}/apply`, {})).json.details.code,
      'payops.recommendation_closed',
    );
    if (two) {
      assert.equal((await ask('POST', `/recommendations/${two.id}/reject`, {})).status, 400);
      assert.equal((await ask('POST', `/recommendations/${two.id}/reject`, { reason: 'déjà réglé' })).status, 200);
    }
    await adviseSira(services, tenantId);
    const subjects = (await open()).map(({ type, subject }) => `${type} ${subject.id}`);
    for (const gone of [one, two]) assert.ok(!gone || !subjects.includes(`${gone.type} ${gone.subject.id}`));
  });

  const put = (amount: number, id: string) =>
    store.withTenant(tenantId, (tx) =>
      tx.execute(sql`
        INSERT INTO payops_recommendations (tenant_id, id, type, subject_type, subject_id, subject_name, subject_region, action_type, parameters,
          model, model_version, features, confidence, impact, reason, state, created_at, expires_at)
        VALUES (${tenantId}, gen_random_uuid(), 'rebalance_float', 'agent', ${id}, ${id}, 'Abidjan', 'ADJUST_FLOAT',
          ${JSON.stringify({ agentId: id, amount, currency: 'XOF' })}::jsonb, 'float', 1, '[]', 0.9,
          ${JSON.stringify({ costSavings: { low: 1, expected: 2, high: 3, unit: 'money', currency: 'XOF' }, riskReduction: { low: 0, expected: 0, high: 0 } })}::jsonb,
          '{"key":"rebalance_float","values":{"float":0}}', 'open', ${new Date(now).toISOString()}::timestamptz,
          ${new Date(now + 3_600_000).toISOString()}::timestamptz)
        ON CONFLICT DO NOTHING`),
    );
  const xof = network.agents.filter(({ currency }) => currency === 'XOF').map(({ id }) => id);

  await t.test(
    'by itself: only where allowed, only low risk, only within the day’s budget, and it says so',
    async () => {
      const [a = '', b = '', c = ''] = xof.slice(-3);
      await put(60_000, a);
      await put(50_000, b);
      await put(500_000, c);
      assert.deepEqual(await selfApply(services, tenantId), { applied: 0 }, 'nobody allowed it');
      const allowed = await ask('PUT', '/settings', { selfApply: true, dayBudget: 100_000 });
      assert.equal(allowed.status, 200, allowed.text);
      const before = (await open()).filter(({ subject }) => [a, b, c].includes(subject.id)).length;
      assert.equal(before, 3);
      const [one, two] = await Promise.all([selfApply(services, tenantId), selfApply(services, tenantId)]);
      const { rows } = await store.withTenant(tenantId, (tx) =>
        tx.execute<{ amount: string; state: string; risk: string; people: string; signed: string }>(sql`
        SELECT a.parameters ->> 'amount' AS amount, a.state, a.risk, a.requirement ->> 'people' AS people,
               (SELECT count(*) FROM payops_action_signatures s WHERE s.action_id = a.id) AS signed
          FROM payops_recommendations r JOIN payops_actions a ON a.tenant_id = r.tenant_id AND a.id = r.action_id
         WHERE r.tenant_id = ${tenantId} AND r.self_applied AND a.type = 'ADJUST_FLOAT'`),
      );
      assert.ok(one.applied + two.applied >= 1);
      assert.equal(rows.length, 1, 'the second would pass the budget, the third is not low');
      assert.deepEqual(
        [rows[0]?.state, rows[0]?.risk, rows[0]?.people, rows[0]?.signed],
        ['executed', 'low', '0', '0'],
      );
      const entries = await services.identity.audit.search(
        tenantId,
        { action: 'payops.action.requested' },
        { limit: 20 },
      );
      assert.ok(entries.some(({ after }) => (after as { rule?: string }).rule === 'self-applied'));
      // Whatever program writes: what is not low has signatures.
      await assert.rejects(
        store.withTenant(tenantId, (tx) =>
          tx.execute(sql`
          INSERT INTO payops_actions (tenant_id, id, type, parameters, parameters_hash, risk, requirement, state, requested_by, requester_name,
            requester_person, subject_type, subject_id, subject_name, before, expires_at, created_at, updated_at)
          VALUES (${tenantId}, gen_random_uuid(), 'SET_HOLD', '{}', 'x', 'medium', '{"people":0,"groups":[]}', 'approved',
            '00000000-0000-7000-8000-000000051a00', 'SIRA', 'SIRA', 'merchant', 'M-0001', 'M-0001', '{}', now(), now(), now())`),
        ),
      );
    },
  );

  await t.test('a plan keeps to its budget; who sees a part sees their own part', async () => {
    const plan = await ask<{ cost: number; steps: unknown[]; left: unknown[] }>('POST', '/plan', {
      goal: 'all',
      budget: 40_000,
    });
    assert.equal(plan.status, 200, plan.text);
    assert.ok(plan.json.data.cost <= 40_000);
    const [mine = ''] = xof.slice(-1);
    const as = await tenant.member({ roles: ['admin'], scopes: [{ kind: 'payops.agent', id: mine }] });
    const { items } = (await ask<{ items: Recommendation[] }>('GET', '/recommendations', undefined, as)).json.data;
    assert.ok(items.every(({ subject }) => subject.id === mine) && items.length === 1, JSON.stringify(items));
    for (const path of ['/models']) assert.equal((await ask('GET', path, undefined, as)).status, 403);
    assert.equal((await ask('POST', `/recommendations/${items[0]?.id}/apply`, {}, as)).status, 403);
  });

  await t.test('what it brought is measured when its time has come', async () => {
    clock.advance(7 * 3_600_000);
    await adviseSira(services, tenantId);
    clock.set(new Date(now));
    const { items } = (await ask<{ items: Recommendation[] }>('GET', '/recommendations?state=decided')).json.data;
    const measured = items.find(({ selfApplied, type }) => selfApplied && type === 'rebalance_float');
    assert.equal(measured?.outcome?.state, 'measured', JSON.stringify(items));
    assert.equal(measured?.outcome?.realised, 0, 'nobody came: nothing was spared');
  });
});
