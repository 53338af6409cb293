import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TenantWarehouse } from '../client/warehouse.ts';
import { cleanCsvLine } from '../sources/clean-csv.ts';
import { testWarehouse } from '../testing/index.ts';
import { type PlainProject, plainCompiler } from '../testing/plain-project.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';

async function loadSales(tenant: TenantWarehouse, loadId: string, rows: [string, string][]): Promise<void> {
  await writeFile(
    join(await tenant.staging(), `${loadId}.csv`),
    [['id', 'amount'], ...rows].map(cleanCsvLine).join(''),
  );
  await tenant.loadSource({
    source: 'sales',
    columns: [
      { name: 'id', type: 'INTEGER' },
      { name: 'amount', type: 'DECIMAL(18,2)' },
    ],
    files: [`${loadId}.csv`],
    loadId,
    mode: 'replace',
  });
}

const PROJECT: PlainProject = {
  models: [
    {
      name: 'stg_sales',
      config: { materialized: 'view' },
      sources: ['sales'],
      sql: (c) => `SELECT id, amount FROM ${c.source('sales')}`,
    },
    { name: 'fact_sales', reads: ['stg_sales'], sql: (c) => `SELECT * FROM ${c.ref('stg_sales')} WHERE amount > 0` },
    {
      name: 'mart_sales',
      reads: ['fact_sales'],
      sql: (c) => `SELECT sum(amount) AS total FROM ${c.ref('fact_sales')}`,
    },
    { name: 'dim_days', sql: () => "SELECT DATE '2024-01-01' AS day" },
  ],
  tests: [
    {
      name: 'id_unique',
      on: ['stg_sales'],
      sql: (c) => `SELECT id FROM ${c.ref('stg_sales')} GROUP BY id HAVING count(*) > 1`,
    },
  ],
};

const statuses = (nodes: { name: string; status: string }[]) =>
  Object.fromEntries(nodes.map((node) => [node.name, node.status]));

test('a build publishes one generation; what did not change is reused; a failed test publishes nothing', async (t) => {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(TENANT);
  plain.set(PROJECT);
  const missing = await tenant.build({ projectDir: '/' });
  assert.equal(missing.generation, null);
  assert.equal(missing.nodes.find((node) => node.name === 'stg_sales')?.error?.code, 'warehouse.source_missing');
  assert.equal(statuses(missing.nodes).mart_sales, 'skipped');

  await loadSales(tenant, 'a', [
    ['1', '10.00'],
    ['2', '5.50'],
    ['3', '-1'],
  ]);
  const first = await tenant.build({ projectDir: '/' });
  assert.equal(first.ok, true, JSON.stringify(first, null, 1));
  assert.equal(first.generation, 1);
  assert.deepEqual((await tenant.query('SELECT total FROM mart_sales')).rows, [['15.50']]);

  const again = await tenant.build({ projectDir: '/' });
  assert.equal(again.generation, 2);
  assert.ok(
    again.nodes.every((node) => node.status === 'reused'),
    JSON.stringify(again.nodes),
  );

  await loadSales(tenant, 'b', [
    ['1', '10.00'],
    ['2', '7.50'],
  ]);
  assert.deepEqual(
    (await tenant.query('SELECT total FROM mart_sales')).rows,
    [['15.50']],
    'a load alone changes nothing',
  );
  const changed = await tenant.build({ projectDir: '/' });
  assert.deepEqual(statuses(changed.nodes), {
    stg_sales: 'built',
    fact_sales: 'built',
    mart_sales: 'built',
    dim_days: 'reused',
  });
  assert.deepEqual((await tenant.query('SELECT total FROM mart_sales')).rows, [['17.50']]);
  assert.deepEqual((await tenant.query('SELECT total FROM mart_sales', [], { generation: 1 })).rows, [['15.50']]);

  await loadSales(tenant, 'c', [
    ['1', '1'],
    ['1', '2'],
  ]);
  const bad = await tenant.build({ projectDir: '/' });
  assert.equal(bad.generation, null);
  assert.equal(bad.tests[0]?.status, 'fail');
  assert.deepEqual(bad.tests[0]?.failing, { columns: ['id'], rows: [[1]] });
  assert.equal(statuses(bad.nodes).mart_sales, 'skipped');
  assert.deepEqual((await tenant.query('SELECT total FROM mart_sales')).rows, [['17.50']]);
  const current = await tenant.current();
  assert.equal(current?.id, 3);
  assert.deepEqual(current?.tests, { passed: 1, warned: 0, failed: 0 });
  assert.equal(current?.sources[0]?.loadId, 'b');
  await tenant.rollback(1);
  assert.deepEqual((await tenant.query('SELECT total FROM mart_sales')).rows, [['15.50']]);
  const { relations } = await tenant.compare(1, 3);
  assert.equal(relations.find((r) => r.name === 'mart_sales')?.change, 'changed');
  assert.equal(relations.find((r) => r.name === 'dim_days')?.change, 'same');
});

test('a build goes on step by step, from any process, and is published once', async (t) => {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(TENANT);
  plain.set(PROJECT);
  await loadSales(tenant, 'a', [['1', '10.00']]);
  const buildId = await tenant.openBuild({ projectDir: '/', key: 'run-1' });
  assert.equal(await tenant.openBuild({ projectDir: '/', key: 'run-1' }), buildId);
  await assert.rejects(tenant.openBuild({ projectDir: '/', key: 'run-2' }), { code: 'warehouse.build_in_progress' });
  await assert.rejects(tenant.build({ projectDir: '/' }), { code: 'warehouse.build_in_progress' });
  const early = await tenant.runBuild(buildId, { select: ['mart_sales'] });
  assert.equal(early.nodes[0]?.error?.code, 'warehouse.node_missing');
  // Loaded after the build was opened: not for this build.
  await loadSales(tenant, 'b', [['1', '99.00']]);
  assert.ok((await tenant.runBuild(buildId, { select: ['stg_sales', 'dim_days'] })).ok);
  assert.ok((await tenant.runBuild(buildId, { select: ['fact_sales', 'mart_sales'] })).ok);
  await assert.rejects(tenant.publishBuild(buildId), { code: 'warehouse.build_untested' });
  // What a step finds that an earlier one has made is this build's work all the same.
  assert.deepEqual(new Set((await tenant.runBuild(buildId)).nodes.map((node) => node.status)), new Set(['reused']));
  const report = await tenant.buildReport(buildId);
  assert.ok(report.nodeResults.every(({ status, sql }) => status === 'built' && sql !== null));
  assert.ok((await tenant.testBuild(buildId)).ok);
  const generation = await tenant.publishBuild(buildId);
  assert.deepEqual(await tenant.publishBuild(buildId), generation);
  assert.ok(generation.nodes.every(({ status }) => status === 'built'));
  assert.deepEqual((await tenant.query('SELECT total FROM mart_sales')).rows, [['10.00']]);
  await assert.rejects(tenant.runBuild(buildId), { code: 'warehouse.build_closed' });
});
