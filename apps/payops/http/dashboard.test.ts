import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import type { IncomingEvent } from '../chain/take-in.ts';
import { payopsPlatform } from '../testing/payops-platform.ts';

const abidjan = { country: 'CI', region: 'Abidjan', city: 'Abidjan', currency: 'XOF' };
const casa = { country: 'MA', region: 'Casablanca-Settat', city: 'Casablanca', currency: 'MAD' };
let made = 0;
function event(type: string, amount: number, more: Record<string, unknown> = {}): IncomingEvent {
  made += 1;
  const base = { id: `e${made}`, type, amount, time: new Date().toISOString(), source: 'wallet' };
  const payment = type.startsWith('payment.') ? { paymentId: `p${made}`, user: 'u1' } : {};
  return { ...base, tenantType: 'merchant', tenantId: 'M-1', ...abidjan, ...payment, ...more };
}

interface Overview {
  kpis: { metric: string; value: string | null; byCurrency: Record<string, string> }[];
  ageSeconds: number;
  restated: { events: number };
}

test('from the door to the page', async (t) => {
  const platform = await payopsPlatform(t);
  const { inject, send, services, tenantId } = platform;
  const get = async <D>(url: string, as?: Parameters<typeof inject>[0]['as']) => {
    const answer = await inject<D>({ url, ...(as === undefined ? {} : { as }) });
    assert.equal(answer.status, 200, answer.text);
    return answer.json.data;
  };
  const kpi = (overview: Overview, metric: string) => overview.kpis.find((one) => one.metric === metric);

  await t.test('currencies are kept apart, and added up by the rates of their day alone', async () => {
    await send([
      event('payment.initiated', 1000),
      event('payment.succeeded', 1000, { latencyMs: 430 }),
      event('payment.initiated', 500, { user: 'u2' }),
      event('payment.failed', 500, { user: 'u2' }),
      event('payment.succeeded', 2505, { tenantId: 'M-2', ...casa }),
      event('fee', 12),
      event('fee', 5, { kind: 'cost', tenantType: 'bank', tenantId: 'B-1' }),
    ]);
    const overview = await get<Overview>('/api/dashboard/overview?window=today&refresh=true');
    assert.deepEqual(kpi(overview, 'gmv')?.byCurrency, { XOF: '1000', MAD: '2505' });
    assert.equal(kpi(overview, 'gmv')?.value, '2503', '1000 + 2505 × 0.6');
    assert.equal(kpi(overview, 'revenue')?.value, '7');
    assert.equal(kpi(overview, 'conversion')?.value, '100.00', 'two succeeded of two initiated here');
    assert.equal(kpi(overview, 'active_users')?.value, '2');
    assert.equal(kpi(overview, 'latency_p95')?.value, '430');
    assert.equal(overview.ageSeconds, 0);
  });

  await t.test('the kept answer is served as it is until it is made anew', async () => {
    await send([event('payment.succeeded', 1)]);
    const kept = await get<Overview>('/api/dashboard/overview?window=today');
    assert.equal(kpi(kept, 'gmv')?.value, '2503');
    await platform.run('payops.instantanes');
    assert.equal(kpi(await get<Overview>('/api/dashboard/overview?window=today'), 'gmv')?.value, '2504');
  });

  await t.test('from a figure to its hours to its transactions', async () => {
    const day = 86_400_000;
    const span = `from=${new Date(Date.now() - day).toISOString()}&to=${new Date(Date.now() + 3_600_000).toISOString()}`;
    const series = await get<{ points: { at: string; value: string; byCurrency: Record<string, string> }[] }>(
      `/api/dashboard/metrics/gmv/timeseries?${span}&grain=hour&tenantType=merchant&tenantId=M-1`,
    );
    const total = series.points.reduce((sum, { byCurrency }) => sum + Number(byCurrency.XOF ?? 0), 0);
    assert.equal(total, 1001);
    const rows = await get<{ items: { amount: string; kind: string }[]; nextCursor: string | null }>(
      `/api/dashboard/transactions?${span}&tenantType=merchant&tenantId=M-1&kind=payment.succeeded&limit=1`,
    );
    const rest = await get<{ items: { amount: string }[]; nextCursor: string | null }>(
      `/api/dashboard/transactions?${span}&tenantType=merchant&tenantId=M-1&kind=payment.succeeded&limit=1&cursor=${rows.nextCursor}`,
    );
    assert.equal(
      [...rows.items, ...rest.items].reduce((sum, { amount }) => sum + Number(amount), 0),
      total,
    );
    assert.equal(rest.nextCursor, null);
    const csv = await inject({ url: `/api/dashboard/transactions/export?${span}` });
    assert.equal(csv.text.trim().split('\n').length, 9, 'a heading and eight rows');
  });

  await t.test('a bad event of a batch waits to be mended, the others count', async () => {
    const bad = { ...event('payment.succeeded', 7), currency: 'ZZZ' };
    const answer = await inject<{ accepted: number; results: { deadLetterId?: string }[] }>({
      method: 'POST',
      url: '/api/dashboard/events',
      payload: { events: [event('payment.succeeded', 10), bad] },
    });
    assert.equal(answer.json.data.accepted, 1);
    const [letter] = (
      await get<{ items: { id: string; event: { payload: Record<string, unknown> } }[] }>(
        '/api/dashboard/dlq?state=open',
      )
    ).items;
    const payload = { ...letter?.event.payload, currency: 'XOF' };
    const resend = (body: object) =>
      inject({ method: 'POST', url: `/api/dashboard/dlq/${letter?.id}/resend`, payload: body });
    assert.equal((await resend({})).status, 400);
    assert.equal((await resend({ payload, note: 'devise' })).status, 200);
    await platform.drained();
    const overview = await get<Overview>('/api/dashboard/overview?window=today&refresh=true');
    assert.equal(kpi(overview, 'gmv')?.value, '2521');
    assert.equal(
      (await services.identity.audit.search(tenantId, { action: 'payops.dead_letter.resent' }, { limit: 5 })).length,
      1,
    );
  });

  await t.test('one event alone; sent again it counts nothing', async () => {
    const one = event('payment.succeeded', 100);
    const post = () =>
      inject<{ accepted: number; duplicates: number }>({ method: 'POST', url: '/api/dashboard/events', payload: one });
    assert.equal((await post()).json.data.accepted, 1);
    assert.equal((await post()).json.data.duplicates, 1);
    assert.equal(
      (await inject({ method: 'POST', url: '/api/dashboard/events', payload: { id: 'x', type: 'nothing' } })).status,
      422,
    );
  });

  await t.test('a file of events, with lines that are none', async () => {
    const lines = [event('payment.succeeded', 1000), event('refund', 3)].map((one) => JSON.stringify(one));
    const text = [lines[0], 'no json', '', lines[1], lines[0]].join('\n');
    await services.files.put(tenantId, 'evenements/a.ndjson', Readable.from([Buffer.from(text)]), { maxBytes: 1e6 });
    const run = await platform.run('payops.import', { path: 'evenements/a.ndjson' });
    assert.deepEqual(run.taskList[0]?.output, { lines: 4, accepted: 2, duplicates: 1, rejected: 1, unreadable: 1 });
    await platform.drained();
  });

  await t.test('the history in the warehouse says what the dashboard says', async () => {
    await platform.run('payops.entrepot');
    const overview = await get<Overview>('/api/dashboard/overview?window=today&refresh=true');
    const context = { tenantId, application: 'payops', scopes: [] };
    const { rows } = await services.metrics.query(context, { metrics: ['gmv', 'refunds', 'successes'] });
    assert.deepEqual(
      rows[0]?.map(Number),
      ['gmv', 'refunds', 'successes'].map((name) => Number(kpi(overview, name)?.value)),
    );
  });

  await t.test('agents near a point, nearest first', async () => {
    const beat = (id: string, latitude: number, longitude: number) =>
      event('agent.heartbeat', 0, { tenantType: 'agent', tenantId: id, latitude, longitude, float: 5000, name: id });
    await send([beat('A-1', 5.34, -4.03), beat('A-2', 5.36, -4.0), beat('A-3', 7.69, -5.03)]);
    const near = await get<{ items: { id: string; distance: number }[] }>(
      '/api/dashboard/agents/nearby?lat=5.34&lon=-4.03&radius=10000',
    );
    assert.deepEqual(
      near.items.map(({ id }) => id),
      ['A-1', 'A-2'],
    );
    // Haversine by hand: 3.99 km.
    assert.ok(Math.abs((near.items[1]?.distance ?? 0) - 3995) < 15, String(near.items[1]?.distance));

    for (const resolution of [3, 6, 9]) {
      const { items } = await get<{ items: { agents: number; floats: Record<string, string>; agentIds: string[] }[] }>(
        `/api/dashboard/agents/clusters?resolution=${resolution}`,
      );
      assert.deepEqual(items.flatMap(({ agentIds }) => agentIds).sort(), ['A-1', 'A-2', 'A-3']);
      assert.equal(
        items.reduce((sum, { floats }) => sum + Number(floats.XOF), 0),
        15_000,
      );
      assert.ok(items.length >= 2, 'Bouaké is far from Abidjan');
    }
  });

  await t.test('a reader of one merchant reconciles that merchant’s payouts, and counts no others', async () => {
    const payout = (id: string, tenantId_: string, amount: number) => [
      event('payout.requested', amount, { id: `${id}-r`, payoutId: id, tenantId: tenantId_ }),
      event('payout.paid', amount - (id === 'R-2' ? 5 : 0), { id: `${id}-p`, payoutId: id, tenantId: tenantId_ }),
    ];
    await send([...payout('R-1', 'M-MINE', 700), ...payout('R-2', 'M-MINE', 800), ...payout('R-3', 'M-OTHER', 900)]);
    const scopes = [{ kind: 'payops.merchant', id: 'M-MINE' }];
    const as = await platform.tenant.member({ roles: ['partenaire'], scopes });
    const answer = await platform.inject<{ payouts: number; differences: { payoutId: string; why: string }[] }>({
      ...{ url: '/api/dashboard/reconciliation', as },
    });
    assert.equal(answer.json.data.payouts, 2);
    assert.deepEqual(
      answer.json.data.differences.map(({ payoutId, why }) => [payoutId, why]),
      [['R-2', 'amount']],
    );
  });
});
