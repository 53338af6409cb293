import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { loadRows, testWarehouse } from '../testing/index.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';

const FILES: Record<string, string> = {
  'dbt_project.yml': `
name: shop
version: '1.0'
profile: shop
model-paths: [models]
seed-paths: [seeds]
snapshot-paths: [snapshots]
macro-paths: [macros]
test-paths: [tests]
vars: { floor: 0 }
on-run-start: ["create table if not exists data.run_log (n int)", "insert into data.run_log values (1)"]
models:
  shop:
    staging: { +materialized: view }
`,
  'seeds/rates.csv': 'currency,rate,since\nXOF,1,2024-01-01\nEUR,655.957,2024-01-01\n',
  'seeds/seeds.yml': 'seeds:\n  - name: rates\n    config: { column_types: { rate: "DECIMAL(12,3)" } }\n',
  'macros/currencies.sql': `
{% macro known_currencies() %}
  {%- set result = run_query('select currency from ' ~ ref('rates') ~ ' order by 1') -%}
  {%- if execute %}{{ return(result.columns[0].values()) }}{% else %}{{ return([]) }}{% endif -%}
{% endmacro %}`,
  'models/staging/sources.yml': `
sources:
  - name: shop
    tables:
      - name: orders
        freshness: { warn_after: { count: 1, period: day }, error_after: { count: 400000, period: day } }
        loaded_at_field: changed_at
      - name: never
        freshness: { warn_after: { count: 1, period: hour } }
`,
  'models/staging/stg_orders.sql': `
select id, currency, amount, changed_at from {{ source('shop', 'orders') }} where amount > {{ var('floor') }}`,
  'models/staging/clean.sql': `{{ config(materialized='ephemeral') }} select * from {{ ref('stg_orders') }} where id is not null`,
  'models/fact_orders.sql': `
{{ config(materialized='incremental', unique_key='id', order_by=['currency']) }}
select o.id, o.currency, cast(o.amount * r.rate as decimal(18,2)) as amount_xof, o.changed_at
from {{ ref('clean') }} o join {{ ref('rates') }} r using (currency)
{% if is_incremental() %} where o.changed_at > (select max(changed_at) from {{ this }}) {% endif %}`,
  'models/mart_currencies.sql': `
{{ config(materialized='table', contract={'enforced': true}, post_hook="insert into data.run_log select count(*) from {{ this }}") }}
select
  {% for currency in known_currencies() %}
  cast(coalesce(sum(amount_xof) filter (where currency = '{{ currency }}'), 0) as decimal(38,2)) as {{ currency | lower }},
  {% endfor %}
  cast(count(*) as integer) as orders
from {{ ref('fact_orders') }}`,
  'models/schema.yml': `
models:
  - name: mart_currencies
    columns:
      - { name: eur, data_type: "decimal(38,2)" }
      - { name: xof, data_type: "decimal(38,2)" }
      - { name: orders, data_type: int, constraints: [{ type: not_null }] }
  - name: fact_orders
    columns:
      - name: id
        data_tests: [unique, not_null]
      - name: currency
        data_tests:
          - accepted_values: { arguments: { values: [XOF, EUR] }, config: { severity: warn } }
          - relationships: { arguments: { to: ref('rates'), field: currency } }
unit_tests:
  - name: converts
    model: fact_orders
    overrides: { macros: { is_incremental: false } }
    given:
      - { input: ref('clean'), format: sql, rows: "select 1 as id, 'EUR' as currency, 2.00 as amount, timestamp '2024-01-01' as changed_at" }
      - { input: ref('rates'), rows: [{ currency: EUR, rate: 655.957 }] }
    expect: { rows: [{ id: 1, amount_xof: 1311.91 }] }
`,
  'snapshots/orders_history.yml': `
snapshots:
  - name: orders_history
    relation: ref('stg_orders')
    config: { unique_key: id, strategy: timestamp, updated_at: changed_at, hard_deletes: invalidate }
`,
  'tests/no_negative.sql': `select * from {{ ref('fact_orders') }} where amount_xof < 0`,
};

async function project(t: { after(work: () => Promise<void>): void }): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'griot-dbt-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), text);
  }
  return dir;
}

