import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { manualClock, silentLogger } from '@griot/kernel';
import { loadProject } from '@griot/warehouse';
import { loadRows, testWarehouse } from '@griot/warehouse/testing';
import { loadSemanticModels } from '../manifest/load.ts';
import { createMetrics } from './metrics.ts';
import { passportOf } from './passport.ts';
import type { GenerationFacts } from './ports.ts';

const TENANT = '018f0000-0000-7000-8000-00000000000a';

const metricModel = (name: string) => `
  - name: ${name}
    model: ref('mart_${name}')
    defaults: { agg_time_dimension: day }
    entities: [{ name: ${name}, type: primary, expr: id }, { name: shop, type: foreign }]
    dimensions: [{ name: day, type: time, type_params: { time_granularity: day } }]
    measures: [{ name: ${name}_amount, agg: sum, expr: amount, create_metric: true }]`;

const FILES = {
  'dbt_project.yml': 'name: p\nversion: "1"\nconfig-version: 2\nmodels:\n  +materialized: table\n',
  'models/sources.yml': `version: 2
sources:
  - name: till
    tables:
      - { name: sales, freshness: { error_after: { count: 2, period: hour } } }
      - { name: costs, freshness: { warn_after: { count: 30, period: day } } }
`,
  'models/stg_sales.sql': "{{ config(materialized='ephemeral') }} select * from {{ source('till', 'sales') }}",
  'models/mart_sales.sql': "select * from {{ ref('stg_sales') }}",
  'models/mart_costs.sql': "select * from {{ source('till', 'costs') }}",
  'models/shops.sql': "select 'a' as shop, 'North' as region",
  'models/schema.yml': `version: 2
models:
  - name: mart_sales
    columns:
      - name: amount
        data_tests: [{ positive: { config: { severity: warn } } }]
  - name: mart_costs
    columns:
      - { name: id, data_tests: [unique, not_null] }
  - name: shops
    columns:
      - name: region
        data_tests: [{ accepted_values: { arguments: { values: [South] }, config: { severity: warn } } }]
semantic_models:${metricModel('sales')}${metricModel('costs')}
  - name: shops
    model: ref('shops')
    entities: [{ name: shop, type: primary }]
    dimensions: [{ name: region, type: categorical }]
metrics: []
`,
  'tests/generic/positive.sql':
    '{% test positive(model, column_name) %}select * from {{ model }} where {{ column_name }} <= 0{% endtest %}',
};

test('a passport tells of what stands behind its own figures, and of nothing else', async (t) => {
  const { warehouse, dataDir } = await testWarehouse(t);
  const dir = join(dataDir, 'p');
  for (const [file, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), text);
  }
  const tenant = warehouse.tenant(TENANT);
  const columns = { id: 'INTEGER', amount: 'DECIMAL(18,2)', day: 'DATE', shop: 'VARCHAR' };
  const load = (source: string, loadId: string, amounts: string[]) =>
    loadRows(tenant, {
      ...{ source, columns, loadId, rows: amounts.map((amount, at) => [String(at), amount, '2026-01-01', 'a']) },
    });
  await load('till.sales', '1', ['5.00', '-1.00', '0.00']);
  await load('till.costs', '1', ['2.00']);
  assert.equal((await tenant.build({ projectDir: dir })).generation, 1);
  const manifest = loadSemanticModels((await loadProject(dir)).documents);
  const clock = manualClock(new Date().toISOString());
  const metrics = createMetrics({ warehouse, manifest: () => manifest, clock, log: silentLogger, generationTtlMs: 0 });
  const context = { tenantId: TENANT, application: 'p' };
  const passport = async (metric: string, dimensions: string[] = []) =>
    (await metrics.query(context, { metrics: [metric], dimensions })).passport;

  const sales = await passport('sales_amount');
  assert.deepEqual([sales.state, sales.tests], ['warned', { passed: 0, warned: 1, failed: 0 }]);
  assert.deepEqual(sales.troubles, [
    { test: 'positive_mart_sales_amount', model: 'mart_sales', status: 'warned', failures: 2 },
  ]);
  assert.deepEqual(
    sales.sources.map(({ name }) => name),
    ['till.sales'],
  );
  const costs = await passport('costs_amount');
  assert.deepEqual([costs.state, costs.tests], ['sound', { passed: 2, warned: 0, failed: 0 }]);
  // What is joined for a dimension stands behind the answer, too.
  assert.deepEqual((await passport('costs_amount', ['shop__region'])).tests, { passed: 2, warned: 1, failed: 0 });
  const drilled = await metrics.drill(context, { metric: 'sales_amount', query: {} });
  assert.equal(drilled.passport.state, 'warned');

  // A build of one model alone runs its own tests; the verdicts of the others stay.
  await load('till.sales', '2', ['5.00']);
  assert.equal((await tenant.build({ projectDir: dir, select: ['+mart_sales'] })).generation, 2);
  assert.deepEqual((await passport('sales_amount')).tests, { passed: 1, warned: 0, failed: 0 });
  assert.deepEqual((await passport('costs_amount')).tests, { passed: 2, warned: 0, failed: 0 });
  assert.equal((await passport('costs_amount', ['shop__region'])).tests.warned, 1);

  // The same kept answer gets old with its source; the other source may be a month old.
  clock.advance(3 * 3_600_000 - 14 * 60_000);
  await metrics.query(context, { metrics: ['sales_amount'] });
  clock.advance(60_000);
  const late = await metrics.query(context, { metrics: ['sales_amount'] });
  assert.deepEqual([late.cached, late.passport.state], [true, 'stale']);
  assert.deepEqual(late.passport.sources[0]?.late, true);
  assert.equal((await passport('costs_amount')).state, 'sound');
});

test('a generation that does not say what reads what answers for itself as a whole', () => {
  const generation: GenerationFacts = {
    ...{ id: 1, publishedAt: '2026-01-01T00:00:00Z', tests: { passed: 1, warned: 1, failed: 0 } },
    sources: [{ name: 'sales', loadedAt: '2026-01-01T00:00:00Z', rows: 8 }],
  };
  const now = Date.parse('2026-01-02T00:00:00Z');
  const { state, tests } = passportOf(generation, ['anything'], { now, staleAfterMs: null });
  assert.deepEqual([state, tests.warned], ['warned', 1]);
});
