import assert from 'node:assert/strict';
import { test } from 'node:test';
import payops from '../app.ts';
import type { IncomingEvent } from '../chain/take-in.ts';
import { DEFAULT_WIDGETS } from '../domain/widgets.ts';
import { payopsPlatform } from '../testing/payops-platform.ts';

const PLACES = {
  mine: { country: 'CI', region: 'Abidjan', city: 'Abidjan', currency: 'XOF' },
  other: { country: 'SN', region: 'Dakar', city: 'Dakar', currency: 'XOF' },
};
/** Signs that only the others' figures, names and events bear. */
const FOREIGN = ['FOREIGN', '777777', 'Dakar'];

function traffic(): IncomingEvent[] {
  const events: IncomingEvent[] = [];
  const add = (whose: 'mine' | 'other', tenantType: string, type: string, more: Record<string, unknown> = {}) => {
    const tenantId = whose === 'mine' ? `${tenantType}-MINE` : `${tenantType}-FOREIGN`;
    const amount = whose === 'mine' ? 100 : 777_777;
    const id = `${whose}-${tenantType}-${events.length}${whose === 'other' ? '-FOREIGN' : ''}`;
    const base = { id, type, amount, time: new Date(Date.now() - 3 * 3_600_000).toISOString(), source: 'wallet' };
    events.push({ ...base, tenantType, tenantId, ...PLACES[whose], ...more });
  };
  for (const whose of ['mine', 'other'] as const) {
    const sign = whose === 'mine' ? 'MINE' : 'FOREIGN';
    for (const type of ['merchant', 'agent', 'bank']) {
      add(whose, type, 'payment.succeeded', { paymentId: `p-${sign}`, user: `u-${sign}` });
      add(whose, type, 'fee');
    }
    add(whose, 'merchant', 'payout.requested', { payoutId: `o-${sign}` });
    add(whose, 'agent', 'agent.heartbeat', {
      latitude: 5,
      longitude: -4,
      float: whose === 'mine' ? 100 : 777_777,
      name: sign,
    });
  }
  return events;
}

