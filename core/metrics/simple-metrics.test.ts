import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openShop, type Shop } from './testing/shop.ts';

let shop: Shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

test('every aggregation gives its figure', async () => {
  const metrics = ['revenue', 'sales_count', 'buyers', 'coupons', 'express_sales', 'mean_amount', 'median_amount'];
  assert.deepEqual(await shop.ask({ metrics }), [[765, 8, 4, 3, 3, 95.625, 65.25]]);
  const more = ['p75_cont', 'p75_disc', 'smallest', 'largest'];
  assert.deepEqual(await shop.ask({ metrics: more }), [[125, 100, 5, 300]]);
  const [approximate] = (await shop.ask({ metrics: ['p75_approx'] }))[0] ?? [];
  assert.ok(Number(approximate) >= 80.5 && Number(approximate) <= 200);
});

test('rows without a partner keep their figures under a null dimension', async () => {
  const rows = await shop.ask({ metrics: ['revenue'], groupBy: ['shop__city'], orderBy: ['-revenue'] });
  assert.deepEqual(rows, [
    ['Abidjan', 530.5],
    ['Bouaké', 219.5],
    [null, 15],
  ]);
});
