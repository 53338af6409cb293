import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { Capability, Platform } from '@griot/application';
import { testServer } from '@griot/http/testing';
import { createTestTenant } from '@griot/identity/testing';
import { loadRows, testWarehouse } from '@griot/warehouse/testing';
import type { z } from 'zod';
import { installedProjects } from '../../../installed-projects.ts';
import { explorerEndpoints } from './explorer-endpoints.ts';
import type * as shapes from './explorer-shapes.ts';

type Explorer = z.output<typeof shapes.explorer>;
type Detail = z.output<typeof shapes.resourceDetail>;

const FILES = {
  'dbt_project.yml':
    'name: stall\nversion: "1"\nconfig-version: 2\nmodels:\n  stall:\n    +materialized: table\n    marts: { +tags: [marts] }\n',
  'models/sources.yml':
    'version: 2\nsources:\n  - name: till\n    freshness: { warn_after: { count: 1, period: day } }\n    tables: [{ name: sales, columns: [{ name: cents, description: Price in hundredths }] }]\n',
  'models/stg_sales.sql': "select id, cents / 100 as amount, shop from {{ source('till', 'sales') }}",
  'models/marts/shops.sql': "select shop, sum(amount) as total from {{ ref('stg_sales') }} group by shop",
  'models/marts/alone.sql': 'select 1 as one',
  'models/schema.yml': `version: 2
models:
  - name: stg_sales
    columns:
      - name: amount
        data_tests:
          - positive: { config: { severity: warn } }
  - name: shops
    description: Turnover by shop.
    columns: [{ name: total, description: Francs, data_tests: [not_null] }]
semantic_models:
  - name: shops
    model: ref('shops')
    defaults: { agg_time_dimension: day }
    entities: [{ name: shop, type: primary }]
    dimensions: [{ name: day, type: time, expr: "date '2026-01-01'", type_params: { time_granularity: day } }]
    measures: [{ name: turnover, agg: sum, expr: total }]
metrics:
  - name: turnover
    type: simple
    type_params: { measure: turnover }
    config: { meta: { griot: { label: { fr: Recette, en: Turnover } } } }
exposures:
  - { name: board, type: dashboard, label: Wall, owner: { name: Awa }, depends_on: [ref('alone'), metric('turnover')] }
`,
  'tests/generic/positive.sql':
    '{% test positive(model, column_name) %}select * from {{ model }} where {{ column_name }} <= 0{% endtest %}',
};

const label = { fr: 'x', en: 'x' };
const watch: Capability = {
  ...{ id: 'watch', permissions: [], roles: [], endpoints: () => [] },
  metricConsumers: async (_, actor) => [
    {
      ...{ id: '7', kind: { fr: 'Seuil', en: 'Threshold' }, title: `Low, for ${actor.login.split('@')[0]}` },
      ...{ application: 'stall', metrics: ['turnover', 'gone'], href: '/alerts' },
    },
  ],
};