test('a merchant, an agent, a bank, a region: nothing of others, on any endpoint, with any id', async (t) => {
  const platform = await payopsPlatform(t);
  const { inject, tenant, services } = platform;
  await platform.send(traffic());
  await inject({
    method: 'POST',
    url: '/api/dashboard/events',
    payload: { events: [{ id: 'FOREIGN-bad', type: 'payment.succeeded' }, traffic()[0]] },
  });
  await platform.run('payops.instantanes');
  const endpoints = payops.endpoints(services);
  const selections = [
    '',
    'tenantType=merchant&tenantId=merchant-FOREIGN',
    'tenantType=agent&tenantId=agent-FOREIGN',
    'tenantType=bank&tenantId=bank-FOREIGN',
  ].concat([
    'tenantType=region&tenantId=Dakar',
    'tenantType=platform',
    'region=Dakar',
    'country=SN',
    'search=o-FOREIGN',
    'refresh=true',
  ]);
  const span = `from=${new Date(Date.now() - 86_400_000).toISOString()}&to=${new Date().toISOString()}`;
  const scopes = [
    { kind: 'payops.merchant', id: 'merchant-MINE' },
    { kind: 'payops.agent', id: 'agent-MINE' },
    { kind: 'payops.bank', id: 'bank-MINE' },
    { kind: 'payops.region', id: 'Abidjan' },
    { kind: 'zones.zone', id: 'elsewhere' },
  ];
  for (const scope of scopes) {
    // With every permission: the scope alone must hold.
    const as = await tenant.member({ roles: ['admin'], scopes: [scope] });
    await t.test(`${scope.kind} ${scope.id}`, async () => {
      for (const endpoint of endpoints.filter(({ method, kind }) => method === 'GET' && kind !== 'stream')) {
        for (const selection of selections) {
          const path = endpoint.path.replace(
            'widgets/:id',
            `widgets/${DEFAULT_WIDGETS[selections.indexOf(selection) % 6]?.id}`,
          );
          const url = `${path.replace(':metric', 'gmv').replace(/:\w+/g, 'x')}?${endpoint.path.includes('series') || endpoint.path.includes('transactions') ? span : ''}&${selection}`;
          const answer = await inject({ method: 'GET', url, as });
          const where = `${url}: ${answer.status} ${answer.text.slice(0, 300)}`;
          assert.ok(answer.status < 500, where);
          const asked = selection.includes('FOREIGN') || selection.includes('Dakar');
          for (const sign of FOREIGN) {
            // What was asked may be named in a refusal; figures may not.
            if (asked && answer.status >= 400) continue;
            assert.ok(!answer.text.includes(sign), `${sign} in ${where}`);
          }
        }
      }
      const mine = await inject<{ items: { tenantId: string }[] }>({ url: '/api/dashboard/transactions', as });
      assert.equal(mine.json.data.items.length > 0, scope.kind !== 'zones.zone', 'their own they see');
      for (const endpoint of endpoints.filter(({ method }) => method !== 'GET')) {
        const url = endpoint.path.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000');
        const answer = await inject({ method: endpoint.method, url, as, payload: {} });
        assert.ok(
          answer.status >= 400 && answer.status < 500,
          `${endpoint.method} ${url}: ${answer.status} ${answer.text}`,
        );
      }
    });
  }

  await t.test('the live stream tells each reader what is theirs, of transactions and of alerts', async () => {
    const address = await platform.server.listen({ port: 0, host: '127.0.0.1' });
    const url = `http://127.0.0.1:${address.port}/api/dashboard/transactions/live`;
    const end = new AbortController();
    const readers: { kind: string; heard: string; alerts: string[] }[] = [];
    for (const scope of [null, ...scopes]) {
      const session = await tenant.member({ roles: ['partenaire'], ...(scope ? { scopes: [scope] } : {}) });
      const reader = { kind: scope?.kind ?? 'all', heard: '', alerts: [] as string[] };
      readers.push(reader);
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${session.accessToken}` },
        signal: end.signal,
      });
      assert.equal(answer.status, 200);
      void (async () => {
        for await (const chunk of answer.body ?? []) reader.heard += Buffer.from(chunk).toString();
      })().catch(() => {});
      await services.live.subscribe(session.actor, ['payops.alerts'], undefined, {
        event: ({ data }) => void reader.alerts.push(JSON.stringify(data)),
        reset() {},
        closed() {},
      });
    }
    const payments = traffic().filter(({ type }) => type === 'payment.succeeded');
    await platform.send(payments.map((one) => ({ ...one, id: `live-${String(one.id)}` })));
    for (const sign of ['MINE', 'FOREIGN']) {
      const payload = { category: 'fraud', tenantType: 'merchant', tenantId: `merchant-${sign}`, note: 'à la main' };
      const made = await inject({ method: 'POST', url: '/api/dashboard/alerts', payload });
      assert.equal(made.status, 201, made.text);
    }
    const told = (text: string) => text.split('live-').length - 1;
    const of = (kind: string) => readers.find((one) => one.kind === kind) ?? { heard: '', alerts: [] };
    const until = performance.now() + 10_000;
    const waiting = () =>
      told(of('all').heard) < 6 || of('all').alerts.length < 2 || told(of('payops.region').heard) < 3;
    while (waiting() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    end.abort();
    assert.deepEqual(
      readers.map(({ kind, heard, alerts }) => [kind, told(heard), alerts.length]),
      [
        ['all', 6, 2],
        ['payops.merchant', 1, 1],
        ['payops.agent', 1, 0],
        ['payops.bank', 1, 0],
        ['payops.region', 3, 1],
        ['zones.zone', 0, 0],
      ],
    );
    for (const { kind, heard, alerts } of readers)
      if (kind !== 'all')
        for (const sign of FOREIGN) assert.ok(!`${heard}${alerts.join()}`.includes(sign), `${kind}: ${sign}`);
  });
});
