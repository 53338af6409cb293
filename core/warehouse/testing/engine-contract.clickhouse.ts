/**
 * One set of cases on both engines: what a warehouse promises does not depend on where it stands. Run by
 * `npm run test:clickhouse`, which fetches `chdb` and gives its folder as the argument.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { isDomainError } from '@griot/kernel';
import type { TenantWarehouse, Warehouse } from '../client/warehouse.ts';
import { chdbWarehouse } from './chdb-warehouse.ts';
import { type Cleanup, loadRows, testWarehouse } from './index.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';
const OTHER = '018f0000-0000-7000-8000-000000000002';
const ENGINES: Record<string, (t: Cleanup) => Promise<{ warehouse: Warehouse }>> = {
  duckdb: (t) => testWarehouse(t),
  clickhouse: (t) => chdbWarehouse(t, { packageFolder: process.argv[2] ?? '' }),
};

const FILES: Record<string, string> = {
  'dbt_project.yml':
    'name: shop\nversion: "1.0"\nmodel-paths: [models]\nseed-paths: [seeds]\nsnapshot-paths: [snapshots]\n',
  'seeds/regions.csv': 'code,label\nn,Nord\ns,Sud\n',
  'models/sources.yml': 'version: 2\nsources:\n  - name: raw\n    tables:\n      - name: orders\n',
  'models/orders.sql':
    "{{ config(materialized='view') }}\nselect id, region, amount, big, day, paid from {{ source('raw', 'orders') }}",
  'models/by_region.sql': `{{ config(materialized='table') }}
    select r.code, r.label, o.total, o.n from {{ ref('regions') }} r
    left join (select region, sum(amount) as total, count(*) as n from {{ ref('orders') }} group by region) o on o.region = r.code`,
  'models/nothing.sql': `{{ config(materialized='table') }}
    select sum(amount) as total, max(day) as last_day, count(*) as n from {{ ref('orders') }} where id < 0`,
  'models/schema.yml': `version: 2
models:
  - name: orders
    columns:
      - name: id
        data_tests: [unique, not_null]
      - name: region
        data_tests:
          - accepted_values: { arguments: { values: [n, x] } }
  - name: history
    columns:
      - name: id
        data_tests: [unique]
`,
  'models/history.sql': `{{ config(materialized='incremental', unique_key='id') }}
    select id, amount, day from {{ source('raw', 'orders') }}`,
  'snapshots/states.sql':
    "{% snapshot states %}{{ config(unique_key='id', strategy='check', check_cols=['amount'], hard_deletes='invalidate') }}\nselect id, amount from {{ source('raw', 'orders') }}{% endsnapshot %}",
};

async function project(t: Cleanup): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'griot-project-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(FILES)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
  return dir;
}

const COLUMNS = {
  id: 'INTEGER',
  region: 'VARCHAR',
  amount: 'DECIMAL(18,2)',
  big: 'BIGINT',
  day: 'DATE',
  seen: 'TIMESTAMP',
  paid: 'BOOLEAN',
};
const FIRST: (string | null)[][] = [
  ['1', 'n', '0.10', '9007199254740993', '2026-01-31', '2026-01-31 23:30:00', 'true'],
  ['2', 'n', '0.20', '-9223372036854775808', '1955-03-01', '2026-02-01 00:15:00.5', 'false'],
  ['3', 'x', '99999999999999.99', null, null, null, null],
];

const load = (tenant: TenantWarehouse, rows: (string | null)[][], loadId: string) =>
  loadRows(tenant, { source: 'orders', columns: COLUMNS, rows, loadId, mode: 'replace', key: ['id'] });

const code = (error: unknown): boolean => isDomainError(error);

for (const [name, open] of Object.entries(ENGINES)) {
  describe(name, () => {
    test('builds, tests, publishes, reads; nulls, decimals and whole numbers are exact', async (t) => {
      const { warehouse } = await open(t);
      const tenant = warehouse.tenant(TENANT);
      const projectDir = await project(t);
      assert.deepEqual(await load(tenant, FIRST, 'a'), { rows: 3, loadedRows: 3, repeated: false, unchanged: false });
      assert.equal((await load(tenant, FIRST, 'b')).unchanged, true);
      const first = await tenant.build({ projectDir });
      assert.ok(
        first.ok,
        JSON.stringify([first.nodes, first.tests].flat().filter((r) => r.error ?? r.status === 'fail')),
      );
      assert.equal(first.generation, 1);
      const rows = async (sql: string, params: unknown[] = []) => (await tenant.query(sql, params)).rows;
      assert.deepEqual(await rows('SELECT id, region, amount, big, day, paid FROM orders ORDER BY id'), [
        [1, 'n', '0.10', '9007199254740993', '2026-01-31', true],
        [2, 'n', '0.20', '-9223372036854775808', '1955-03-01', false],
        [3, 'x', '99999999999999.99', null, null, null],
      ]);
      assert.deepEqual(await rows('SELECT * FROM by_region ORDER BY code'), [
        ['n', 'Nord', '0.30', '2'],
        ['s', 'Sud', null, null],
      ]);
      assert.deepEqual(await rows('SELECT * FROM nothing'), [[null, null, '0']]);
      assert.deepEqual(await rows('SELECT seen FROM source__raw__orders WHERE id = $1', [2]), [
        ['2026-02-01T00:15:00.500'],
      ]);
      assert.deepEqual(
        await rows('SELECT id FROM orders WHERE region = $1 AND amount > CAST($2 AS DECIMAL(18,2))', ['n', '0.15']),
        [[2]],
      );
      assert.deepEqual(
        (await tenant.generations()).map((g) => g.tests),
        [{ passed: 4, warned: 0, failed: 0 }],
      );
      const [told] = (await tenant.current())?.projects ?? [];
      assert.deepEqual(
        told?.tests.map(({ status }) => status),
        ['pass', 'pass', 'pass', 'pass'],
      );
      assert.ok(Object.values(told?.reads ?? {}).flat().length > 0);
      const again = await tenant.build({ projectDir });
      assert.deepEqual([...new Set(again.nodes.map((node) => node.status))], ['reused']);
    });

    test('incrementals and snapshots go on; a failed test publishes nothing; roll back', async (t) => {
      const { warehouse } = await open(t);
      const tenant = warehouse.tenant(TENANT);
      const projectDir = await project(t);
      await load(tenant, FIRST, 'a');
      await tenant.build({ projectDir });
      await load(
        tenant,
        [
          ['1', 'n', '5.00', '1', '2026-02-01', null, null],
          ['4', 'n', '7.00', '1', '2026-02-02', null, null],
        ],
        'b',
      );
      const second = await tenant.build({ projectDir });
      assert.ok(second.ok, JSON.stringify(second.nodes));
      const rows = async (sql: string) => (await tenant.query(sql)).rows;
      assert.deepEqual(await rows('SELECT id, amount FROM history ORDER BY id'), [
        [1, '5.00'],
        [2, '0.20'],
        [3, '99999999999999.99'],
        [4, '7.00'],
      ]);
      const states = await rows(
        'SELECT id, amount, dbt_valid_to IS NULL AS open FROM states ORDER BY id, dbt_valid_from',
      );
      assert.deepEqual(
        states.map(([id, amount, now]) => [id, amount, now === true || now === 1]),
        [
          [1, '0.10', false],
          [1, '5.00', true],
          [2, '0.20', false],
          [3, '99999999999999.99', false],
          [4, '7.00', true],
        ],
      );
      await load(tenant, [['1', 'elsewhere', '5.00', '1', null, null, null]], 'c');
      const failed = await tenant.build({ projectDir });
      assert.deepEqual([failed.ok, failed.generation], [false, null]);
      assert.equal((await tenant.current())?.id, 2);
      await tenant.rollback(1);
      assert.deepEqual(await rows('SELECT count(*) FROM history'), [['3']]);
      const compared = await tenant.compare(1, 2);
      const history = compared.relations.find((relation) => relation.name === 'history');
      assert.deepEqual(history, {
        name: 'history',
        change: 'changed',
        rowsFrom: 3,
        rowsTo: 4,
        onlyInFrom: 1,
        onlyInTo: 2,
      });
    });

    test('a load that is wrong loads nothing; another tenant sees nothing; hostile SQL is refused', async (t) => {
      const { warehouse } = await open(t);
      const tenant = warehouse.tenant(TENANT);
      const projectDir = await project(t);
      await assert.rejects(load(tenant, [['x', 'n', null, null, null, null, null]], 'bad'), code);
      await assert.rejects(load(tenant, [FIRST[0] ?? [], FIRST[0] ?? []], 'twice'), {
        code: 'warehouse.duplicate_key',
      });
      assert.deepEqual(await tenant.sources(), []);
      await load(tenant, FIRST, 'a');
      await tenant.build({ projectDir });
      await assert.rejects(warehouse.tenant(OTHER).query('SELECT * FROM orders'), { code: 'warehouse.not_published' });
      assert.deepEqual((await tenant.sandbox('WITH a AS (SELECT id FROM orders) SELECT count(*) FROM a')).rows, [
        ['3'],
      ]);
      for (const sql of [
        'DROP TABLE orders',
        'SELECT 1; SELECT 2',
        "SELECT * FROM file('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        'SELECT * FROM system.tables',
        "SELECT * FROM url('http://127.0.0.1/', 'CSV', 'a String')",
        "SELECT 1 INTO OUTFILE 'x'",
        'SELECT 1 SETTINGS max_threads = 64',
        "SELECT getSetting('max_threads')",
        'SELECT * FROM source__raw__orders',
        'SET a = 1',
      ]) {
        await assert.rejects(tenant.sandbox(sql), code, sql);
      }
    });
  });
}
