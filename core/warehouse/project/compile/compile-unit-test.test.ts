import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextFor, type Database, openDatabase, projectOf } from '../fixtures/temporary-project.ts';
import type { Project } from '../manifest.ts';
import { compileUnitTest } from './compile-unit-test.ts';

const MODELS = {
  'models/orders.sql':
    "select 1 as id, 10 as customer, cast(1.5 as decimal(10,2)) as amount, date '2024-01-01' as day, ['a'] as tags",
  'models/totals.sql':
    "select customer, sum(amount) as total, max(day) as last_day from {{ ref('orders') }} where amount > {{ var('least', 0) }} group by customer",
};

function unit(lines: string): string {
  return `unit_tests:\n  - name: u\n    model: totals\n${lines}`;
}

async function differences(project: Project, database: Database): Promise<unknown[][]> {
  for (const node of project.nodes.values())
    await database.run(
      `create or replace table ${node.name} as select * from (${node.rawSql.includes('{{') ? 'select 1 as x' : node.rawSql})`,
    );
  const [only] = project.unitTests;
  const compiled = await compileUnitTest(project, only?.id ?? '', contextFor(project, database.engine));
  return (await database.run(compiled.sql)).rows;
}

const given = (rows: string) => `    given:\n      - input: ref('orders')\n        rows:\n${rows}`;

// docs.getdbt.com, "Unit tests": only the columns of expect are compared, missing input columns are null.
test('a model over given rows: no difference when it is as expected', async (t) => {
  const project = await projectOf(t, {
    ...MODELS,
    'models/u.yml': unit(
      `${given('          - {customer: 10, amount: 1}\n          - {customer: 10, amount: 2.25}\n')}    expect:\n      rows:\n        - {customer: 10, total: 3.25}\n`,
    ),
  });
  assert.deepEqual(await differences(project, await openDatabase(t)), []);
});

test('differences say which rows there are and which there should be, as bags', async (t) => {
  const project = await projectOf(t, {
    ...MODELS,
    'models/u.yml': unit(
      `${given('          - {customer: 10, amount: 1}\n          - {customer: 20, amount: 2}\n')}    expect:\n      rows:\n        - {customer: 10, total: 1}\n        - {customer: 30, total: 2}\n        - {customer: 30, total: 2}\n`,
    ),
  });
  assert.deepEqual(await differences(project, await openDatabase(t)), [
    ['actual', '1', 20, '2.00'],
    ['expected', '2', 30, '2.00'],
  ]);
});

// docs.getdbt.com, "Unit test overrides".
test('vars and macros can be overridden', async (t) => {
  const project = await projectOf(t, {
    ...MODELS,
    'macros/m.sql': '{% macro rate() %}{% if execute %}{{ run_query("select 1").rows[0][0] }}{% endif %}{% endmacro %}',
    'models/totals.sql':
      "select customer, sum(amount) * {{ rate() }} as total from {{ ref('orders') }} where amount > {{ var('least', 0) }} and '{{ env_var('GRIOT_VAR_X', '') }}' = 'y' group by customer",
    'models/u.yml': unit(
      `    overrides:\n      vars: {least: 5}\n      macros: {rate: 3}\n      env_vars: {GRIOT_VAR_X: y}\n${given('          - {customer: 1, amount: 5}\n          - {customer: 1, amount: 6}\n')}    expect:\n      rows: [{total: 18}]\n`,
    ),
  });
  assert.deepEqual(await differences(project, await openDatabase(t)), []);
});

// docs.getdbt.com, "Unit tests", incremental models; "Supported data formats for unit tests".
test('csv, sql and fixture files; this for incrementals; no rows at all', async (t) => {
  const incremental = {
    ...MODELS,
    'models/totals.sql':
      "{{ config(materialized='incremental') }}select id, day from {{ ref('orders') }}{% if is_incremental() %} where day > (select coalesce(max(day), date '1900-01-01') from {{ this }}){% endif %}",
    'tests/fixtures/new_orders.csv': 'id,day\n1,2024-01-01\n2,2024-03-01\n3,\n',
  };
  const rows =
    "    overrides: {macros: {is_incremental: true}}\n    given:\n      - input: ref('orders')\n        format: csv\n        fixture: new_orders\n      - input: this\n";
  const database = await openDatabase(t);
  const csv = await projectOf(t, {
    ...incremental,
    'models/u.yml': unit(
      `${rows}        rows: [{day: 2024-02-01}]\n    expect:\n      format: sql\n      rows: select 2 as id, date '2024-03-01' as day\n`,
    ),
  });
  assert.deepEqual(await differences(csv, database), []);
  const empty = await projectOf(t, {
    ...incremental,
    'models/u.yml': unit(
      `${rows}        rows: []\n    expect:\n      format: csv\n      rows: |\n        id,day\n        1,2024-01-01\n        2,2024-03-01\n`,
    ),
  });
  assert.deepEqual(await differences(empty, database), []);
  const nothing = await projectOf(t, {
    ...incremental,
    'models/u.yml': unit(`${rows}        rows: [{day: 2025-01-01}]\n    expect: {rows: []}\n`),
  });
  assert.deepEqual(await differences(nothing, database), []);
});

test('lists keep their type', async (t) => {
  const project = await projectOf(t, {
    ...MODELS,
    'models/totals.sql': "select id, len(tags) as n, tags from {{ ref('orders') }}",
    'models/u.yml': unit(
      `${given('          - {id: 1, tags: [a, "b\'c"]}\n')}    expect:\n      rows: [{id: 1, n: 2, tags: [a, "b'c"]}]\n`,
    ),
  });
  assert.deepEqual(await differences(project, await openDatabase(t)), []);
});

test('every input must be given, and every expected column exist', async (t) => {
  const database = await openDatabase(t);
  const missing = await projectOf(t, { ...MODELS, 'models/u.yml': unit('    given: []\n    expect: {rows: []}\n') });
  await assert.rejects(
    differences(missing, database),
    /models\/u\.yml:2: the unit test 'u' gives no rows for 'model\.shop\.orders'/,
  );
  const unknown = await projectOf(t, {
    ...MODELS,
    'models/u.yml': unit(`${given('          - {customer: 1}\n')}    expect:\n      rows: [{colour: red}]\n`),
  });
  await assert.rejects(differences(unknown, database), /expects a column 'colour' that the model does not have/);
});

test('without an engine the types come from the YAML', async (t) => {
  const project = await projectOf(t, {
    ...MODELS,
    'models/u.yml': `models:\n  - name: orders\n    columns: [{name: day, data_type: date}]\n${unit(`${given('          - {day: 2024-01-01}\n')}    expect:\n      rows: [{total: 1}]\n`)}`,
  });
  const compiled = await compileUnitTest(project, project.unitTests[0]?.id ?? '', contextFor(project));
  assert.match(compiled.actualSql, /cast\('2024-01-01' as date\) as "day"/);
  assert.deepEqual(compiled.columns, ['total']);
});
