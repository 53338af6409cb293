import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDomainError, silentLogger, systemClock } from '@griot/kernel';
import { testWarehouse } from '@griot/warehouse/testing';
import { loadSemanticModels } from '../manifest/load.ts';
import { createMetrics } from './metrics.ts';

const A = '018f0000-0000-7000-8000-00000000000a';
const B = '018f0000-0000-7000-8000-00000000000b';

const semantic = {
  semantic_models: [
    {
      name: 'bills',
      model: "ref('bills')",
      defaults: { agg_time_dimension: 'day' },
      entities: [{ name: 'bill', type: 'primary' }],
      dimensions: [
        { name: 'day', type: 'time', type_params: { time_granularity: 'day' } },
        { name: 'paid', type: 'categorical' },
      ],
      measures: [
        { name: 'amount', agg: 'sum', create_metric: true },
        { name: 'bills', agg: 'count', expr: 'bill', create_metric: true },
      ],
    },
  ],
  metrics: [],
};

test('figures of a published generation, through the warehouse’s own process', async (t) => {
  const { warehouse, dataDir } = await testWarehouse(t);
  const project = join(dataDir, 'project');
  const publish = async (tenant: string, rows: string): Promise<void> => {
    await mkdir(join(project, 'models'), { recursive: true });
    await writeFile(
      join(project, 'dbt_project.yml'),
      'name: p\nversion: "1.0"\nconfig-version: 2\nmodel-paths: [models]\n',
    );
    await writeFile(
      join(project, 'models', 'bills.sql'),
      `{{ config(materialized='table') }} SELECT * FROM (VALUES ${rows}) t(bill, day, amount, paid)`,
    );
    const { generation } = await warehouse.tenant(tenant).build({ projectDir: project });
    assert.ok(generation);
  };
  const manifest = loadSemanticModels([{ file: 'bills.yml', doc: semantic }]);
  const metrics = createMetrics({ warehouse, manifest: () => manifest, clock: systemClock, log: silentLogger });
  const context = { tenantId: A, application: 'p' };

  const early = metrics.query(context, { metrics: ['amount'] });
  await assert.rejects(early, (error) => isDomainError(error) && error.code === 'metrics.not_published');

  await publish(
    A,
    "(9007199254740993, DATE '2024-01-31', 0.10::DECIMAL(18,2), true), (2, DATE '2024-02-01', 0.20, false)",
  );
  await publish(B, "(1, DATE '2024-01-31', 99.00::DECIMAL(18,2), true)");
  metrics.published(A);
  const query = {
    metrics: ['amount', 'bills'],
    dimensions: ['metric_time__month', 'bill__paid'],
    filters: [{ dimension: 'bill__paid', operator: 'in', value: [true, false] } as const],
    order: ['metric_time'],
    totals: true,
  };
  const first = await metrics.query(context, query);
  assert.deepEqual(first.rows, [
    ['2024-01-01', true, '0.10', 1],
    ['2024-02-01', false, '0.20', 1],
  ]);
  assert.deepEqual(first.totals, { amount: '0.30', bills: 2 });
  assert.equal(first.passport.state, 'sound');

  // An id that JavaScript cannot hold as a number comes back as text, and finds its row again.
  const ids = await metrics.query(context, { metrics: ['amount'], dimensions: ['bill'], order: ['-bill'], limit: 1 });
  assert.equal(ids.rows[0]?.[0], '9007199254740993');
  const opened = await metrics.drill(context, {
    metric: 'amount',
    query: { dimensions: ['bill'] },
    cell: { bill: ids.rows[0]?.[0] ?? null },
  });
  assert.deepEqual([opened.total, opened.figure], [1, '0.10']);

  assert.deepEqual((await metrics.query({ ...context, tenantId: B }, query)).rows, [['2024-01-01', true, '99.00', 1]]);
  await publish(A, "(1, DATE '2024-01-31', 5.00::DECIMAL(18,2), true)");
  metrics.published(A);
  const later = await metrics.query(context, query);
  assert.deepEqual([later.cached, later.rows.length], [false, 1]);
  assert.notEqual(later.etag, first.etag);
  assert.equal((await metrics.query({ ...context, tenantId: B }, query)).cached, true);
});
