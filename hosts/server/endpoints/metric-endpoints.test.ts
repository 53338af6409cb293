import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { testServer } from '@griot/http/testing';
import { manualClock, silentLogger } from '@griot/kernel';
import { createMetrics, loadSemanticModels } from '@griot/metrics';
import { testWarehouse } from '@griot/warehouse/testing';
import { metricEndpoints } from './metric-endpoints.ts';

const semantic = {
  semantic_models: [
    {
      name: 'bills',
      model: "ref('bills')",
      defaults: { agg_time_dimension: 'day' },
      entities: [{ name: 'bill', type: 'primary' }],
      dimensions: [
        { name: 'day', type: 'time', type_params: { time_granularity: 'day' } },
        { name: 'site', type: 'categorical' },
      ],
      measures: [{ name: 'amount', agg: 'sum', create_metric: true }],
    },
  ],
  metrics: [],
  saved_queries: [
    { name: 'by_site', query_params: { metrics: ['amount'], group_by: ["Dimension('bill__site')"], where: null } },
  ],
};
const ROWS =
  "(1, DATE '2026-01-05', 'nord', 100), (2, DATE '2026-02-05', 'nord', 30), (3, DATE '2026-02-06', 'sud', 50)";

interface Answer {
  columns: { name: string }[];
  rows: unknown[][];
  totals?: Record<string, unknown>;
  sql: string;
  params: unknown[];
  passport: { state: string };
}

