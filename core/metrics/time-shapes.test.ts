import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { compileMetricQuery } from './compile.ts';
import { openShop, type Row, type Shop } from './testing/shop.ts';

let shop: Shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

const spring = { from: '2024-01-01', to: '2024-05-31' };
const byMonth = (metric: string, timeRange: typeof spring | null = spring): Promise<Row[]> =>
  shop.ask({ metrics: [metric], groupBy: ['metric_time__month'], orderBy: ['metric_time'], timeRange });

test('grains, date parts and granularities of the calendar’s own', async () => {
  assert.deepEqual(await byMonth('revenue'), [
    ['2024-01-01', 350],
    ['2024-02-01', 100],
    ['2024-03-01', 310],
    ['2024-04-01', 5],
  ]);
  assert.deepEqual(await shop.ask({ metrics: ['sales_count'], groupBy: ["TimeDimension('metric_time', 'year')"] }), [
    ['2024-01-01', 8],
  ]);
  const weekday = await shop.ask({
    metrics: ['sales_count'],
    groupBy: ["TimeDimension('metric_time', date_part_name='dow')"],
    orderBy: ['metric_time'],
  });
  assert.deepEqual(weekday, [
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 2],
  ]);
  assert.deepEqual(
    await shop.ask({
      metrics: ['sales_count'],
      groupBy: ['metric_time__market_week'],
      orderBy: ['metric_time'],
      limit: 2,
    }),
    [
      ['2024-01-06', 2],
      ['2024-01-31', 1],
    ],
  );
  assert.deepEqual(
    await shop.ask({
      metrics: ['signals'],
      groupBy: ["TimeDimension('metric_time', 'hour')"],
      orderBy: ['metric_time__hour'],
    }),
    [
      ['2024-01-01 10:00:00', 2],
      ['2024-01-01 12:00:00', 1],
      ['2024-01-02 00:00:00', 1],
    ],
  );
  assert.deepEqual(await shop.ask({ metrics: ['signals'], groupBy: ['metric_time'], orderBy: ['metric_time'] }), [
    ['2024-01-01', 3],
    ['2024-01-02', 1],
  ]);
});

test('each metric keeps its own time; a day of monthly data is its month', async () => {
  const rows = await shop.ask({
    metrics: ['revenue', 'paid'],
    groupBy: ['metric_time__month'],
    orderBy: ['metric_time'],
  });
  assert.deepEqual(rows, [
    ['2024-01-01', 350, 100],
    ['2024-02-01', 100, 250],
    ['2024-03-01', 310, 410],
    ['2024-04-01', 5, null],
    [null, null, 5],
  ]);
  const { columns } = compileMetricQuery(shop.manifest, {
    metrics: ['planned', 'revenue'],
    groupBy: ['metric_time__day'],
  });
  assert.equal(columns[0]?.name, 'metric_time__month');
});

test('time ranges hold to the day and to the second, and can be widened to whole periods', async () => {
  const range = { from: '2024-01-31', to: '2024-02-15' };
  assert.deepEqual(await shop.ask({ metrics: ['revenue'], timeRange: range }), [[280.5]]);
  const whole = { metrics: ['revenue'], groupBy: ['metric_time__month'], timeRange: range, orderBy: ['metric_time'] };
  assert.deepEqual(await shop.ask(whole), [
    ['2024-01-01', 200],
    ['2024-02-01', 80.5],
  ]);
  assert.deepEqual(await shop.ask({ ...whole, wholePeriods: true }), [
    ['2024-01-01', 350],
    ['2024-02-01', 100],
  ]);
  const seconds = { from: '2024-01-01 10:50:00', to: '2024-01-01 12:00:01' };
  assert.deepEqual(await shop.ask({ metrics: ['signals'], timeRange: seconds }), [[2]]);
  for (const bad of [
    { from: '2024-02-30', to: '2024-03-01' },
    { from: '2024-03-02', to: '2024-03-01' },
    { from: "x'", to: '2024-01-01' },
  ])
    assert.throws(() => compileMetricQuery(shop.manifest, { metrics: ['revenue'], timeRange: bad }), {
      code: 'metrics.query_invalid',
    });
});