test('a dbt-layout folder is built: seed, ephemeral, incremental, snapshot, contract, macros that query, hooks, all kinds of tests', async (t) => {
  const projectDir = await project(t);
  const { warehouse } = await testWarehouse(t);
  const tenant = warehouse.tenant(TENANT);
  const load = (loadId: string, rows: (string | null)[][]) =>
    loadRows(tenant, {
      source: 'shop.orders',
      loadId,
      columns: { id: 'INTEGER', currency: 'VARCHAR', amount: 'DECIMAL(18,2)', changed_at: 'TIMESTAMP' },
      rows,
    });
  await load('a', [
    ['1', 'XOF', '100.50', '2024-01-01 00:00:00'],
    ['2', 'EUR', '2.00', '2024-01-01 00:00:00'],
    ['3', 'XOF', '-5', '2024-01-01 00:00:00'],
  ]);
  const first = await tenant.build({ projectDir });
  assert.ok(first.ok, JSON.stringify(first, null, 1));
  assert.deepEqual((await tenant.query('SELECT eur, xof, orders FROM mart_currencies')).rows, [
    ['1311.91', '100.50', 2],
  ]);
  assert.equal(first.tests.length, 6);
  assert.ok(first.tests.some((one) => one.id.startsWith('unit_test.') && one.status === 'pass'));
  assert.deepEqual((await tenant.query('SELECT count(*) FROM source__shop__orders')).rows, [['3']]);

  const again = await tenant.build({ projectDir });
  assert.deepEqual(new Set(again.nodes.map((node) => node.status)), new Set(['reused']));
  const log = await tenant.query('SELECT list(n ORDER BY n) FROM data.run_log');
  assert.deepEqual(log.rows, [[[1, 1, 1]]], 'on-run-start twice, the post-hook once');

  await load('b', [
    ['1', 'XOF', '1.00', '2024-02-01 00:00:00'],
    ['2', 'EUR', '9.00', '2023-12-01 00:00:00'],
  ]);
  const changed = await tenant.build({
    projectDir,
    select: ['state:modified+', 'source_status:fresher+', 'stg_orders+'],
  });
  assert.ok(changed.ok, JSON.stringify(changed.nodes));
  assert.deepEqual((await tenant.query('SELECT eur, xof, orders FROM mart_currencies')).rows, [['1311.91', '1.00', 2]]);
  const history = await tenant.query('SELECT id, amount, dbt_valid_to IS NULL FROM orders_history ORDER BY ALL');
  assert.deepEqual(history.rows, [
    [1, '1.00', true],
    [1, '100.50', false],
    [2, '2.00', true],
  ]);

  const full = await tenant.build({ projectDir, fullRefresh: true, vars: { floor: 5 } });
  assert.ok(full.ok, JSON.stringify(full.nodes));
  assert.deepEqual((await tenant.query('SELECT id, amount_xof FROM fact_orders')).rows, [[2, '5903.61']]);

  await load('c', [['1', 'USD', '1.00', '2024-03-01 00:00:00']]);
  await writeFile(
    join(projectDir, 'models/fact_orders.sql'),
    (FILES['models/fact_orders.sql'] ?? '').replace(' join ', ' left join '),
  );
  const bad = await tenant.build({ projectDir, exclude: ['converts'] });
  assert.equal(bad.generation, null);
  const verdicts = Object.fromEntries(bad.tests.map((one) => [one.name.split('_').slice(0, 2).join('_'), one.status]));
  assert.deepEqual(verdicts, {
    accepted_values: 'warn',
    relationships_fact: 'fail',
    unique_fact: 'pass',
    not_null: 'pass',
    no_negative: 'pass',
  });
  assert.equal(bad.nodes.find((node) => node.name === 'mart_currencies')?.status, 'skipped');

  const freshness = await tenant.freshness({ projectDir });
  assert.deepEqual(
    freshness.map(({ name, status, maxLoadedAt }) => [name, status, maxLoadedAt]),
    [
      ['orders', 'warn', '2024-03-01T00:00:00.000Z'],
      ['never', 'error', null],
    ],
  );
});

test('what is wrong with a project is told at once, with places; a broken model names its file and SQL', async (t) => {
  const projectDir = await project(t);
  const { warehouse } = await testWarehouse(t);
  const tenant = warehouse.tenant(TENANT);
  await writeFile(join(projectDir, 'models/broken.sql'), 'select nothing_here from {{ ref("rates") }}');
  const broken = await tenant.build({ projectDir, select: ['+broken'] });
  const error = broken.nodes.find((node) => node.name === 'broken')?.error;
  assert.equal(error?.code, 'warehouse.query_failed');
  assert.equal(error?.file, 'models/broken.sql');
  assert.match(error?.sql ?? '', /nothing_here/);
  assert.match(error?.message ?? '', /nothing_here/);
  await writeFile(join(projectDir, 'models/broken.sql'), 'select * from {{ ref("nobody") }}');
  await assert.rejects(tenant.build({ projectDir }), { code: 'warehouse.project_invalid' });
  await writeFile(
    join(projectDir, 'models/broken.sql'),
    `{{ config(contract={'enforced': true}) }} select 1 as a, 'x' as b`,
  );
  await writeFile(
    join(projectDir, 'models/broken.yml'),
    'models:\n  - name: broken\n    columns: [{ name: a, data_type: varchar }, { name: c, data_type: int }]\n',
  );
  const contract = await tenant.build({ projectDir, select: ['broken'] });
  const message = contract.nodes[0]?.error?.message ?? JSON.stringify(contract);
  for (const part of ['a: INTEGER, contract says VARCHAR', 'c: missing', 'b: VARCHAR'])
    assert.ok(message.includes(part), message);
});