test('the warehouse’s project over HTTP', async (t) => {
  const { warehouse, dataDir } = await testWarehouse(t);
  const dir = join(dataDir, 'stall');
  for (const [file, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), text);
  }
  const projects = installedProjects([{ id: 'stall', warehouseProject: dir }]);
  const roles = [
    { name: 'lecteur', label, permissions: ['core.warehouse.read'] },
    { name: 'rien', label, permissions: ['stall.sales.read'] },
  ];
  const server = await testServer(t, {
    applications: [{ permissions: [{ name: 'stall.sales.read', label }], roles }],
    endpoints: ({ store, identity }) =>
      explorerEndpoints({ store, identity, warehouse } as unknown as Platform, projects, [watch]),
  });
  const tenant = warehouse.tenant(server.tenant.tenant.id);
  const rows = [
    ['1', '250', 'a'],
    ['2', '-50', 'b'],
  ];
  await loadRows(tenant, {
    ...{ source: 'till.sales', columns: { id: 'INTEGER', cents: 'BIGINT', shop: 'VARCHAR' }, rows, loadId: '1' },
  });
  assert.equal((await tenant.build({ projectDir: dir })).generation, 1);
  const explore = () => server.inject<Explorer>({ url: '/api/warehouse/explorer' });
  const detail = (id: string, as = server.tenant.adminSession) =>
    server.inject<Detail>({ url: `/api/warehouse/explorer/resource?id=${encodeURIComponent(id)}`, as });

  await t.test('everything with its last state, from the source to who reads the metric', async () => {
    const { json, text } = await explore();
    assert.deepEqual(json.data?.generation?.id, 1, text);
    const found = new Map(json.data.items.map((item) => [item.id, item]));
    const kinds = (kind: string) => json.data.items.filter((item) => item.kind === kind).length;
    assert.deepEqual(['source', 'model', 'test', 'metric', 'exposure'].map(kinds), [1, 3, 2, 1, 2]);
    const shops = found.get('model.stall.shops');
    assert.deepEqual([shops?.status, shops?.rows, shops?.tags], ['built', 2, ['marts']]);
    assert.deepEqual(shops?.reads, ['model.stall.stg_sales']);
    assert.deepEqual(found.get('model.stall.stg_sales')?.tests, { passed: 0, warned: 1, failed: 0, waiting: 0 });
    assert.equal(found.get('source.stall.till.sales')?.rows, 2);
    const metric = found.get('metric.stall.turnover');
    assert.deepEqual([metric?.title, metric?.reads], ['Recette', ['model.stall.shops']]);
    const threshold = found.get('exposure.watch.7');
    assert.deepEqual(
      [threshold?.name, threshold?.reads, threshold?.href],
      ['Seuil', ['metric.stall.turnover'], '/alerts'],
    );
    assert.deepEqual(found.get('exposure.stall.board')?.reads, ['model.stall.alone', 'metric.stall.turnover']);
    assert.equal(json.data.projects[0]?.lastBuild?.state, 'published');
  });

  await t.test('columns are followed from the source to the metric, and back', async () => {
    const metric = (await detail('metric.stall.turnover')).json.data;
    assert.deepEqual(metric.columns[0]?.origins, [{ id: 'model.stall.shops', column: 'total' }]);
    const shops = (await detail('model.stall.shops')).json.data;
    const total = shops.columns.find(({ name }) => name === 'total');
    assert.deepEqual(total?.origins, [{ id: 'model.stall.stg_sales', column: 'amount' }]);
    assert.deepEqual(total?.readers, [{ id: 'metric.stall.turnover', column: 'turnover' }]);
    assert.deepEqual([total?.description, shops.item.description], ['Francs', 'Turnover by shop.']);
    assert.match(shops.sql ?? '', /from "stg_sales"/);
    assert.match(shops.source ?? '', /ref\('stg_sales'\)/);
    assert.deepEqual(
      shops.exposures.map(({ title }) => title).sort(),
      ['Wall', `Low, for ${server.tenant.admin.login.split('@')[0]}`].sort(),
    );
    const source = (await detail('source.stall.till.sales')).json.data;
    const cents = source.columns.find(({ name }) => name === 'cents');
    assert.deepEqual(cents?.readers, [{ id: 'model.stall.stg_sales', column: 'amount' }]);
    assert.equal(cents?.description, 'Price in hundredths');
    const { freshness } = source;
    assert.deepEqual([freshness?.status, freshness?.warnAfter?.count, freshness?.errorAfter], ['pass', 1, null]);
    assert.equal(shops.freshness, null);
  });

  await t.test('failing rows are for who may ask for rows', async () => {
    const [positive] = (await detail('model.stall.stg_sales')).json.data.tests;
    assert.deepEqual([positive?.status, positive?.failures, positive?.failing?.rows.length], ['warn', 1, 1]);
    const hidden = { tests: [null], rowsHidden: true };
    const seen = async (as: typeof server.tenant.adminSession) => {
      const { tests, rowsHidden } = (await detail('model.stall.stg_sales', as)).json.data;
      return { tests: tests.map(({ failing }) => failing), rowsHidden };
    };
    assert.deepEqual(await seen(await server.tenant.member({ roles: ['lecteur'] })), hidden);
    const scopes = [{ kind: 'stall.shop', id: 'a' }];
    assert.deepEqual(await seen(await server.tenant.member({ roles: ['admin'], scopes })), hidden);
  });

  await t.test('a build that failed is the last state, while readers keep what they had', async () => {
    await writeFile(join(dir, 'models/marts/alone.sql'), 'select nothing as one');
    assert.equal((await tenant.build({ projectDir: dir })).generation, null);
    await writeFile(join(dir, 'models/marts/alone.sql'), FILES['models/marts/alone.sql']);
    const { json } = await explore();
    const alone = json.data.items.find(({ id }) => id === 'model.stall.alone');
    assert.deepEqual([alone?.status, alone?.rows, json.data.generation?.id], ['error', 1, 1]);
    const { runs } = (await detail('model.stall.alone')).json.data;
    assert.deepEqual(
      runs.map(({ status, generation }) => [status, generation]),
      [
        ['error', null],
        ['built', 1],
      ],
    );
    assert.match(runs[0]?.error?.message ?? '', /nothing/);
  });

  await t.test('selections in dbt’s words', async () => {
    const select = async (expression: string, exclude = '') => {
      const query = new URLSearchParams({ select: expression, exclude });
      const answer = await server.inject<{ ids: string[] }>({ url: `/api/warehouse/explorer/selection?${query}` });
      return answer.status === 200
        ? answer.json.data.ids.filter((id) => !id.startsWith('test.'))
        : answer.json.details.message;
    };
    assert.deepEqual(await select('+shops'), ['source.stall.till.sales', 'model.stall.stg_sales', 'model.stall.shops']);
    assert.deepEqual(await select('tag:marts', 'shops'), ['model.stall.alone']);
    assert.deepEqual(await select('result:error'), ['model.stall.alone']);
    assert.deepEqual(await select('state:modified'), []);
    assert.match(String(await select('state:broken')), /there is no state 'broken'/);
  });

  await t.test('what SQL may read, for the editor', async () => {
    const url = '/api/warehouse/explorer/tables';
    const { json } = await server.inject<{ tables: { name: string; columns: { name: string }[] }[] }>({ url });
    const tables = json.data.tables.map(({ name, columns }) => [name, columns.map((column) => column.name).join()]);
    assert.deepEqual(tables, [
      ['alone', 'one'],
      ['shops', 'shop,total'],
      ['stg_sales', 'id,amount,shop'],
    ]);
    assert.equal((await server.inject({ url, as: await server.tenant.member({ roles: ['lecteur'] }) })).status, 403);
  });

  await t.test('without the permission, and for another tenant, nothing of it is there', async () => {
    const none = await server.tenant.member({ roles: ['rien'] });
    for (const path of ['', '/selection?select=shops', '/resource?id=model.stall.shops'])
      assert.equal((await server.inject({ url: `/api/warehouse/explorer${path}`, as: none })).status, 403);
    const other = await createTestTenant(server.identity);
    const theirs = await server.inject<Explorer>({ url: '/api/warehouse/explorer', as: other.adminSession });
    assert.equal(theirs.json.data.generation, null);
    assert.ok(theirs.json.data.items.every(({ rows: count, status }) => count === null && status === null));
    const { tests, runs } = (await detail('model.stall.stg_sales', other.adminSession)).json.data;
    assert.deepEqual([runs.length, tests[0]?.status, tests[0]?.failing], [0, null, null]);
    const closed = await createTestTenant(server.identity, { applications: [] });
    const nothing = await server.inject<Explorer>({ url: '/api/warehouse/explorer', as: closed.adminSession });
    assert.deepEqual(nothing.json.data.items, []);
    const unknown = await detail('model.stall.shops', closed.adminSession);
    assert.equal(unknown.json.details.code, 'warehouse.node_unknown');
  });
});
