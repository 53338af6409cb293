import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectFolder } from '../project/fixtures/temporary-project.ts';
import { loadProject } from '../project/index.ts';
import { loadRows, testWarehouse } from '../testing/index.ts';
import { traceProject } from './project-lineage.ts';

const FILES = {
  'dbt_project.yml': 'name: shop\nversion: "1"\nconfig-version: 2\nprofile: p\nmodels:\n  +materialized: table\n',
  'models/sources.yml': 'version: 2\nsources:\n  - name: till\n    tables:\n      - name: sales\n',
  'models/stg_sales.sql':
    "{{ config(materialized='ephemeral') }}\nselect id as sale_id, cast(cents as decimal(18, 2)) / 100 as amount, shop from {{ source('till', 'sales') }}",
  'models/mart_shops.sql':
    "with s as (select * from {{ ref('stg_sales') }})\nselect s.shop, n.name, sum(s.amount) as total from s left join {{ ref('names') }} n using (shop) group by all",
  'seeds/names.csv': 'shop,name\na,Adjamé\n',
  'snapshots/kept.sql':
    "{% snapshot kept %}{{ config(unique_key='shop', strategy='check', check_cols='all') }}select * from {{ ref('mart_shops') }}{% endsnapshot %}",
};

const METRIC = {
  id: 'metric.shop.turnover',
  sql: 'SELECT sum(rows.total) AS turnover FROM (SELECT total FROM mart_shops) AS rows',
};

test('from the column of a source to that of a mart and a snapshot, through an ephemeral model', async (t) => {
  const dir = await projectFolder(t, FILES);
  const { warehouse } = await testWarehouse(t);
  const tenant = warehouse.tenant('018f0000-0000-7000-8000-000000000001');
  const project = await loadProject(dir);
  const before = await traceProject(tenant, project);
  assert.ok(before.every(({ problem }) => problem === null));

  const columns = { id: 'INTEGER', cents: 'BIGINT', shop: 'VARCHAR' };
  await loadRows(tenant, { source: 'till.sales', columns, rows: [['1', '250', 'a']], loadId: '1' });
  const built = await tenant.build({ projectDir: dir });
  assert.ok(built.ok, JSON.stringify(built));
  const nodes = new Map((await traceProject(tenant, project, [METRIC])).map((node) => [node.id, node]));
  const origins = (id: string, name: string) =>
    nodes
      .get(id)
      ?.columns.find((column) => column.name === name)
      ?.origins.map((place) => `${place.id} ${place.column}`);
  // An ephemeral model is part of the SQL of its readers, and the column is followed through it.
  assert.deepEqual(origins('model.shop.mart_shops', 'total'), ['source.shop.till.sales cents']);
  assert.deepEqual(origins('model.shop.mart_shops', 'name'), ['seed.shop.names name']);
  assert.deepEqual(origins('model.shop.stg_sales', 'amount'), ['source.shop.till.sales cents']);
  assert.deepEqual(origins('snapshot.shop.kept', 'total'), ['model.shop.mart_shops total']);
  assert.deepEqual(origins('snapshot.shop.kept', 'dbt_valid_from'), []);
  assert.deepEqual(origins('metric.shop.turnover', 'turnover'), ['model.shop.mart_shops total']);
  const source = nodes.get('source.shop.till.sales')?.columns.map(({ name, type }) => `${name} ${type}`);
  assert.deepEqual(source, ['id INTEGER', 'cents BIGINT', 'shop VARCHAR']);
  assert.match(nodes.get('model.shop.mart_shops')?.sql ?? '', /"source__till__sales"/);
});
