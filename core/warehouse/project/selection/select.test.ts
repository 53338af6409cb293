import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectOf, settings } from '../fixtures/temporary-project.ts';
import type { Project, SelectionInput, SelectionState } from '../manifest.ts';
import { selectNodes, selectResources } from './select.ts';

//  till.sales ─▶ stg_sales ─▶ int_days ─▶ mart_days ─▶ mart_top ◀─ stg_shops ◀─ shops (seed)
const FILES: Record<string, string> = {
  'dbt_project.yml': settings(
    'models:\n  shop:\n    staging: {+tags: [raw, daily]}\n    marts: {+materialized: table, +group: desk}\n',
  ),
  'models/staging/stg_sales.sql': "select * from {{ source('till', 'sales') }}",
  'models/staging/stg_shops.sql': "select * from {{ ref('shops') }}",
  'models/staging/deep/stg_more.sql': 'select 1 as id',
  'models/int_days.sql':
    "{{ config(materialized='ephemeral', meta={'owner': 'x'}) }}select * from {{ ref('stg_sales') }}",
  'models/marts/mart_days.sql': "{{ config(tags='daily') }}select * from {{ ref('int_days') }}",
  'models/marts/mart_top.sql':
    "{{ config(access='public') }}select * from {{ ref('mart_days') }} join {{ ref('stg_shops') }} using (id)",
  'models/dim_v1.sql': 'select 1 as id',
  'models/dim_v2.sql': 'select 1 as id',
  'seeds/shops.csv': 'id\n1\n',
  'tests/top_is_small.sql': "select * from {{ ref('mart_top') }}",
  'models/m.yml': `groups: [{name: desk, owner: {name: d}}]
models:
  - name: mart_days
    columns:
      - {name: id, data_tests: [unique, {relationships: {to: ref('stg_shops'), field: id}}]}
  - name: stg_shops
    columns: [{name: id, data_tests: [{dbt_utils.accepted_range: {min_value: 0}}]}]
  - name: dim
    versions: [{v: 1}, {v: 2}]
sources: [{name: till, tags: [raw], tables: [{name: sales, columns: [{name: id, data_tests: [not_null]}]}]}]
exposures: [{name: screen, type: dashboard, owner: {name: d}, depends_on: [ref('mart_days')]}]
unit_tests:
  - {name: u, model: mart_days, given: [{input: ref('int_days'), rows: []}], expect: {rows: []}}
`,
};

let loaded: Promise<Project> | null = null;
function project(t: Parameters<typeof projectOf>[0]): Promise<Project> {
  loaded ??= projectOf(t, FILES);
  return loaded;
}

test('selections, term by term', async (t) => {
  const shop = await project(t);
  const names = (input: SelectionInput, state?: SelectionState) =>
    selectNodes(shop, input, state)
      .map((id) => id.replace(/^\w+\.shop\./, ''))
      .sort()
      .join(' ');
  const cases: [string | string[], string][] = [
    // docs.getdbt.com, "Methods": fqn, path, file.
    ['mart_top', 'mart_top'],
    ['stg_*', 'stg_more stg_sales stg_shops'],
    ['staging', 'stg_more stg_sales stg_shops'],
    ['staging.*', 'stg_more stg_sales stg_shops'],
    ['shop.staging.deep', 'stg_more'],
    ['fqn:marts.mart_top', 'mart_top'],
    ['models/staging', 'stg_more stg_sales stg_shops'],
    ['path:models/staging/deep/', 'stg_more'],
    ['models/marts/mart_top.sql', 'mart_top'],
    ['file:mart_top.sql file:stg_more', 'mart_top stg_more'],
    ['mart_top.sql', 'mart_top'],
    // tag, config, resource_type, package, group, access, version, source, exposure.
    ['tag:daily', 'mart_days stg_more stg_sales stg_shops'],
    ['tag:d*', 'mart_days stg_more stg_sales stg_shops'],
    ['config.materialized:table', 'mart_days mart_top'],
    ['config.meta.owner:x', 'int_days'],
    ['config.tags:raw', 'stg_more stg_sales stg_shops'],
    ['resource_type:seed', 'shops'],
    ['package:shop,resource_type:seed package:none', 'shops'],
    ['package:this,tag:raw', 'stg_more stg_sales stg_shops'],
    ['group:desk', 'mart_days mart_top'],
    ['access:public', 'mart_top'],
    ['dim', 'dim.v1 dim.v2'],
    ['dim.v1', 'dim.v1'],
    ['version:latest', 'dim.v2'],
    ['version:old', 'dim.v1'],
    ['source:till', ''],
    ['source:till+', 'int_days mart_days mart_top stg_sales'],
    ['source:till.sales+1', 'stg_sales'],
    ['source:shop.till.sales+2', 'int_days stg_sales'],
    ['+exposure:screen', 'int_days mart_days stg_sales'],
    // docs.getdbt.com, "Graph operators".
    ['+mart_days', 'int_days mart_days stg_sales'],
    ['1+mart_days', 'int_days mart_days'],
    ['mart_days+', 'mart_days mart_top'],
    ['1+int_days+1', 'int_days mart_days stg_sales'],
    ['@stg_sales', 'int_days mart_days mart_top shops stg_sales stg_shops'],
    ['@shops', 'int_days mart_days mart_top shops stg_sales stg_shops'],
    // docs.getdbt.com, "Set operators": unions by space, intersections by comma.
    ['tag:daily,marts', 'mart_days'],
    ['+mart_top,tag:raw', 'stg_sales stg_shops'],
    ['mart_top stg_more', 'mart_top stg_more'],
    [['mart_top', 'stg_more'], 'mart_top stg_more'],
    ['nothing_of_this_name', ''],
  ];
  for (const [select, expected] of cases) assert.equal(names({ select: [select].flat() }), expected, String(select));
  assert.equal(names({ select: ['+mart_top'], exclude: ['tag:raw', 'shops'] }), 'int_days mart_days mart_top');
  assert.equal(names({ exclude: ['+mart_top+'] }), 'dim.v1 dim.v2 stg_more');
  assert.equal(selectNodes(shop, {}).length, shop.nodes.size);
});

