import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { isDomainError, manualClock, silentLogger } from '@griot/kernel';
import { openShop, type Shop } from '../testing/shop.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { MetricContext } from './types.ts';

let shop: Shop;
let metrics: Metrics;
const clock = manualClock('2024-05-02T00:00:00Z');
const me: MetricContext = { tenantId: 'a', application: 'shop', currency: 'XOF', locale: 'fr' };
const year = { from: '2024-01-01', to: '2024-12-31' };

before(async () => {
  shop = await openShop();
});
after(() => shop.close());
beforeEach(() => {
  shop.warehouse.generation = { ...shop.warehouse.generation, id: 1, tests: { passed: 3, warned: 0, failed: 0 } };
  metrics = createMetrics({
    warehouse: shop.warehouse,
    manifest: () => shop.manifest,
    clock,
    log: silentLogger,
    generationTtlMs: 0,
    scopeDimensions: { site: 'shop' },
  });
});

const failsWith = (code: string) => (error: unknown) => isDomainError(error) && error.code === code;

test('an answer carries words, units, its SQL and its passport', async () => {
  const result = await metrics.query(me, {
    metrics: ['revenue'],
    dimensions: ['shop__city'],
    order: ['-revenue'],
    limit: 1,
  });
  assert.deepEqual(result.rows, [['Abidjan', '530.50']]);
  assert.equal(result.hasMore, true);
  const [city, revenue] = result.columns;
  assert.equal(city?.label, 'Ville');
  assert.deepEqual(
    [revenue?.label, revenue?.unit, revenue?.currency, revenue?.direction, revenue?.format],
    ["Chiffre d'affaires", 'currency', 'XOF', 'up', '0,0'],
  );
  assert.match(result.sql, /SUM\("revenue"\)/);
  assert.deepEqual(result.passport.sources, shop.warehouse.generation.sources);
  assert.deepEqual([result.passport.generation, result.passport.state], [1, 'sound']);
});

test('values are parameters, never text', async () => {
  const hostile = "x' OR 1=1 --";
  const result = await metrics.query(me, {
    metrics: ['sales_count'],
    filters: [{ dimension: 'shop__city', operator: 'in', value: [hostile, 'Abidjan'] }],
  });
  assert.deepEqual(result.rows, [[4]]);
  assert.deepEqual(result.params, [hostile, 'Abidjan']);
  assert.ok(!result.sql.includes('OR 1=1'));
});

test('every operator', async () => {
  const count = async (operator: string, value?: unknown, dimension = 'sale__coupon') => {
    const filter = { dimension, operator, value } as never;
    return (await metrics.query(me, { metrics: ['sales_count'], filters: [filter] })).rows[0]?.[0];
  };
  assert.equal(await count('eq', 'NY'), 2);
  assert.equal(await count('ne', 'NY'), 6);
  assert.equal(await count('not_in', ['NY', 'X']), 5);
  assert.equal(await count('is_null'), 5);
  assert.equal(await count('is_not_null'), 3);
  assert.equal(await count('contains', 'n'), 2);
  assert.equal(await count('in', []), null);
  assert.equal(await count('eq', true, 'sale__express'), 3);
  assert.equal(await count('gte', '2024-03-05', 'metric_time__day'), 3);
  assert.equal(await count('between', ['2024-01-10', '2024-01-31'], 'metric_time__day'), 3);
  assert.equal(await count('gt', 4, 'sale'), 4);
  await assert.rejects(count('gt', 'yesterday', 'metric_time__day'), failsWith('metrics.query_invalid'));
  await assert.rejects(count('sounds_like', 'x'), failsWith('metrics.query_invalid'));
});

test('a condition on a metric is checked after aggregation', async () => {
  const filters = [{ dimension: 'revenue', operator: 'gt', value: 100 } as const];
  const result = await metrics.query(me, {
    metrics: ['revenue'],
    dimensions: ['shop__city'],
    filters,
    order: ['shop__city'],
  });
  assert.deepEqual(
    result.rows.map((row) => row[0]),
    ['Abidjan', 'Bouaké'],
  );
});

