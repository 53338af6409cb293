import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addDays, startOf } from '@griot/kernel';
import fc from 'fast-check';
import { openShop, type Shop } from './testing/shop.ts';

/** Random sales, and the same figures by loops that share nothing with the compiler. */
interface Sale {
  readonly client: number;
  readonly shop: number | null;
  readonly day: number;
  readonly cents: number;
  readonly express: boolean | null;
}

let shop: Shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

const START = '2024-01-01';
const DAYS = 90;
const sale = fc.record({
  client: fc.integer({ min: 1, max: 4 }),
  shop: fc.option(fc.integer({ min: 1, max: 4 })),
  day: fc.integer({ min: 0, max: DAYS }),
  cents: fc.integer({ min: -5000, max: 50_000 }),
  express: fc.option(fc.boolean()),
});
const dayOf = (one: Sale): string => addDays(START, one.day);
const cities: Record<number, string> = { 1: 'Abidjan', 2: 'Bouaké', 3: 'Korhogo' };

async function fill(sales: readonly Sale[]): Promise<void> {
  await shop.sql('DELETE FROM sales');
  const rows = sales.map(
    (one, at) =>
      `(${at}, 'c${one.client}', ${one.shop === null ? 'NULL' : `'s${one.shop}'`}, DATE '${dayOf(one)}', NULL, ${one.cents}::DECIMAL(12,2) / 100, ${one.express}, NULL)`,
  );
  if (rows.length > 0) await shop.sql(`INSERT INTO sales VALUES ${rows.join(', ')}`);
}

const total = (sales: readonly Sale[]): number | null =>
  sales.length === 0 ? null : sales.reduce((sum, one) => sum + one.cents, 0) / 100;

function grouped<T>(sales: readonly Sale[], key: (one: Sale) => T): Map<T, Sale[]> {
  const groups = new Map<T, Sale[]>();
  for (const one of sales) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

const check = (name: string, work: (sales: readonly Sale[]) => Promise<void>): void => {
  test(name, async () => {
    const runs = fc.asyncProperty(fc.array(sale, { maxLength: 40 }), async (sales) => {
      await fill(sales);
      await work(sales);
    });
    await fc.assert(runs, { numRuns: 25 });
  });
};

const asMap = (rows: readonly (readonly unknown[])[]): Map<unknown, unknown> =>
  new Map(rows.map((row) => [row[0], row[1]]));

check('sums by a joined dimension', async (sales) => {
  const byCity = await shop.ask({ metrics: ['revenue'], groupBy: ['shop__city'] });
  const cityOf = (one: Sale): string | null => (one.shop === null ? null : (cities[one.shop] ?? null));
  const expected = new Map([...grouped(sales, cityOf)].map(([city, list]) => [city, total(list)]));
  assert.deepEqual(asMap(byCity), sortedLike(expected, byCity));
});

check('a filtered ratio, null where there is nothing to divide by', async (sales) => {
  const [[share] = []] = await shop.ask({ metrics: ['express_share'] });
  const whole = total(sales);
  const part = total(sales.filter((one) => one.express === true));
  if (whole === null || whole === 0 || part === null) assert.equal(share, null);
  else assert.ok(Math.abs(Number(share) - part / whole) < 1e-9);
});

check('distinct buyers of the last 60 days, every day', async (sales) => {
  const range = { from: START, to: addDays(START, DAYS) };
  const rows = await shop.ask({ metrics: ['buyers_60_days'], groupBy: ['metric_time'], timeRange: range });
  const expected = new Map<unknown, unknown>();
  for (let day = 0; day <= DAYS; day += 1) {
    const seen = new Set(sales.filter((one) => one.day <= day && one.day > day - 60).map((one) => one.client));
    if (seen.size > 0) expected.set(addDays(START, day), seen.size);
  }
  assert.deepEqual(asMap(rows), sortedLike(expected, rows));
});

check('revenue since ever and of ten days before, per week', async (sales) => {
  const range = { from: START, to: addDays(START, DAYS + 20) };
  const moved = await shop.ask({ metrics: ['sales_ten_days_ago'], groupBy: ['metric_time__week'], timeRange: range });
  const weeks = grouped(sales, (one) => startOf('week', addDays(START, one.day + 10)));
  assert.deepEqual(
    asMap(moved),
    sortedLike(new Map([...weeks].map(([week, list]) => [week, list.length * 10])), moved),
  );
  const running = await shop.ask({ metrics: ['revenue_so_far'], groupBy: ['metric_time__day'], timeRange: range });
  for (const [day, value] of running) {
    const until = sales.filter((one) => dayOf(one) <= String(day));
    assert.ok(Math.abs(Number(value) - Number(total(until))) < 1e-9);
  }
});

/** The same map in the order of the rows: maps are compared in order. */
function sortedLike(
  expected: ReadonlyMap<unknown, unknown>,
  rows: readonly (readonly unknown[])[],
): Map<unknown, unknown> {
  const order = rows.map((row) => row[0]);
  return new Map([...expected].sort((a, b) => order.indexOf(a[0] as never) - order.indexOf(b[0] as never)));
}