test('the query form over HTTP', async (t) => {
  const { warehouse, dataDir } = await testWarehouse(t);
  const manifest = loadSemanticModels([{ file: 'bills.yml', doc: semantic }]);
  const clock = manualClock('2026-03-02T08:00:00Z');
  const metrics = createMetrics({ warehouse, manifest: () => manifest, clock, log: silentLogger, generationTtlMs: 0 });
  const access = { permissions: [{ name: 'shop.bills.read', label: { fr: 'Lire', en: 'Read' } }], roles: [] };
  const server = await testServer(t, { clock, applications: [access], endpoints: metricEndpoints({ metrics }) });
  const project = join(dataDir, 'project');
  await mkdir(join(project, 'models'), { recursive: true });
  await writeFile(
    join(project, 'dbt_project.yml'),
    'name: p\nversion: "1.0"\nconfig-version: 2\nmodel-paths: [models]\n',
  );
  await writeFile(
    join(project, 'models', 'bills.sql'),
    `{{ config(materialized='table') }} SELECT * FROM (VALUES ${ROWS}) t(bill, day, site, amount)`,
  );
  await warehouse.tenant(server.tenant.tenant.id).build({ projectDir: project });
  const post = (path: string, payload: object) =>
    server.inject<Answer>({ method: 'POST', url: `/api/metrics/shop/${path}`, payload });

  await t.test('filters, comparison, shares, totals, order and page', async () => {
    const { status, json } = await post('query', {
      metrics: ['amount'],
      dimensions: ['bill__site'],
      timeRange: { from: '2026-02-01', to: '2026-02-28' },
      compare: 'previous_period',
      shares: true,
      totals: true,
      filters: [{ dimension: 'bill__site', operator: 'in', value: ['nord', 'sud'] }],
      order: ['-amount'],
      limit: 1,
    });
    assert.equal(status, 200, JSON.stringify(json));
    assert.deepEqual(json.data.rows, [['sud', 50, null, null, 62.5]]);
    assert.equal(json.data.totals?.amount, 80);
    assert.equal(json.data.totals?.amount__previous, 100);
    assert.equal(json.data.passport.state, 'sound');
    assert.ok(json.data.params.includes('nord') && !json.data.sql.includes("'nord'"));
  });

  await t.test('a figure opens its rows, and they add up to it', async () => {
    const { json } = await server.inject<Answer & { figure: number; total: number; adds: boolean }>({
      method: 'POST',
      url: '/api/metrics/shop/drill',
      payload: { metric: 'amount', query: { dimensions: ['bill__site'] }, cell: { bill__site: 'nord' } },
    });
    const at = json.data.columns.findIndex((column) => column.name === 'value');
    assert.deepEqual([json.data.total, json.data.figure, json.data.adds], [2, 130, true]);
    assert.equal(
      json.data.rows.reduce((sum, row) => sum + Number(row[at]), 0),
      130,
    );
  });

  await t.test('what each value did to the figure adds up to the change', async () => {
    const { json } = await server.inject<{ change: number; rows: { effect: number }[] }>({
      method: 'POST',
      url: '/api/metrics/shop/contribution',
      payload: { metric: 'amount', dimension: 'bill__site', timeRange: { from: '2026-02-01', to: '2026-02-28' } },
    });
    assert.equal(json.data.change, -20);
    assert.equal(
      json.data.rows.reduce((sum, row) => sum + row.effect, 0),
      -20,
    );
  });

  await t.test('values of a dimension, saved queries, catalogue', async () => {
    const values = await server.inject<{ values: string[] }>({
      method: 'GET',
      url: '/api/metrics/shop/dimensions/bill__site/values?search=NOR',
    });
    assert.deepEqual(values.json.data.values, ['nord']);
    assert.deepEqual((await post('saved/by_site', { order: ['-amount'] })).json.data.rows, [
      ['nord', 130],
      ['sud', 50],
    ]);
    assert.equal((await post('saved/nope', {})).status, 404);
    const catalogue = await server.inject<{ savedQueries: { name: string }[] }>({
      method: 'GET',
      url: '/api/metrics/shop',
    });
    assert.equal(catalogue.json.data.savedQueries[0]?.name, 'by_site');
  });

  await t.test('a caller who has the answer is told that nothing changed, until something is published', async () => {
    const q = encodeURIComponent(JSON.stringify({ metrics: ['amount'] }));
    const url = `/api/metrics/shop/query?q=${q}`;
    const first = await server.inject<Answer>({ method: 'GET', url });
    assert.deepEqual(first.json.data.rows, [[180]]);
    const headers = { 'if-none-match': String(first.headers.etag) };
    assert.equal((await server.inject({ method: 'GET', url, headers })).status, 304);
    await writeFile(
      join(project, 'models', 'bills.sql'),
      "{{ config(materialized='table') }} SELECT 1 AS bill, DATE '2026-01-05' AS day, 'nord' AS site, 7 AS amount",
    );
    await warehouse.tenant(server.tenant.tenant.id).build({ projectDir: project });
    const later = await server.inject<Answer>({ method: 'GET', url, headers });
    assert.deepEqual([later.status, later.json.data.rows], [200, [[7]]]);
  });

  await t.test('what is wrong is said, and nothing else is shown', async () => {
    const code = async (path: string, payload: object) => {
      const answer = await post(path, payload);
      return [answer.status, answer.json.details.code];
    };
    assert.deepEqual(await code('query', { metrics: ['nope'] }), [404, 'metrics.unknown_metric']);
    assert.deepEqual(await code('query', { metrics: [] }), [400, 'http.validation']);
    assert.deepEqual(await code('query', { metrics: ['amount'], compare: 'previous_period' }), [
      400,
      'metrics.query_invalid',
    ]);
    const scoped = await server.tenant.member({ roles: ['admin'], scopes: [{ kind: 'shop', id: 's1' }] });
    const refused = await server.inject({
      method: 'POST',
      url: '/api/metrics/shop/query',
      payload: { metrics: ['amount'] },
      as: scoped,
    });
    assert.deepEqual([refused.status, refused.json.details.code], [403, 'metrics.outside_scope']);
    const other = await server.inject({
      method: 'POST',
      url: '/api/metrics/elsewhere/query',
      payload: { metrics: ['amount'] },
    });
    assert.deepEqual([other.status, other.json.details.code], [404, 'metrics.unknown_application']);
  });
});