test('months are compared with the months before, day by day without doubling the ends', async () => {
  const result = await metrics.query(me, {
    metrics: ['revenue'],
    timeRange: { from: '2024-02-01', to: '2024-02-29' },
    compare: 'previous_period',
    totals: true,
  });
  assert.deepEqual(result.previousPeriod, { from: '2024-01-01', to: '2024-01-31' });
  assert.deepEqual(result.rows[0]?.slice(0, 2), ['100.00', '350.00']);
  assert.ok(Math.abs(Number(result.rows[0]?.[2]) + 71.428571) < 1e-4);
  const daily = await metrics.query(me, {
    metrics: ['sales_count'],
    dimensions: ['metric_time__day'],
    timeRange: { from: '2024-02-01', to: '2024-02-29' },
    compare: 'previous_period',
    order: ['metric_time'],
  });
  // 31 January has no counterpart in February.
  assert.deepEqual(daily.rows, [
    ['2024-02-10', null, 2, null],
    ['2024-02-15', 1, null, null],
    ['2024-02-29', 1, null, null],
  ]);
  const weekly = await metrics.query(me, {
    metrics: ['sales_count'],
    dimensions: [{ name: 'metric_time', grain: 'month' }],
    timeRange: year,
    compare: 'previous_year',
  });
  assert.deepEqual(weekly.previousPeriod, { from: '2023-01-01', to: '2023-12-31' });
});

test('shares and totals come from the engine', async () => {
  const result = await metrics.query(me, {
    metrics: ['revenue', 'buyers'],
    dimensions: ['shop__city'],
    order: ['shop__city'],
    shares: true,
    totals: true,
  });
  assert.deepEqual(result.totals, { revenue: '765.00', buyers: 4 });
  const shares = result.rows.map((row) => Number(row[3]));
  assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100) < 1e-9);
});

test('scopes narrow every figure, and a figure that cannot be narrowed is refused', async () => {
  const scoped = { ...me, scopes: [{ kind: 'site', id: 's2' }] };
  assert.deepEqual((await metrics.query(scoped, { metrics: ['revenue'] })).rows, [['219.50']]);
  const both = {
    ...me,
    scopes: [
      { kind: 'site', id: 's2' },
      { kind: 'site', id: 's1' },
    ],
  };
  assert.deepEqual((await metrics.query(both, { metrics: ['revenue'] })).rows, [['750.00']]);
  await assert.rejects(metrics.query(scoped, { metrics: ['visits'] }), failsWith('metrics.outside_scope'));
});

test('answers are kept per tenant and generation; the ETag changes with either', async () => {
  const query = { metrics: ['revenue'] };
  const first = await metrics.query(me, query);
  const ran = shop.warehouse.queries;
  const again = await metrics.query(me, query);
  assert.deepEqual([again.cached, again.etag, shop.warehouse.queries], [true, first.etag, ran]);
  assert.equal(await metrics.etag(me, query), first.etag);
  const other = await metrics.query({ ...me, tenantId: 'b' }, query);
  assert.notEqual(other.etag, first.etag);
  assert.equal(other.cached, false);
  shop.warehouse.generation = { ...shop.warehouse.generation, id: 2, tests: { passed: 2, warned: 1, failed: 0 } };
  const later = await metrics.query(me, query);
  assert.notEqual(later.etag, first.etag);
  assert.deepEqual([later.cached, later.passport.state], [false, 'warned']);
});

test('readers who ask the same at once share one run', async () => {
  const before = shop.warehouse.queries;
  const answers = await Promise.all(Array.from({ length: 20 }, () => metrics.query(me, { metrics: ['largest'] })));
  assert.equal(shop.warehouse.queries, before + 1);
  assert.ok(answers.every((answer) => answer.rows[0]?.[0] === '300.00'));
});

test('the catalogue tells what can be asked', async () => {
  const catalogue = await metrics.catalogue('shop', 'en');
  const revenue = catalogue.metrics.find((one) => one.name === 'revenue');
  assert.equal(revenue?.label, 'Revenue');
  assert.deepEqual(revenue?.synonyms, ['CA', 'ventes']);
  for (const name of ['shop__city', 'client__tier', 'sale__express', 'client', 'client__home__home_region'])
    assert.ok(revenue?.dimensions.includes(name), name);
  assert.ok(!revenue?.dimensions.includes('visit__channel'));
  assert.deepEqual(catalogue.hierarchies[0]?.levels, ['shop', 'shop__city', 'shop__region']);
  assert.equal(catalogue.dimensions.find((one) => one.name === 'shop__city')?.label, 'City');
  const planned = catalogue.metrics.find((one) => one.name === 'planned');
  assert.equal(planned?.timeGrains[0], 'month');
  for (const metric of catalogue.metrics)
    for (const dimension of metric.dimensions)
      if (!metric.name.includes('ago') && !metric.name.includes('growth') && !metric.name.includes('since'))
        assert.ok((await metrics.query(me, { metrics: [metric.name], dimensions: [dimension] })).columns.length >= 2);
});