test('nodes come in the order of building', async (t) => {
  const shop = await project(t);
  assert.deepEqual(
    selectNodes(shop, { select: ['mart_top int_days stg_sales mart_days'] }).map((id) => id.split('.')[2]),
    ['stg_sales', 'int_days', 'mart_days', 'mart_top'],
  );
});

// docs.getdbt.com, "Test selection examples": eager, cautious, buildable, empty.
test('tests come along with what they look at', async (t) => {
  const shop = await project(t);
  const tests = (select: string, indirect?: SelectionInput['indirect']) => {
    const found = selectResources(shop, { select: [select], ...(indirect ? { indirect } : {}) });
    return [...found.tests, ...found.unitTests].map((id) => id.replace(/^(unit_)?test\.shop\./, '')).sort();
  };
  const relationships = 'relationships_mart_days_id__id__ref_stg_shops_';
  assert.deepEqual(tests('mart_days'), ['mart_days.u', relationships, 'unique_mart_days_id']);
  assert.deepEqual(tests('mart_days', 'cautious'), ['mart_days.u', 'unique_mart_days_id']);
  assert.deepEqual(tests('mart_days', 'empty'), []);
  assert.deepEqual(tests('mart_top mart_days', 'buildable'), [
    'mart_days.u',
    relationships,
    'top_is_small',
    'unique_mart_days_id',
  ]);
  assert.deepEqual(tests('mart_top mart_days', 'cautious'), ['mart_days.u', 'top_is_small', 'unique_mart_days_id']);
  assert.deepEqual(tests('mart_days,test_type:generic'), [relationships, 'unique_mart_days_id']);
  assert.deepEqual(tests('test_type:unit'), ['mart_days.u']);
  assert.deepEqual(tests('test_type:singular'), ['top_is_small']);
  assert.deepEqual(tests('test_name:accepted_range test_name:unique'), [
    'dbt_utils_accepted_range_stg_shops_id__0',
    'unique_mart_days_id',
  ]);
  assert.deepEqual(tests('source:till'), ['source_not_null_till_sales_id']);
  assert.deepEqual(tests('unit_test:u'), ['mart_days.u']);
  assert.deepEqual(tests('top_is_small'), ['top_is_small']);
});

// docs.getdbt.com, "Methods": state, result, source_status.
test('what changed, what failed, what is fresher', async (t) => {
  const before = (await project(t)).state();
  const now = await projectOf(t, {
    ...FILES,
    'models/marts/mart_days.sql': "{{ config(tags='hourly') }}select * from {{ ref('int_days') }}",
    'models/fresh.sql': 'select 1 as x',
    'seeds/shops.csv': 'id\n2\n',
  });
  const names = (select: string, state: SelectionState) =>
    selectNodes(now, { select: [select] }, state)
      .map((id) => id.split('.')[2])
      .sort()
      .join(' ');
  const state = { previous: before };
  assert.equal(names('state:modified', state), 'fresh mart_days shops');
  assert.equal(names('state:modified+', state), 'fresh mart_days mart_top shops stg_shops');
  assert.equal(names('state:new', state), 'fresh');
  assert.equal(names('state:modified.configs', state), 'fresh mart_days');
  assert.equal(names('state:modified.relation', state), 'fresh');
  assert.equal(names('state:modified.body,resource_type:seed', state), 'shops');
  assert.equal(names('state:unmodified,marts', state), 'mart_top');
  const results = {
    results: { 'model.shop.mart_days': 'error', 'model.shop.mart_top': 'skipped', 'test.shop.top_is_small': 'fail' },
  } as const;
  assert.equal(names('result:error+', results), 'mart_days mart_top');
  assert.equal(names('1+result:fail', results), 'mart_top');
  assert.equal(
    names('source_status:fresher+', { fresherSources: ['source.shop.till.sales'] }),
    'int_days mart_days mart_top stg_sales',
  );
});

test('what cannot be understood is an error', async (t) => {
  const shop = await project(t);
  const message = (select: string) => {
    try {
      selectNodes(shop, { select: [select] });
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };
  assert.match(message('colour:red') ?? '', /colour:red: there is no method 'colour'/);
  assert.match(message('@a+') ?? '', /exclude each other/);
  assert.match(message('+') ?? '', /there is no name/);
  assert.match(message('state:modified') ?? '', /no earlier build/);
  assert.match(message('result:error') ?? '', /no earlier results/);
});
