import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { compileMetricQuery } from './compile.ts';
import { openShop, type Shop } from './testing/shop.ts';

let shop: Shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

test('ratio, derived, nested, and all of them together', async () => {
  const metrics = ['basket', 'margin', 'margin_per_buyer', 'revenue', 'sales_count'];
  assert.deepEqual(await shop.ask({ metrics }), [[95.625, 221.5, 55.375, 765, 8]]);
  assert.deepEqual(
    await shop.ask({ metrics: ['margin'], groupBy: ['metric_time__month'], orderBy: ['metric_time'], limit: 2 }),
    [
      ['2024-01-01', 102],
      ['2024-02-01', 28],
    ],
  );
});

test('a rate over nothing is null', async () => {
  const where = ["{{ Dimension('shop__city') }} = 'Nowhere'"];
  assert.deepEqual(await shop.ask({ metrics: ['basket', 'revenue'], where }), [[null, null]]);
});

test('measures of the same rows are read once', () => {
  const { sql } = compileMetricQuery(shop.manifest, {
    metrics: ['revenue', 'buyers', 'basket', 'margin'],
    groupBy: ['shop__city'],
  });
  assert.equal(sql.match(/FROM "sales"/g)?.length, 1);
});

test('order, page, and a settled order for pages', async () => {
  const pages = [];
  for (let offset = 0; offset < 8; offset += 2)
    pages.push(...(await shop.ask({ metrics: ['sales_count'], groupBy: ['sale'], limit: 2, offset })));
  assert.deepEqual(
    pages.map((row) => row[0]),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
  assert.deepEqual(
    await shop.ask({
      metrics: ['revenue'],
      groupBy: ['metric_time__month'],
      orderBy: ["TimeDimension('metric_time', 'month').descending(True)"],
      limit: 1,
    }),
    [['2024-04-01', 5]],
  );
  const reversed = await shop.ask({
    metrics: ['revenue'],
    groupBy: ['shop__city'],
    orderBy: [{ by: 'revenue', descending: true }],
  });
  assert.deepEqual(
    reversed.map((row) => row[0]),
    ['Abidjan', 'Bouaké', null],
  );
  for (const limit of [-1, 1.5, Number.NaN])
    assert.throws(() => compileMetricQuery(shop.manifest, { metrics: ['revenue'], limit }), {
      code: 'metrics.query_invalid',
    });
});

test('a name that is no name is an error, never SQL', () => {
  for (const request of [
    { metrics: ['revenue"; DROP TABLE sales; --'] },
    { metrics: ['revenue'], groupBy: ['shop__city"'] },
    { metrics: ['revenue'], groupBy: ["Dimension('shop__city') FROM x"] },
    { metrics: ['revenue'], orderBy: ['1; DROP TABLE sales'] },
    { metrics: ['revenue'], groupBy: [{ name: 'metric_time', grain: "day') --" }] },
    { metrics: [] },
  ])
    assert.throws(() => compileMetricQuery(shop.manifest, request), /./);
});
