import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alerts } from '@griot/alerts';
import { assistant } from '@griot/assistant';
import { dashboards } from '@griot/dashboards';
import type { Endpoint } from '@griot/http';
import { reports } from '@griot/reports';
import payops from '../../apps/payops/app.ts';
import { payopsPlatform } from '../../apps/payops/testing/payops-platform.ts';
import { eventEndpoints } from './endpoints/events/event-endpoints.ts';
import { flowEndpoints } from './endpoints/flows/flow-endpoints.ts';
import { metricEndpoints } from './endpoints/metric-endpoints.ts';
import { explorerEndpoints } from './endpoints/warehouse/explorer/explorer-endpoints.ts';
import { generationEndpoints } from './endpoints/warehouse/generation-endpoints.ts';
import { sqlEndpoints } from './endpoints/warehouse/sql-endpoints.ts';
import { installedProjects } from './installed-projects.ts';

const capabilities = [alerts, dashboards, reports, assistant];
/** What only the others' names, ids and figures bear; of each entity of theirs, and their sums. */
const FOREIGN = ['FOREIGN', 'Dakar', '777777', '777 777', '777 777', '2333331', '2 333 331'];
const DAY = new Date(Date.now() - 5 * 3_600_000).toISOString().slice(0, 10);

function traffic(): Record<string, unknown>[] {
  const events: Record<string, unknown>[] = [];
  for (const whose of ['MINE', 'FOREIGN']) {
    const place =
      whose === 'MINE'
        ? { country: 'CI', region: 'Abidjan', city: 'Abidjan' }
        : { country: 'SN', region: 'Dakar', city: 'Dakar' };
    const types = ['payment.initiated', 'payment.succeeded'];
    for (const [tenantType, type] of ['merchant', 'agent', 'bank'].flatMap((one) => types.map((type) => [one, type])))
      events.push({
        ...{ id: `${whose}-${tenantType}-${type}`, type, time: `${DAY}T00:30:00Z`, source: 'wallet' },
        ...{
          tenantType,
          tenantId: `${tenantType}-${whose}`,
          name: `${tenantType} ${whose}`,
          currency: 'XOF',
          ...place,
        },
        ...{ amount: whose === 'MINE' ? 100 : 777_777, paymentId: `p-${whose}`, user: `u-${whose}`, latencyMs: 100 },
      });
  }
  return events;
}

/** Dimensions whose values are names or places of somebody: what a narrowed reader must not learn of others. */
const NAMING = [
  ...['marchand', 'agent', 'banque', 'region', 'ville', 'pays'],
  ...['nom_entite', 'nom_marchand', 'nom_agent', 'nom_banque'],
];

/** What a form or a program may ask; each of them names the others, or leaves room for them. */
const QUERIES = [
  { metrics: ['gmv', 'transactions', 'conversion'], totals: true },
  ...[...NAMING, 'devise'].map((name) => ({
    ...{ metrics: ['gmv', 'transactions'], dimensions: [`ligne__${name}`], totals: true },
  })),
  ...['merchant-FOREIGN', 'agent-FOREIGN', 'bank-FOREIGN'].map((value) => ({
    metrics: ['gmv', 'transactions'],
    filters: [
      {
        dimension: `ligne__${{ m: 'marchand', a: 'agent', b: 'banque' }[value.charAt(0) as 'm']}`,
        operator: 'eq',
        value,
      },
    ],
  })),
  { metrics: ['gmv'], filters: [{ dimension: 'ligne__region', operator: 'in', value: ['Dakar', 'Abidjan'] }] },
  { metrics: ['gmv'], filters: [{ dimension: 'ligne__region', operator: 'ne', value: 'Abidjan' }] },
];
const QUESTIONS = [
  'volume payé par marchand',
  'combien de transactions',
  'volume payé par région',
  'volume payé à Dakar',
  'volume payé de merchant FOREIGN',
  'quelle est la part de chaque région dans le volume payé',
];