test('dimension values, searched and in order', async () => {
  assert.deepEqual(await metrics.dimensionValues(me, { dimension: 'shop__city' }), ['Abidjan', 'Bouaké', 'Korhogo']);
  assert.deepEqual(await metrics.dimensionValues(me, { dimension: 'shop__city', search: 'OUA' }), ['Bouaké']);
  assert.deepEqual(await metrics.dimensionValues(me, { dimension: 'shop__city', metric: 'revenue' }), [
    'Abidjan',
    'Bouaké',
  ]);
});

test('what does not exist is said by name', async () => {
  await assert.rejects(metrics.query(me, { metrics: ['nope'] }), failsWith('metrics.unknown_metric'));
  await assert.rejects(
    metrics.query(me, { metrics: ['revenue'], dimensions: ['nope'] }),
    failsWith('metrics.unknown_dimension'),
  );
  await assert.rejects(
    metrics.query(me, { metrics: ['revenue'], dimensions: ['visit__channel'] }),
    failsWith('metrics.unknown_dimension'),
  );
  await assert.rejects(
    metrics.query(me, { metrics: ['revenue'], order: ['shop__city'] }),
    failsWith('metrics.query_invalid'),
  );
  await assert.rejects(
    metrics.query(me, { metrics: ['revenue'], compare: 'previous_year' }),
    failsWith('metrics.query_invalid'),
  );
});

test('a saved query is asked by name; text conditions from outside are not heard', async () => {
  const saved = await metrics.saved(me, 'revenue_by_city', { limit: 2, timeRange: year });
  assert.deepEqual(saved.rows, [
    ['2024-03-01', 'Abidjan', '300.00'],
    ['2024-01-01', 'Abidjan', '150.00'],
  ]);
  assert.equal(saved.hasMore, true);
  await assert.rejects(metrics.saved(me, 'nope'), failsWith('metrics.unknown_saved_query'));
  const smuggled = { metrics: ['sales_count'], where: ['1 = 0'] };
  assert.deepEqual((await metrics.query(me, smuggled)).rows, [[8]]);
});

test('an earlier generation can be read while it is kept', async () => {
  const answer = await metrics.query({ ...me, generation: 1 }, { metrics: ['revenue'] });
  assert.equal(answer.passport.generation, 1);
  await assert.rejects(
    metrics.query({ ...me, generation: 7 }, { metrics: ['revenue'] }),
    failsWith('metrics.generation_unknown'),
  );
});

test('a target stands beside its figure, also where there is a target and no figure', async () => {
  const result = await metrics.query(me, {
    metrics: ['revenue'],
    dimensions: ['metric_time__month', 'shop'],
    filters: [{ dimension: 'shop', operator: 'in', value: ['s1', 's2'] }],
    timeRange: { from: '2024-01-01', to: '2024-02-29' },
    targets: true,
    compare: 'previous_period',
    totals: true,
    order: ['metric_time', 'shop'],
  });
  const names = result.columns.map((column) => column.name);
  assert.deepEqual(names, [
    'metric_time__month',
    'shop',
    'revenue',
    'revenue__previous',
    'revenue__change_pct',
    'revenue__target',
  ]);
  assert.deepEqual(
    result.rows.map((row) => [row[0], row[1], row[2], row[5]]),
    [
      ['2024-01-01', 's1', '150.00', '140.00'],
      ['2024-01-01', 's2', '200.00', '180.00'],
      ['2024-02-01', 's1', '80.50', '100.00'],
      ['2024-02-01', 's2', '19.50', null],
    ],
  );
  assert.deepEqual([result.totals?.revenue, result.totals?.revenue__target], ['450.00', '420.00']);
  assert.equal(result.columns[5]?.label, "Chiffre d'affaires (objectif)");
});