test('offsets look back from every day of the calendar', async () => {
  // The end of a short month is met once per missing day: 29 to 31 March all look back at 29 February.
  assert.deepEqual(await byMonth('revenue_growth_month'), [
    ['2024-01-01', null],
    ['2024-02-01', -50],
    ['2024-03-01', 310 - 80.5 - 3 * 19.5],
    ['2024-04-01', -305],
    ['2024-05-01', null],
  ]);
  assert.deepEqual(await byMonth('revenue_since_month_start'), [
    ['2024-01-01', null],
    ['2024-02-01', null],
    ['2024-03-01', null],
    ['2024-04-01', 0],
  ]);
  const range = { from: '2024-01-01', to: '2024-01-31' };
  const daily = (metric: string) =>
    shop.ask({ metrics: [metric], groupBy: ['metric_time'], orderBy: ['metric_time'], timeRange: range });
  assert.deepEqual(await daily('sales_ten_days_ago'), [['2024-01-20', 20]]);
  assert.deepEqual(await daily('sales_two_weeks_ago_twice'), [['2024-01-24', 2]]);
  assert.deepEqual(await daily('sales_market_week_ago'), [['2024-01-15', 2]]);
  assert.deepEqual(await shop.ask({ metrics: ['sales_ten_days_ago'], timeRange: range }), [[20]]);
  assert.throws(() => compileMetricQuery(shop.manifest, { metrics: ['sales_ten_days_ago'] }), {
    code: 'metrics.query_invalid',
  });
});

test('running values: since ever, over a window, since the period began', async () => {
  assert.deepEqual(await byMonth('revenue_so_far'), [
    ['2024-01-01', 350],
    ['2024-02-01', 450],
    ['2024-03-01', 760],
    ['2024-04-01', 765],
    ['2024-05-01', 765],
  ]);
  assert.deepEqual(
    (await byMonth('revenue_month_to_date')).map((row) => row[1]),
    [350, 100, 310, 5],
  );
  const day = (metric: string, on: string) =>
    shop.ask({ metrics: [metric], groupBy: ['metric_time'], timeRange: { from: on, to: on } });
  assert.deepEqual(await day('revenue_31_days', '2024-02-09'), [['2024-02-09', 350]]);
  assert.deepEqual(await day('revenue_31_days', '2024-02-10'), [['2024-02-10', 200]]);
  assert.deepEqual(await day('buyers_60_days', '2024-03-05'), [['2024-03-05', 4]]);
  assert.deepEqual(await shop.ask({ metrics: ['revenue_so_far'] }), [[765]]);
  // Without a time axis a range means its end.
  assert.deepEqual(
    await shop.ask({
      metrics: ['revenue_so_far', 'revenue_month_to_date'],
      timeRange: { from: '2024-02-01', to: '2024-02-20' },
    }),
    [[430.5, 80.5]],
  );
  const byShop = await shop.ask({
    metrics: ['revenue_so_far'],
    groupBy: ['metric_time__quarter', 'shop__city'],
    timeRange: { from: '2024-01-01', to: '2024-03-31' },
    orderBy: ['shop__city'],
  });
  assert.deepEqual(byShop, [
    ['2024-01-01', 'Abidjan', 530.5],
    ['2024-01-01', 'Bouaké', 219.5],
    ['2024-01-01', null, 10],
  ]);
});

test('a metric joined to the calendar has every period, filled when asked', async () => {
  assert.deepEqual(
    (await byMonth('sales_filled')).map((row) => row[1]),
    [3, 2, 2, 1, 0],
  );
  assert.deepEqual(
    (await byMonth('revenue_every_day')).map((row) => row[1]),
    [350, 100, 310, 5, null],
  );
  const filters = [{ dimension: 'metric_time__month', operator: 'gte', value: '2024-05-01' } as const];
  const late = await shop.ask({
    metrics: ['sales_filled'],
    groupBy: ['metric_time__month'],
    filters,
    timeRange: spring,
  });
  assert.deepEqual(late, [['2024-05-01', 0]]);
});

test('measures that may not be added over time take the edge of each window', async () => {
  assert.deepEqual(await shop.ask({ metrics: ['units_at_end', 'units_at_start'] }), [[9, 30]]);
  assert.deepEqual(await byMonth('units_at_end'), [
    ['2024-01-01', 25],
    ['2024-02-01', 9],
  ]);
  assert.deepEqual(await byMonth('units_at_start'), [
    ['2024-01-01', 30],
    ['2024-02-01', 5],
  ]);
  assert.deepEqual(await shop.ask({ metrics: ['units_at_end'], groupBy: ['shop'], orderBy: ['shop'] }), [
    ['s1', 5],
    ['s2', 4],
  ]);
});

test('conversions follow the last visit before them, within the window, with equal properties', async () => {
  const metrics = ['ordered_within_week', 'orders_after_visit', 'same_basket_orders'];
  assert.deepEqual(await shop.ask({ metrics }), [[0.5, 3, 2]]);
  assert.deepEqual(await shop.ask({ metrics, groupBy: ['visit__channel'], orderBy: ['visit__channel'] }), [
    ['ad', 0.5, 2, 2],
    ['mail', 0.5, 1, null],
  ]);
  assert.deepEqual(
    await shop.ask({ metrics: ['orders_after_visit'], where: ["{{ Dimension('visit__channel') }} = 'ad'"] }),
    [[3]],
  );
});
