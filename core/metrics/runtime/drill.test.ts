import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDomainError, manualClock, silentLogger } from '@griot/kernel';
import { openShop, type Shop } from '../testing/shop.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { DrillResult, MetricContext, MetricQuery, Value } from './types.ts';

let shop: Shop;
let metrics: Metrics;
const me: MetricContext = { tenantId: 'a', application: 'shop', locale: 'fr' };

before(async () => {
  shop = await openShop();
  metrics = createMetrics({
    warehouse: shop.warehouse,
    manifest: () => shop.manifest,
    clock: manualClock('2024-05-02T00:00:00Z'),
    log: silentLogger,
  });
});
after(() => shop.close());

const valueSum = (result: DrillResult): number => result.rows.reduce((sum, row) => sum + Number(row.at(-1) ?? 0), 0);
const column = (result: DrillResult, name: string): Value[] => {
  const at = result.columns.findIndex((one) => one.name === name);
  return result.rows.map((row) => row[at] ?? null);
};

test('the rows of every cell add up to its figure, whatever the metric that adds', async () => {
  const queries: [string, MetricQuery['dimensions']][] = [
    ['revenue', ['shop__city', 'metric_time__month']],
    ['revenue', ['client__tier']],
    ['coupons', ['shop__region']],
    ['express_sales', ['metric_time__quarter', 'sale__express']],
    ['express_revenue', ['metric_time__extract_dow']],
    ['busy_clients_revenue', ['client']],
    ['units_at_end', ['metric_time__month', 'shop']],
    ['revenue', ['metric_time__market_week']],
    ['kwh', ['meter__place']],
    ['revenue_every_day', ['metric_time__month']],
  ];
  for (const [metric, dimensions] of queries) {
    const shown = await metrics.query(me, { metrics: [metric], dimensions });
    for (const row of shown.rows) {
      const figure = row.at(-1) ?? null;
      const cell = Object.fromEntries(shown.columns.slice(0, -1).map((one, at) => [one.name, row[at] ?? null]));
      const opened = await metrics.drill(me, { metric, query: { dimensions }, cell, limit: 100 });
      assert.equal(Number(opened.figure ?? 0), Number(figure ?? 0), `${metric} ${JSON.stringify(cell)}`);
      assert.equal(opened.total, opened.rows.length);
      assert.ok(opened.adds);
      assert.ok(Math.abs(valueSum(opened) - Number(figure ?? 0)) < 1e-9, `${metric} ${JSON.stringify(cell)}`);
    }
  }
});

test('moved and running values open to the rows of their own time', async () => {
  const moved = await metrics.drill(me, {
    metric: 'sales_ten_days_ago',
    query: { dimensions: ['metric_time__month'] },
    cell: { metric_time__month: '2024-02-01' },
  });
  // Sales of 22 January to 19 February, seen ten days later.
  assert.deepEqual(column(moved, 'sale'), [3, 4]);
  const running = await metrics.drill(me, {
    metric: 'revenue_so_far',
    query: { dimensions: ['metric_time__month'] },
    cell: { metric_time__month: '2024-02-01' },
  });
  assert.deepEqual(column(running, 'sale'), [1, 2, 3, 4, 5]);
  assert.equal(running.figure, '450.00');
  const month = await metrics.drill(me, {
    metric: 'revenue_month_to_date',
    query: { dimensions: ['metric_time__day'] },
    cell: { metric_time__day: '2024-02-20' },
  });
  assert.deepEqual(column(month, 'sale'), [4]);
});

test('a ratio opens to either side', async () => {
  const cell = { shop__city: 'Abidjan' };
  const query = { dimensions: ['shop__city'] };
  const top = await metrics.drill(me, { metric: 'express_share', query, cell });
  assert.deepEqual(
    top.inputs.map((one) => one.name),
    ['revenue', 'revenue_2'],
  );
  assert.equal(top.figure, '480.50');
  const bottom = await metrics.drill(me, { metric: 'express_share', query, cell, input: 'revenue_2' });
  assert.equal(bottom.figure, '530.50');
  await assert.rejects(metrics.drill(me, { metric: 'express_share', query, cell, input: 'nope' }));
});

test('what does not add up says so and still shows its figure', async () => {
  const opened = await metrics.drill(me, { metric: 'buyers', query: {}, order: ['client'] });
  assert.deepEqual([opened.adds, opened.figure, opened.total], [false, 4, 8]);
});

test('pages neither overlap nor leave out', async () => {
  const seen: Value[] = [];
  for (let offset = 0; offset < 8; offset += 3) {
    const page = await metrics.drill(me, { metric: 'revenue', query: {}, limit: 3, offset, order: ['-value'] });
    seen.push(...column(page, 'sale'));
    assert.deepEqual([page.total, page.hasMore], [8, offset + 3 < 8]);
  }
  assert.deepEqual(seen, [6, 3, 1, 4, 2, 5, 7, 8]);
});

test('scopes hold in the rows too, and conversions have none', async () => {
  const scoped = { ...me, scopes: [{ kind: 'shop', id: 's2' }] };
  const opened = await metrics.drill(scoped, { metric: 'revenue', query: {} });
  assert.deepEqual(column(opened, 'shop'), ['s2', 's2']);
  const noRows = (error: unknown): boolean => isDomainError(error) && error.code === 'metrics.query_invalid';
  await assert.rejects(metrics.drill(me, { metric: 'orders_after_visit', query: {} }), noRows);
  await assert.rejects(metrics.drill(me, { metric: 'revenue', query: {}, cell: { nope: 1 } }), noRows);
});

test('contributions of a sum add up to the change', async () => {
  const answer = await metrics.contribution(me, {
    metric: 'revenue',
    dimension: 'shop__city',
    timeRange: { from: '2024-02-01', to: '2024-02-29' },
    compare: 'previous_period',
  });
  assert.deepEqual([answer.now, answer.before, answer.change, answer.adds], ['100.00', '350.00', '-250.00', true]);
  assert.deepEqual(
    answer.rows.map((row) => [row.value, row.effect]),
    [
      ['Bouaké', '-180.50'],
      ['Abidjan', '-69.50'],
    ],
  );
  assert.ok(Math.abs(answer.rows.reduce((sum, row) => sum + (row.contribution ?? 0), 0) - 1) < 1e-9);
});

test('contributions of a ratio add up too; those of a distinct count do not and say so', async () => {
  const range = { timeRange: { from: '2024-02-01', to: '2024-02-29' }, compare: 'previous_period' } as const;
  const ratio = await metrics.contribution(me, { metric: 'basket', dimension: 'shop__city', ...range });
  // 100/2 - 350/3
  assert.ok(Math.abs(Number(ratio.change) - (50 - 350 / 3)) < 1e-9);
  assert.ok(ratio.adds);
  const buyers = await metrics.contribution(me, { metric: 'buyers', dimension: 'sale__coupon', ...range });
  assert.equal(buyers.adds, false);
});
