import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainCompiler, testWarehouse } from '../testing/index.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';

test('a person’s query reads published models, within its limits, and nothing else', async (t) => {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler, memoryLimit: '300MB' });
  const tenant = warehouse.tenant(TENANT);
  plain.set({
    models: [
      { name: 'mart_x', sql: () => 'SELECT range AS i FROM range(100000)' },
      { name: 'mart_y', reads: ['mart_x'], sql: (c) => `SELECT count(*) AS n FROM ${c.ref('mart_x')}` },
    ],
  });
  await tenant.build({ projectDir: '/' });
  assert.deepEqual((await tenant.sandbox('SELECT n FROM mart_y')).rows, [['100000']]);
  const many = await tenant.sandbox('SELECT * FROM mart_x');
  assert.equal(many.rows.length, 10_000);
  assert.equal(many.truncated, true);
  await assert.rejects(tenant.sandbox('SELECT * FROM griot.builds'), { code: 'warehouse.sql_refused' });
  await assert.rejects(tenant.sandbox('SELECT 1; SELECT 2'), { code: 'warehouse.sql_refused' });
  await assert.rejects(tenant.sandbox('SELEC 1'), { code: 'warehouse.sql_refused' });
  await assert.rejects(tenant.sandbox('SELECT * FROM mart_y', [], { tables: ['mart_x'] }), {
    code: 'warehouse.sql_refused',
  });
  await assert.rejects(
    tenant.sandbox('SELECT count(*) FROM mart_x a, mart_x b, mart_x c WHERE a.i + b.i + c.i = 7', [], {
      timeoutMs: 500,
    }),
    {
      code: 'warehouse.timeout',
    },
  );
  const bomb = `WITH RECURSIVE t AS (SELECT 'xxxxxxxxxx' AS s, 1 AS n UNION ALL SELECT s || s, n + 1 FROM t WHERE n < 28) SELECT max(length(s)) FROM t`;
  await assert.rejects(tenant.sandbox(bomb), { code: 'warehouse.out_of_memory' });
  assert.deepEqual((await tenant.sandbox('SELECT n FROM mart_y')).rows, [['100000']], 'and it goes on');
});
