import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDomainError } from '@griot/kernel';
import { compileMetricQuery } from './compile.ts';
import { openShop, type Shop } from './testing/shop.ts';

let shop: Shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

test('dimensions of the metric’s own model, of a joined one, and entities', async () => {
  assert.deepEqual(
    await shop.ask({
      metrics: ['sales_count'],
      groupBy: ["Dimension('sale__has_coupon')"],
      orderBy: ['sale__has_coupon'],
    }),
    [
      [false, 5],
      [true, 3],
    ],
  );
  assert.deepEqual(
    await shop.ask({ metrics: ['sales_count'], groupBy: ["Entity('shop')"], orderBy: ['-sales_count', 'shop'] }),
    [
      ['s1', 4],
      ['s2', 2],
      ['s9', 1],
      [null, 1],
    ],
  );
  assert.deepEqual(
    await shop.ask({ metrics: ['revenue', 'shop_count'], groupBy: ['shop__region'], orderBy: ['shop__region'] }),
    [
      ['Gbêkê', 219.5, 1],
      ['Lagunes', 530.5, 1],
      ['Poro', null, 1],
      [null, 15, null],
    ],
  );
});

test('a client’s tier is the one that held on the day of the sale', async () => {
  assert.deepEqual(await shop.ask({ metrics: ['revenue'], groupBy: ['client__tier'], orderBy: ['client__tier'] }), [
    ['bronze', 24.5],
    ['gold', 300],
    ['silver', 430.5],
    [null, 10],
  ]);
  assert.deepEqual(await shop.ask({ metrics: ['gold_revenue'] }), [[300]]);
});

test('two joins, through a table with validity to one without', async () => {
  const groupBy = ["Dimension('client__home__home_region')"];
  const expected = [
    ['Gbêkê', 305],
    ['Lagunes', 450],
    [null, 10],
  ];
  assert.deepEqual(await shop.ask({ metrics: ['revenue'], groupBy, orderBy: ['client__home__home_region'] }), expected);
  // The path may be left out where only one leads there.
  assert.deepEqual(
    await shop.ask({ metrics: ['revenue'], groupBy: ['home__home_region'], orderBy: ['home__home_region'] }),
    expected,
  );
});

test('partitions of both sides meet', async () => {
  assert.deepEqual(await shop.ask({ metrics: ['kwh'], groupBy: ['meter__place'], orderBy: ['meter__place'] }), [
    ['cellar', 6],
    ['roof', 12],
  ]);
});

test('no join multiplies rows: totals do not depend on what is grouped by', async () => {
  for (const groupBy of [
    ['shop__city'],
    ['client__tier'],
    ['client__home__home_region', 'shop__region'],
    ['client', 'shop__city'],
  ]) {
    const rows = await shop.ask({ metrics: ['revenue', 'sales_count'], groupBy });
    assert.equal(
      rows.reduce((sum, row) => sum + Number(row.at(-2)), 0),
      765,
    );
    assert.equal(
      rows.reduce((sum, row) => sum + Number(row.at(-1)), 0),
      8,
    );
  }
});

test('an expression of a dimension means columns of its own table only', async () => {
  // Both sales and shops have shop_id; has_coupon is an expression over sales.
  const rows = await shop.ask({
    metrics: ['revenue'],
    groupBy: ['sale__has_coupon', 'shop__city'],
    where: ["{{ Entity('shop') }} = 's1'"],
  });
  assert.equal(rows.length, 2);
});

test('what would multiply rows or has no path is refused', () => {
  const refused = (groupBy: string[], metric = 'revenue') =>
    assert.throws(
      () => compileMetricQuery(shop.manifest, { metrics: [metric], groupBy }),
      (error) => isDomainError(error) && error.code === 'metrics.unknown_dimension',
    );
  refused(['sale__express'], 'shop_count');
  refused(['visit__channel']);
  refused(['shop__nope']);
  refused(['shop__city'], 'signals');
});

test('dimensions without metrics: values that occur, their bounds, and every row', async () => {
  assert.deepEqual(await shop.ask({ metrics: [], groupBy: ['shop__city'], orderBy: ['shop__city'] }), [
    ['Abidjan'],
    ['Bouaké'],
    ['Korhogo'],
  ]);
  assert.deepEqual(await shop.ask({ metrics: [], groupBy: ['sale__sold_on'], minMaxOnly: true }), [
    ['2024-01-10', '2024-04-01'],
  ]);
  assert.equal((await shop.ask({ metrics: [], groupBy: ['sale__coupon'], distinct: false })).length, 8);
  assert.deepEqual(
    await shop.ask({
      metrics: [],
      groupBy: ['metric_time__month'],
      timeRange: { from: '2024-01-01', to: '2024-02-29' },
      orderBy: ['metric_time'],
    }),
    [['2024-01-01'], ['2024-02-01']],
  );
  // A city without sales is there, and a sale without a shop too.
  const pairs = await shop.ask({
    metrics: [],
    groupBy: ['shop__city', 'sale__express'],
    orderBy: ['shop__city', 'sale__express'],
  });
  assert.deepEqual(pairs.at(-3), ['Korhogo', null]);
});
