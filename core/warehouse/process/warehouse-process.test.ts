import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { silentLogger } from '@griot/kernel';
import { cleanCsvLine } from '../sources/clean-csv.ts';
import { testWarehouse } from '../testing/index.ts';
import { startWarehouseProcess } from './start-warehouse-process.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';

test('a value comes back as it is: 64-bit, decimal, date, time, nested, null', async (t) => {
  const { warehouse } = await testWarehouse(t);
  const result = await warehouse.tenant(TENANT).query(
    `SELECT 9223372036854775807::BIGINT AS big, 170141183460469231731687303715884105727::HUGEINT AS huge,
      12345678901234567.89::DECIMAL(19,2) AS d, -0.05::DECIMAL(4,2) AS small, DATE '2024-02-29' AS day,
      TIMESTAMP '2024-02-29 23:59:59.123456' AS ts, TIMESTAMPTZ '2024-02-29 23:00:00+02' AS tz, true AS b, NULL AS n,
      [1, 2] AS list, {'a': 1.50::DECIMAL(3,2), 'b': 'x'} AS s, 1.5::DOUBLE AS f, 'nan'::DOUBLE AS nan, 7::INTEGER AS i,
      MAP {'k': 1} AS m, DATE '0044-03-15' AS old, TIMESTAMP '1969-12-31 23:59:59.999' AS before`,
  );
  assert.deepEqual(result.rows, [
    [
      '9223372036854775807',
      '170141183460469231731687303715884105727',
      '12345678901234567.89',
      '-0.05',
      '2024-02-29',
      '2024-02-29T23:59:59.123456',
      '2024-02-29T21:00:00Z',
      true,
      null,
      [1, 2],
      { a: '1.50', b: 'x' },
      1.5,
      'nan',
      7,
      [{ key: 'k', value: 1 }],
      '0044-03-15',
      '1969-12-31T23:59:59.999',
    ],
  ]);
  assert.equal(result.generation, null);
  assert.deepEqual(result.columns[2], { name: 'd', type: 'DECIMAL(19,2)' });
});

test('a clean CSV loads once per load id, upserts by key and tells when nothing changed', async (t) => {
  const { warehouse } = await testWarehouse(t);
  const tenant = warehouse.tenant(TENANT);
  const staging = await tenant.staging();
  const columns = [
    { name: 'id', type: 'BIGINT' },
    { name: 'amount', type: 'DECIMAL(18,2)' },
    { name: 'day', type: 'DATE' },
    { name: 'label', type: 'VARCHAR' },
  ];
  const write = (file: string, lines: (string | null)[][]) =>
    writeFile(join(staging, file), [columns.map((c) => c.name), ...lines].map(cleanCsvLine).join(''));
  await write('a.csv', [
    ['1', '1.50', '2024-01-02', 'say "é", \nsecond line'],
    ['2', null, null, ''],
  ]);
  const load = { source: 'sales', columns, key: ['id'] };
  assert.deepEqual(await tenant.loadSource({ ...load, files: ['a.csv'], loadId: 'l1', mode: 'replace' }), {
    rows: 2,
    loadedRows: 2,
    repeated: false,
    unchanged: false,
  });
  await write('b.csv', [
    ['2', '9', '2024-01-03', null],
    ['3', '3', '2024-01-03', 'c'],
  ]);
  const upsert = { ...load, files: [join(staging, 'b.csv')], loadId: 'l2', mode: 'upsert' } as const;
  assert.equal((await tenant.loadSource(upsert)).rows, 3);
  assert.equal((await tenant.loadSource(upsert)).repeated, true);
  assert.equal((await tenant.loadSource({ ...upsert, loadId: 'l3' })).unchanged, true);
  const [version] = await tenant.sources();
  assert.equal(version?.loadId, 'l3');
  const { rows } = await tenant.query(`SELECT * FROM data."${version?.relation}" ORDER BY id`);
  assert.deepEqual(rows, [
    ['1', '1.50', '2024-01-02', 'say "é", \nsecond line'],
    ['2', '9.00', '2024-01-03', null],
    ['3', '3.00', '2024-01-03', 'c'],
  ]);
  await write('twice.csv', [
    ['1', '1', null, null],
    ['1', '2', null, null],
  ]);
  const twice = { ...load, files: ['twice.csv'], loadId: 'l4', mode: 'replace' } as const;
  await assert.rejects(tenant.loadSource(twice), { code: 'warehouse.duplicate_key' });
  await write('bad.csv', [['1', 'douze', null, null]]);
  await assert.rejects(tenant.loadSource({ ...twice, files: ['bad.csv'] }), { code: 'warehouse.query_failed' });
  await writeFile(join(staging, '..', 'outside.csv'), 'id\n');
  const outside = { ...twice, files: ['../outside.csv'] };
  await assert.rejects(tenant.loadSource(outside), { code: 'warehouse.file_outside_staging' });
});

