import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm/sql';
import type { IncomingEvent } from '../chain/take-in.ts';
import { referenceAggregate } from '../domain/reference-aggregate.ts';
import { aggregateRows } from '../testing/aggregate-rows.ts';
import { disturbed, paymentEvents } from '../testing/payment-events.ts';
import { payopsPlatform } from '../testing/payops-platform.ts';

const abidjan = { country: 'CI', region: 'Abidjan', city: 'Abidjan', currency: 'XOF', source: 'wallet' };
const now = (minutes = 1) => new Date(Date.now() - minutes * 60_000).toISOString();

test('figures made again from the log are the same rows, and alerts follow their thresholds', async (t) => {
  const platform = await payopsPlatform(t);
  const { inject, send, tenantId, store } = platform;
  const post = (url: string, payload: object) =>
    inject<{ state: string }>({ method: 'POST', url: `/api/dashboard${url}`, payload });

  await t.test('rebuild', async () => {
    const sent = paymentEvents({ seed: 'rebuild', count: 1500, until: new Date(), days: 20 });
    await send(disturbed(sent, 'r', 4).slice(0, 5000));
    const before = await aggregateRows(store, tenantId);
    const users = () =>
      store.withTenant(
        tenantId,
        async (tx) => (await tx.execute(sql`SELECT * FROM payops_users_hourly ORDER BY 2, 3, 4`)).rows,
      );
    const payouts = () =>
      store.withTenant(
        tenantId,
        async (tx) =>
          (await tx.execute(sql`SELECT * FROM payops_payouts ORDER BY tenant_type, entity_id, payout_id`)).rows,
      );
    const late = () =>
      store.withTenant(
        tenantId,
        async (tx) => (await tx.execute(sql`SELECT * FROM payops_restatements ORDER BY 2, 3, 4`)).rows,
      );
    const kept = [await users(), await payouts(), await late()];
    assert.ok(before.size > 100);
    const asked = await post('/rebuild', { confirm: true });
    assert.equal(asked.status, 202, asked.text);
    // Readers of every instant have all of it, the old rows or the new ones.
    let looking = true;
    const counts = new Set<string>();
    const reader = (async () => {
      while (looking) {
        const { rows } = await store.withTenant(tenantId, (tx) =>
          tx.execute<{ n: string }>(
            sql`SELECT sum(events) || ' ' || (SELECT sum(events) FROM payops_rollups) AS n FROM payops_hourly`,
          ),
        );
        counts.add(String(rows[0]?.n));
      }
    })();
    assert.equal((await platform.run('payops.reconstruction')).state, 'succeeded');
    looking = false;
    await reader;
    assert.equal(counts.size, 1, [...counts].join());
    await platform.drained();
    assert.deepEqual(await aggregateRows(store, tenantId), before);
    assert.deepEqual([await users(), await payouts(), await late()], kept);
    const distinct = sent.map(({ id, type, ...payload }) => ({
      id: String(id),
      type: `payops.${String(type)}`,
      payload,
    }));
    assert.equal(referenceAggregate(distinct, 'Africa/Abidjan').size, before.size);
  });

  await t.test('a low float, a fraud and a late payout are told once, and are over when they are over', async () => {
    const agent = {
      tenantType: 'agent',
      tenantId: 'A-7',
      ...abidjan,
      amount: 0,
      latitude: 5,
      longitude: -4,
      name: 'Awa',
    };
    const beat = (id: string, float: number, minutes: number): IncomingEvent => ({
      ...{ id, type: 'agent.heartbeat', time: now(minutes), ...agent, float, salesToday: 90_000 },
    });
    const merchant = { tenantType: 'merchant', tenantId: 'M-7', ...abidjan };
    await send([
      beat('h1', 1000, 5),
      ...[1, 2, 3].map((n) => ({ id: `f${n}`, type: 'fraud.flagged', time: now(), ...merchant, amount: 5000 })),
      { id: 'paid', type: 'payment.succeeded', time: now(), ...merchant, amount: 20_000, paymentId: 'p' },
      { id: 'q', type: 'payout.requested', time: now(400), ...merchant, amount: 900, payoutId: 'o-7', dueAt: now(300) },
    ]);
    const open = async () => {
      const answer = await inject<{
        items: { id: string; category: string; subject: { id: string }; severity: string }[];
      }>({ url: '/api/dashboard/alerts' });
      return answer.json.data.items.filter(({ subject }) => ['A-7', 'M-7'].includes(subject.id));
    };
    await platform.run('payops.alertes');
    await platform.run('payops.alertes');
    const found = await open();
    assert.deepEqual(found.map(({ category }) => category).sort(), ['float', 'fraud', 'reconciliation']);
    const low = found.find(({ category }) => category === 'float');
    assert.equal((await post(`/alerts/${low?.id}/acknowledge`, {})).json.data.state, 'acknowledged');
    assert.equal((await post(`/alerts/${low?.id}/acknowledge`, {})).json.details.code, 'payops.alert_not_open');

    await send([
      beat('h2', 400_000, 1),
      { id: 'k', type: 'payout.paid', time: now(), ...merchant, amount: 900, payoutId: 'o-7' },
    ]);
    await platform.run('payops.alertes');
    assert.deepEqual(
      (await open()).map(({ category }) => category),
      ['fraud'],
    );
    const raised = await post('/alerts', { category: 'payout', note: 'la banque a téléphoné' });
    assert.equal(raised.status, 201, raised.text);
    assert.equal(
      (await post('/alerts', { category: 'payout', note: 'encore une fois' })).json.details.code,
      'payops.alert_open_already',
    );
  });

  await t.test('reconciliation tells each payout whose sides do not agree, and why', async () => {
    const merchant = { tenantType: 'merchant', tenantId: 'M-8', ...abidjan };
    await send([
      { id: 'a1', type: 'payout.requested', time: now(60), ...merchant, amount: 100, payoutId: 'same' },
      { id: 'a2', type: 'payout.paid', time: now(50), ...merchant, amount: 100, payoutId: 'same' },
      { id: 'b1', type: 'payout.paid', time: now(49), ...merchant, amount: 90, payoutId: 'less' },
      { id: 'b2', type: 'payout.requested', time: now(61), ...merchant, amount: 100, payoutId: 'less' },
      { id: 'c1', type: 'payout.paid', time: now(48), ...merchant, amount: 70, payoutId: 'unasked' },
      {
        id: 'd1',
        type: 'payout.failed',
        time: now(47),
        ...merchant,
        amount: 60,
        payoutId: 'broken',
        reason: 'compte refusé',
      },
      { id: 'd2', type: 'payout.requested', time: now(62), ...merchant, amount: 60, payoutId: 'broken' },
    ]);
    const days = [now(60), now(0)].map((at) => at.slice(0, 10));
    const found = new Map<string, string>();
    for (const day of new Set(days)) {
      const answer = await inject<{ differences: { payoutId: string; merchantId: string; why: string }[] }>({
        url: `/api/dashboard/reconciliation?day=${day}`,
      });
      for (const one of answer.json.data.differences) if (one.merchantId === 'M-8') found.set(one.payoutId, one.why);
    }
    assert.deepEqual(Object.fromEntries(found), { less: 'amount', unasked: 'not_asked', broken: 'failed' });
  });
});
