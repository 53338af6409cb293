import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { compileMetricQuery } from './compile.ts';
import { parseTemplate, replaceIdentifiers } from './query/parse-template.ts';
import { openShop, type Shop } from './testing/shop.ts';

let shop: Shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

test('a filter of the metric, of its input, of the query', async () => {
  assert.deepEqual(await shop.ask({ metrics: ['express_revenue', 'revenue'] }), [[480.5, 765]]);
  assert.deepEqual(await shop.ask({ metrics: ['express_share'] }), [[480.5 / 765]]);
  const where = [
    "{{ Dimension('shop__city') }} = 'Abidjan' AND {{ TimeDimension('metric_time', 'month') }} >= DATE '2024-02-01'",
  ];
  assert.deepEqual(await shop.ask({ metrics: ['express_revenue', 'revenue'], where }), [[380.5, 380.5]]);
});

test('a filter applies to every metric of the query, each reached in its own way', async () => {
  const where = ["{{ Dimension('shop__region') }} <> 'Lagunes'"];
  assert.deepEqual(await shop.ask({ metrics: ['revenue', 'units_at_end'], where }), [[219.5, 4]]);
});

test('a metric per entity as a filter', async () => {
  assert.deepEqual(await shop.ask({ metrics: ['busy_clients_revenue'] }), [[450]]);
  const where = ["{{ Metric('revenue', ['shop']) }} > 500 OR {{ Metric('units_at_end', ['shop']) }} = 4"];
  assert.deepEqual(await shop.ask({ metrics: ['sales_count'], groupBy: ['shop'], where, orderBy: ['shop'] }), [
    ['s1', 4],
    ['s2', 2],
  ]);
  assert.deepEqual(
    await shop.ask({ metrics: [], groupBy: ["Entity('shop')"], where: ["{{ Metric('revenue', ['shop']) }} > 500"] }),
    [['s1']],
  );
});

test('bare output names in a template are references too; quoted text is not', async () => {
  const where = ["metric_time__month = DATE '2024-01-01' AND 'shop__city' <> 'x'"];
  assert.deepEqual(await shop.ask({ metrics: ['revenue'], where }), [[350]]);
});

test('templates are split into text and references', () => {
  const parts = parseTemplate(
    "{{ Dimension('a__b', entity_path=['c']).grain('month') }} > 1 -- x__y\nAND f__g(1)",
    (word) => word === 'month',
  );
  assert.deepEqual(parts, [
    { kind: 'dimension', links: ['c', 'a'], element: 'b', grain: 'month', datePart: null, groupBy: [] },
    ' > 1 -- x__y\nAND f__g(1)',
  ]);
  for (const bad of [
    '{{ Dimension( }}',
    "{{ Nope('a') }}",
    "{{ Dimension('a').upper() }}",
    "{{ TimeDimension('a', date_part='aeon') }}",
    '{{ 1 }}',
  ])
    assert.throws(() => parseTemplate(bad, () => false), { code: 'metrics.query_invalid' });
});

test('only whole identifiers are replaced in an expression', () => {
  const replaced = replaceIdentifiers(`a + ab + t.a + a(1) + 'a' + "a" /* a */ + A`, (name) =>
    name === 'a' ? 'X' : null,
  );
  assert.equal(replaced, `X + ab + t.a + a(1) + 'a' + "a" /* a */ + A`);
});

test('equal values share a placeholder, and none reaches the text', () => {
  const { sql, params } = compileMetricQuery(shop.manifest, {
    metrics: ['revenue', 'paid'],
    filters: [{ dimension: 'shop__city', operator: 'in', value: ["O'Brien", "O'Brien", 'B'] }],
  });
  assert.deepEqual(params, ["O'Brien", 'B']);
  assert.ok(!sql.includes('Brien'));
  assert.ok(sql.includes('$1') && sql.includes('$2') && !sql.includes('$3'));
});