test('time limit and cancel really end a query', async (t) => {
  const { warehouse } = await testWarehouse(t);
  const tenant = warehouse.tenant(TENANT);
  const endless = 'SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3';
  await assert.rejects(tenant.query(endless, [], { timeoutMs: 300 }), { code: 'warehouse.timeout', kind: 'timeout' });
  const stop = new AbortController();
  const cancelled = tenant.query(endless, [], { signal: stop.signal });
  setTimeout(() => stop.abort(), 200);
  await assert.rejects(cancelled, { code: 'warehouse.cancelled' });
  // Eight slots: were one still busy with what was ended, this many would not all be answered within their limit.
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => tenant.query('SELECT 1', [], { timeoutMs: 10_000 })),
  );
  assert.equal(answers.length, 40);
});

test('a second process on the folder is refused; a killed one comes back and queries go on', async (t) => {
  const { warehouse, process: first, dataDir } = await testWarehouse(t);
  const tenant = warehouse.tenant(TENANT);
  await tenant.query('SELECT 1');
  await assert.rejects(startWarehouseProcess({ dataDir, log: silentLogger }), { code: 'warehouse.already_running' });
  const pid = first.pid;
  const slow = tenant.query('SELECT count(*) FROM range(80000000) t WHERE (t.range * 31) % 7 = 3');
  setTimeout(() => process.kill(pid, 'SIGKILL'), 100);
  assert.equal((await slow).rows.length, 1);
  assert.notEqual(first.pid, pid);
});

test('one tenant cannot reach the file of another', async (t) => {
  const { warehouse, dataDir } = await testWarehouse(t);
  const other = '018f0000-0000-7000-8000-000000000002';
  await warehouse.tenant(other).query('SELECT 1');
  const tenant = warehouse.tenant(TENANT);
  const file = join(dataDir, 'warehouse', `${other}.duckdb`);
  await mkdir(join(dataDir, 'warehouse', 'staging', other), { recursive: true });
  await writeFile(join(dataDir, 'warehouse', 'staging', other, 'x.csv'), 'a\n1\n');
  for (const sql of [
    `ATTACH '${file}' AS other`,
    `SELECT * FROM '${file}'`,
    `SELECT * FROM "${other}".griot.format`,
    `SELECT * FROM read_csv('${dataDir}/warehouse/staging/${other}/x.csv')`,
    `SELECT * FROM read_csv('${dataDir}/warehouse/staging/${TENANT}/../${other}/x.csv')`,
    `SELECT * FROM read_blob('${file}')`,
    `SELECT * FROM glob('${dataDir}/**')`,
    `COPY (SELECT 1) TO '${dataDir}/out.csv'`,
    'CREATE TABLE main.t AS SELECT 1',
    'SET enable_external_access = true',
    'SELECT 1; SELECT 2',
  ]) {
    await assert.rejects(tenant.query(sql), (error: { code?: string }) => /^warehouse\./.test(error.code ?? ''), sql);
  }
  assert.throws(() => warehouse.tenant('../../etc/passwd'), { code: 'warehouse.tenant_invalid' });
});
