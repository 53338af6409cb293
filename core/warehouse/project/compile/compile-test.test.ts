import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextFor, openDatabase, projectOf, squeeze } from '../fixtures/temporary-project.ts';
import type { DataTest, Project } from '../manifest.ts';
import { compileTest } from './compile-test.ts';

const MODELS = {
  'models/orders.sql':
    "select * from (values (1, 10, 'new'), (2, 10, 'paid'), (2, null, 'lost'), (null, 30, 'paid')) as t(id, customer, state)",
  'models/customers.sql': 'select * from (values (10), (20)) as t(id)',
};

function named(project: Project, name: string): DataTest {
  const found = project.tests.find((candidate) => candidate.name === name || candidate.test === name);
  assert(found, `no test ${name} among ${project.tests.map((candidate) => candidate.name)}`);
  return found;
}

// docs.getdbt.com, "About data tests property": the four generic tests.
test('generic tests answer the failing rows', async (t) => {
  const project = await projectOf(t, {
    ...MODELS,
    'models/m.yml': `models:
  - name: orders
    columns:
      - name: id
        data_tests: [unique, not_null]
      - name: state
        data_tests:
          - accepted_values: {values: [new, paid, "o'ne"]}
      - name: customer
        data_tests:
          - relationships: {to: ref('customers'), field: id}
`,
  });
  const { run, engine } = await openDatabase(t);
  for (const node of project.nodes.values()) await run(`create table ${node.name} as ${node.rawSql}`);
  const failing = async (name: string) =>
    (await run((await compileTest(project, named(project, name).id, contextFor(project, engine))).sql)).rows;
  assert.deepEqual(await failing('unique'), [[2, '2']]);
  assert.deepEqual(await failing('not_null'), [[null, 30, 'paid']]);
  assert.deepEqual(await failing('accepted_values'), [['lost', '1']]);
  assert.deepEqual(await failing('relationships'), [[30]]);
});

// docs.getdbt.com, "severity, error_if, and warn_if", "fail_calc", "limit", "where".
test('severity, thresholds, where and limit', async (t) => {
  const project = await projectOf(t, {
    ...MODELS,
    'models/m.yml': `models:
  - name: orders
    columns:
      - name: state
        data_tests:
          - not_null: {name: plain}
          - not_null:
              name: bounded
              config: {severity: warn, error_if: ">= 2", warn_if: "between 1 and 5", fail_calc: sum(id), where: "customer = {{ var('who', 10) }}", limit: 3}
`,
  });
  const plain = await compileTest(project, named(project, 'plain').id, contextFor(project));
  assert.equal(squeeze(plain.sql), 'select * from "main"."orders" where state is null');
  assert.equal(
    squeeze(plain.summary('"failures"')),
    'select coalesce(count(*), 0) as failures, coalesce(count(*), 0) != 0 as should_warn, coalesce(count(*), 0) != 0 as should_error from "failures" dbt_internal_test',
  );
  const bounded = await compileTest(project, named(project, 'bounded').id, contextFor(project));
  assert.equal(
    squeeze(bounded.sql),
    'select * from ( select * from (select * from "main"."orders" where customer = 10) dbt_subquery where state is null ) dbt_internal_test limit 3',
  );
  assert.match(
    squeeze(bounded.summary()),
    /coalesce\(sum\(id\), 0\) between 1 and 5 as should_warn, coalesce\(sum\(id\), 0\) >= 2 as should_error from \( select \* from/,
  );
});

test('the summary runs', async (t) => {
  const project = await projectOf(t, {
    ...MODELS,
    'models/m.yml': 'models:\n  - name: orders\n    columns:\n      - {name: customer, data_tests: [not_null]}\n',
  });
  const { run } = await openDatabase(t);
  await run(`create table orders as ${MODELS['models/orders.sql']}`);
  const compiled = await compileTest(project, project.tests[0]?.id ?? '', contextFor(project));
  assert.deepEqual((await run(compiled.summary())).rows, [['1', true, true]]);
});

// docs.getdbt.com, "Writing custom generic data tests", "Singular data tests".
test('tests of the project: generic ones from macros and tests/generic, singular ones', async (t) => {
  const project = await projectOf(t, {
    ...MODELS,
    'macros/tests.sql':
      '{% test at_most(model, column_name, most, ignore=[]) %}select * from {{ model }} where {{ column_name }} > {{ most }}{% for x in ignore %} and {{ column_name }} <> {{ x }}{% endfor %}{% endtest %}',
    'tests/generic/compare.sql':
      '{% test same_as(model, other) %}select * from {{ model }} except select * from {{ other }}{% endtest %}',
    'tests/orders_have_customers.sql':
      "{{ config(severity='warn', limit=5) }}\nselect * from {{ ref('orders') }} where customer is null;",
    'models/m.yml': `models:
  - name: orders
    data_tests:
      - same_as: {other: ref('orders')}
      - at_most: {column_name: id, most: 5}
    columns:
      - name: id
        quote: true
        data_tests:
          - at_most:
              arguments: {most: "{{ var('most', 7) }}", ignore: [99, 100]}
`,
  });
  const sql = async (name: string) =>
    squeeze((await compileTest(project, named(project, name).id, contextFor(project))).sql);
  assert.equal(await sql('same_as'), 'select * from "main"."orders" except select * from "main"."orders"');
  assert.equal(await sql('at_most_orders_id__5'), 'select * from "main"."orders" where id > 5');
  assert.equal(
    await sql('at_most_orders_id__99__100___var_most_7_'),
    'select * from "main"."orders" where "id" > 7 and "id" <> 99 and "id" <> 100',
  );
  assert.equal(
    await sql('orders_have_customers'),
    'select * from ( select * from "main"."orders" where customer is null ) dbt_internal_test limit 5',
  );
});

// docs.getdbt.com, "Materializations", ephemeral: tests read them as CTEs too.
test('a test of an ephemeral model has the model as a CTE', async (t) => {
  const project = await projectOf(t, {
    'models/e.sql': "{{ config(materialized='ephemeral') }}select 1 as id",
    'models/m.yml': 'models:\n  - name: e\n    columns:\n      - {name: id, data_tests: [unique]}\n',
  });
  const compiled = await compileTest(project, project.tests[0]?.id ?? '', contextFor(project));
  assert.match(
    squeeze(compiled.sql),
    /^with __dbt__cte__e as \( select 1 as id \) select id as unique_field, count\(\*\) as n_records from __dbt__cte__e/,
  );
});

// docs.getdbt.com, "where": a project may filter in its own way.
test('a project may say how where filters, and what a built-in test is', async (t) => {
  const project = await projectOf(t, {
    ...MODELS,
    'macros/own.sql':
      "{% macro get_where_subquery(relation) %}{{ return(relation ~ ' /* ' ~ config.get('where') ~ ' */') }}{% endmacro %}{% test not_null(model, column_name) %}select 'mine' from {{ model }}{% endtest %}",
    'models/m.yml':
      'models:\n  - name: orders\n    columns:\n      - {name: id, data_tests: [{not_null: {where: id > 1}}]}\n',
  });
  const compiled = await compileTest(project, project.tests[0]?.id ?? '', contextFor(project));
  assert.equal(squeeze(compiled.sql), `select 'mine' from "main"."orders" /* id > 1 */`);
});