test('who is narrowed to a merchant, an agent, a bank or a region meets nothing of others in what the core offers', async (t) => {
  let all: Endpoint[] = [];
  const bed = await payopsPlatform(t, {
    capabilities,
    endpoints: (platform) => {
      const projects = installedProjects([payops]);
      const own = [
        ...flowEndpoints(platform),
        ...eventEndpoints(platform),
        ...metricEndpoints(platform),
        ...sqlEndpoints(platform, projects),
        ...generationEndpoints(platform, projects),
        ...explorerEndpoints(platform, projects, capabilities),
      ];
      all = [...own, ...capabilities.flatMap((one) => one.endpoints(platform))];
      return own;
    },
  });
  const { inject, tenant } = bed;
  await bed.send(traffic() as never);
  const shipping = await bed.run('payops.entrepot');
  assert.equal(shipping.state, 'succeeded');
  const runUrl = `/api/flows/runs/${shipping.id}`;
  const counted = (text: string) => /"rows(In|Out)":\d/.test(text);
  assert.ok(counted((await inject({ url: runUrl })).text), 'who sees everything reads how many rows went through');
  const whole = await inject<{ rows: unknown[][] }>({
    ...{ method: 'POST', url: '/api/metrics/payops/query', payload: { metrics: ['gmv'] } },
  });
  assert.equal(Number(whole.json.data.rows[0]?.[0]), 3 * 777_777 + 3 * 100, whole.text.slice(0, 500));

  // What PayOps ships answers whole.
  const shipped = await inject<{ spec: { items: { widget: { id: string } }[] } }>({
    url: '/api/dashboards/payops:paiements',
  });
  const widgets = shipped.json.data.spec.items.map(({ widget }) => widget);
  const figures = await inject<{ answers: { id: string; error?: unknown }[] }>({
    ...{ method: 'POST', url: '/api/dashboards/data', payload: { application: 'payops', widgets } },
  });
  assert.deepEqual(
    figures.json.data.answers.filter(({ error }) => error !== undefined),
    [],
  );

  const clean = (where: string, { status, text }: { status: number; text: string }, asked: string) => {
    assert.ok(status < 500, `${where}: ${status} ${text.slice(0, 300)}`);
    for (const sign of FOREIGN) {
      // What was asked may come back as it was asked, in a refusal or in words.
      if (asked.includes(sign)) continue;
      assert.ok(!text.includes(sign), `${sign} in ${where}: ${status} ${text.slice(0, 1500)}`);
    }
  };
  const scopes = [
    ['payops.merchant', 'merchant-MINE', 100],
    ['payops.agent', 'agent-MINE', 100],
    ['payops.bank', 'bank-MINE', 100],
    ['payops.region', 'Abidjan', 300],
    ['zones.zone', 'elsewhere', null],
  ] as const;
  for (const [kind, id, own] of scopes) {
    // With every permission: the scope alone must hold.
    const as = await tenant.member({ roles: ['admin'], scopes: [{ kind, id }] });
    const post = async (url: string, payload: object) => {
      const answer = await inject<{ rows: unknown[][] }>({ method: 'POST', url, payload, as });
      clean(`${url} ${JSON.stringify(payload)}`, answer, JSON.stringify(payload));
      return answer;
    };
    await t.test(`${kind} ${id}`, async () => {
      const mine = await post('/api/metrics/payops/query', { metrics: ['gmv'] });
      if (own !== null) assert.equal(Number(mine.json.data.rows[0]?.[0]), own, mine.text.slice(0, 300));
      for (const query of QUERIES) {
        await post('/api/metrics/payops/query', query);
        const { metrics, ...rest } = query as { metrics: string[]; dimensions?: string[] };
        await post('/api/metrics/payops/drill', { metric: metrics[0], query: rest });
        const widget = {
          id: 'w',
          type: rest.dimensions ? 'chart_bar' : 'kpi',
          query: { metrics: ['gmv'], ...rest, totals: undefined },
        };
        await post('/api/dashboards/data', {
          application: 'payops',
          widgets: [widget],
          period: { from: DAY, to: DAY },
        });
        await post('/api/ai/query', {
          application: 'payops',
          asked: {
            ...{
              kind: 'figure',
              metrics: ['gmv'],
              dimensions: [],
              filters: [],
              timeRange: null,
              compare: null,
              order: null,
            },
            ...{ limit: null, shares: false, focus: null, check: null, ...rest, totals: undefined },
          },
        });
      }
      await post('/api/metrics/payops/contribution', {
        ...{ metric: 'gmv', dimension: 'ligne__region', timeRange: { from: DAY, to: DAY } },
      });
      for (const question of QUESTIONS) {
        const { text, status } = await post('/api/ai/chat', { question });
        assert.equal(status, 200, text.slice(0, 300));
      }
      for (const url of ['/api/metrics/payops/dimensions', '/api/dashboards/values', '/api/reports/values'])
        for (const name of NAMING) {
          const dimension = `ligne__${name}`;
          const path = url.includes('metrics') ? `${url}/${dimension}/values` : `${url}/payops?dimension=${dimension}`;
          clean(path, await inject({ url: path, as }), '');
        }
      const preview = (userId: string) =>
        post('/api/reports/preview', {
          ...{ template: 'payops:mensuel', recipient: { userId }, period: { from: DAY, to: DAY } },
        });
      const mineMade = await preview(as.actor.userId);
      assert.equal(mineMade.status, own === null ? 409 : 200, mineMade.text.slice(0, 500));
      assert.equal((await preview(tenant.admin.userId)).status, 403, 'not through the eyes of one who sees more');
      // A run works on the whole platform: that it ran is told, how much of whose is not.
      const run = await inject<{ state: string; parameters: object }>({ url: runUrl, as });
      assert.deepEqual([run.status, run.json.data.state, run.json.data.parameters], [200, 'succeeded', {}]);
      assert.ok(!counted(run.text), run.text.slice(0, 800));
      for (const url of [`${runUrl}/logs`, `${runUrl}/log`]) assert.equal((await inject({ url, as })).status, 403, url);
      for (const url of ['/api/audit', '/api/audit/export']) assert.equal((await inject({ url, as })).status, 403, url);
      // Whatever else can be read, by any name.
      for (const { path, method, kind: form } of all) {
        if (method !== 'GET' || form === 'stream') continue;
        const url = path
          .replace(':application', 'payops')
          .replace(':dimension', 'ligne__nom_entite')
          .replace(':name', 'payops.entrepot')
          .replace(/:\w+/g, '00000000-0000-7000-8000-000000000000');
        // Their own questions are theirs to read again.
        clean(url, await inject({ url, as }), path.startsWith('/api/ai/') ? QUESTIONS.join() : '');
      }
    });
  }
});
