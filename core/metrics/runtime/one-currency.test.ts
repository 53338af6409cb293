import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { manualClock, silentLogger } from '@griot/kernel';
import type { SemanticManifest } from '../manifest/model.ts';
import { openShop, type Shop } from '../testing/shop.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { MetricContext, MetricQuery } from './types.ts';

let shop: Shop;
let metrics: Metrics;
const me: MetricContext = { tenantId: 'a', application: 'shop', currency: 'XOF', locale: 'fr' };

/** The shops' manifest, with a currency for each: Abidjan sells in francs, the others in euros, but for those that are `not` told. */
function inCurrencies({ models, ...rest }: SemanticManifest, expr: string): SemanticManifest {
  const told = [...models].map(([name, model]) => {
    const city = model.dimensions.find((one) => one.name === 'city');
    if (name !== 'shops' || !city) return [name, model] as const;
    return [
      name,
      { ...model, dimensions: [...model.dimensions, { ...city, name: 'currency', expr, holdsCurrency: true }] },
    ] as const;
  });
  return { ...rest, models: new Map(told) };
}

const asking = (expr: string): Metrics =>
  createMetrics({
    warehouse: shop.warehouse,
    manifest: () => inCurrencies(shop.manifest, expr),
    clock: manualClock('2024-05-02T00:00:00Z'),
    log: silentLogger,
    generationTtlMs: 0,
    scopeDimensions: { site: 'shop' },
  });

before(async () => {
  shop = await openShop();
  metrics = asking("CASE WHEN city = 'Abidjan' THEN 'XOF' ELSE 'EUR' END");
});
after(() => shop.close());

const shown = async (query: MetricQuery, as: MetricContext = me) => {
  const { rows, columns, leftOut, totals } = await metrics.query(as, query);
  return { rows, currency: columns.at(-1)?.currency, leftOut, totals };
};

test('amounts of two currencies are not added: the reader’s are shown, the others told', async () => {
  const answer = await shown({ metrics: ['revenue'], totals: true });
  assert.deepEqual(answer, { rows: [['530.50']], currency: 'XOF', leftOut: ['EUR'], totals: { revenue: '530.50' } });
  const inEuros = await shown({ metrics: ['revenue'] }, { ...me, currency: 'EUR' });
  assert.deepEqual([inEuros.rows, inEuros.currency, inEuros.leftOut], [[['219.50']], 'EUR', ['XOF']]);
  const elsewhere = await shown({ metrics: ['revenue'] }, { ...me, currency: 'USD' });
  assert.deepEqual([elsewhere.rows, elsewhere.currency, elsewhere.leftOut], [[['219.50']], 'EUR', ['XOF']]);
});

test('a question that reaches one currency alone is answered in it', async () => {
  const filters = [{ dimension: 'shop__city', operator: 'eq', value: 'Bouaké' }] as const;
  const narrowed = await shown({ metrics: ['revenue'], filters });
  assert.deepEqual([narrowed.rows, narrowed.currency, narrowed.leftOut], [[['219.50']], 'EUR', undefined]);
  const asked = await shown({
    metrics: ['revenue'],
    filters: [{ dimension: 'shop__currency', operator: 'eq', value: 'EUR' }],
  });
  assert.deepEqual([asked.rows, asked.currency, asked.leftOut], [[['219.50']], 'EUR', undefined]);
  const scoped = await shown({ metrics: ['revenue'] }, { ...me, scopes: [{ kind: 'site', id: 's2' }] });
  assert.deepEqual([scoped.rows, scoped.currency, scoped.leftOut], [[['219.50']], 'EUR', undefined]);
});

test('what is no money counts everything; what is made of money does not', async () => {
  const counted = await shown({ metrics: ['sales_count'] });
  assert.deepEqual([counted.rows, counted.leftOut], [[[8]], undefined]);
  const { rows } = await shown({ metrics: ['revenue'], dimensions: ['shop__city'] });
  assert.deepEqual(rows, [['Abidjan', '530.50']]);
});

test('the rows behind a figure, its contributions and its etag are of the same currency', async () => {
  const { figure, columns, rows } = await metrics.drill(me, { metric: 'revenue', query: {} });
  assert.deepEqual([figure, columns.at(-1)?.currency, rows.length], ['530.50', 'XOF', 4]);
  const query = { metrics: ['revenue'] };
  assert.equal(await metrics.etag(me, query), (await metrics.query(me, query)).etag);
  const parts = await metrics.contribution(me, {
    ...{ metric: 'revenue', dimension: 'shop__city', compare: 'previous_period' },
    timeRange: { from: '2024-02-01', to: '2024-03-31' },
  });
  assert.deepEqual([parts.now, parts.before, parts.rows.length], ['380.50', '150.00', 1]);
});

test('values to choose from are those of every currency', async () => {
  const values = await metrics.dimensionValues(me, { dimension: 'shop__city', metric: 'revenue' });
  assert.ok(values.includes('Abidjan') && values.includes('Bouaké'));
});

test('where all amounts are of one currency, figures are shown in it and none is left out', async () => {
  const { rows, columns, leftOut } = await asking("'EUR'").query(me, { metrics: ['revenue'] });
  assert.deepEqual([rows, columns[0]?.currency, leftOut], [[['765.00']], 'EUR', undefined]);
});
