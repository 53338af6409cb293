import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testWarehouse } from '../testing/index.ts';
import { ids, rawSources, stateProject } from '../testing/state-project.ts';

// Suite `basic`: materializations, ephemeral models, incremental models, generic and singular tests.

const { warehouse } = await testWarehouse({ after });

const person = (id: number): string => `${id},Membre ${id},${1970 + id}-03-0${(id % 9) + 1} 08:15:00`;
const csv = (from: number, to: number): string => `id,nom,depuis\n${ids(from, to).map(person).join('\n')}\n`;

// https://docs.getdbt.com/docs/build/materializations, https://docs.getdbt.com/docs/build/seeds
test('seed, view, table and a model whose materialization is a var give the same ten rows; the var changes what it is', async (t) => {
  const p = await stateProject(t, warehouse, {
    'seeds/base.csv': csv(1, 10),
    'models/as_view.sql': "{{ config(materialized='view') }} select * from {{ ref('base') }}",
    'models/as_table.sql': "{{ config(materialized='table', sort='nom', dist='nom') }} select * from {{ ref('base') }}",
    'models/swappable.sql': "{{ config(materialized=var('kind', 'table')) }} select * from {{ ref('base') }}",
  });
  const kinds = async () =>
    Object.fromEntries((await p.tenant.current())?.nodes.map(({ name, kind }) => [name, kind]) ?? []);
  const first = await p.good();
  assert.deepEqual(first.nodes.map(({ name }) => name).sort(), ['as_table', 'as_view', 'base', 'swappable']);
  assert.deepEqual(await kinds(), { base: 'table', as_view: 'view', as_table: 'table', swappable: 'table' });
  assert.equal(await p.count('base'), 10);
  for (const other of ['as_view', 'as_table', 'swappable']) {
    assert.equal(await p.count(`(select * from base except select * from ${other})`), 0, other);
    assert.equal(await p.count(other), 10);
  }
  for (const [kind, expected] of [
    ['view', 'view'],
    ['incremental', 'table'],
  ]) {
    const changed = await p.good({ select: ['swappable'], vars: { kind } });
    assert.equal(changed.nodes.length, 1);
    assert.equal((await kinds()).swappable, expected);
    assert.equal(await p.count('swappable'), 10);
  }
});

// https://docs.getdbt.com/docs/build/materializations#ephemeral
test('an ephemeral model stands in the SQL of its readers, makes no relation, and tests may read it', async (t) => {
  const cte = (bound: string): string =>
    `with kept as (select id, nom from {{ ref('passing_through') }} where id ${bound}) select nom, id from kept`;
  const p = await stateProject(t, warehouse, {
    'seeds/base.csv': csv(1, 10),
    'models/passing_through.sql':
      "{{ config(materialized='ephemeral') }} with inner_cte as (select id, nom from {{ ref('base') }}) select id, nom from inner_cte",
    'models/as_view.sql': "{{ config(materialized='view') }} select * from {{ ref('passing_through') }}",
    'models/as_table.sql': "{{ config(materialized='table') }} select * from {{ ref('passing_through') }}",
    'models/none_left.sql': cte('> 1000'),
    'models/all_left.sql': cte('< 1000'),
  });
  const built = await p.good();
  assert.deepEqual(built.nodes.map(({ name }) => name).sort(), [
    'all_left',
    'as_table',
    'as_view',
    'base',
    'none_left',
  ]);
  assert.deepEqual([await p.count('as_view'), await p.count('as_table')], [10, 10]);
  assert.deepEqual([await p.count('none_left'), await p.count('all_left')], [0, 10]);
  await p.write({ 'tests/passing.sql': cte('> 1000'), 'tests/failing.sql': cte('< 1000') });
  const judged = await p.build();
  assert.deepEqual(judged.tests.map(({ name, status, failures }) => [name, status, failures]).sort(), [
    ['failing', 'fail', 10],
    ['passing', 'pass', 0],
  ]);
  assert.deepEqual([judged.ok, judged.generation], [false, null]);
});

// https://docs.getdbt.com/docs/build/data-tests
test('generic tests of a seed and two models, singular tests of no model at all', async (t) => {
  const notNull = (kind: string, name: string): string =>
    `version: 2\n${kind}:\n  - name: ${name}\n    columns: [{ name: id, data_tests: [not_null] }]\n`;
  const p = await stateProject(t, warehouse, {
    'seeds/base.csv': csv(1, 10),
    'seeds/base.yml': notNull('seeds', 'base'),
    'models/as_view.sql': "{{ config(materialized='view') }} select * from {{ ref('base') }}",
    'models/as_table.sql': "select * from {{ ref('base') }}",
    'models/as_view.yml': notNull('models', 'as_view'),
    'models/as_table.yml': notNull('models', 'as_table'),
  });
  assert.equal((await p.good({ select: ['base'] })).tests.length, 1);
  assert.equal((await p.good()).tests.length, 3);
  await p.write({
    'tests/passing.sql': 'select * from (select 1 as id) one where id = 2',
    'tests/failing.sql': 'select * from (select 1 as id) one where id = 1',
  });
  const verdicts = (await p.build()).tests.map(({ name, status }) => `${name} ${status}`);
  assert.ok(verdicts.includes('passing pass') && verdicts.includes('failing fail'), String(verdicts));
});

// https://docs.getdbt.com/docs/build/incremental-models
test('an incremental model takes in what is new of the twenty rows, and nothing twice', async (t) => {
  const p = await stateProject(t, warehouse, {
    'models/sources.yml': rawSources('seed'),
    'models/growing.sql': `{{ config(materialized='incremental') }} select * from {{ source('raw', 'seed') }}
      {% if is_incremental() %} where id > (select max(id) from {{ this }}) {% endif %}`,
  });
  const columns = { id: 'INTEGER', nom: 'VARCHAR', depuis: 'TIMESTAMP' };
  const load = (to: number) =>
    p.load(
      'seed',
      columns,
      ids(1, to).map((id) => person(id).split(',')),
    );
  await load(10);
  await p.good();
  assert.equal(await p.count('growing'), 10);
  await load(20);
  await p.good();
  assert.deepEqual(await p.rows('select count(*), count(distinct id), max(id) from growing'), [['20', '20', 20]]);
  await p.good();
  assert.equal(await p.count('growing'), 20);
});

// https://docs.getdbt.com/docs/build/incremental-strategy
test('a strategy that does not exist is told before anything is built; a text that gets shorter is no change of schema', async (t) => {
  const p = await stateProject(t, warehouse, {
    'seeds/base.csv': csv(1, 10),
    'models/wrong.sql': `{{ config(materialized='incremental', incremental_strategy='bad_strategy') }} select * from {{ ref('base') }}`,
  });
  await assert.rejects(p.build(), (error: { code?: string; details?: unknown }) => {
    assert.equal(error.code, 'warehouse.project_invalid');
    assert.match(JSON.stringify(error.details), /bad_strategy/);
    return true;
  });
  const q = await stateProject(t, warehouse, {
    'models/platforms.sql': `{{ config(materialized='incremental', unique_key='key', on_schema_change='sync_all_columns') }}
      select 1 || '-' || current_timestamp as key,
      {% if is_incremental() %} 'dix-huit caractères' {% else %} 'au moins vingt caractères' {% endif %} as platform`,
  });
  await q.good();
  await q.good();
  assert.equal(await q.count('platforms'), 2);
});

// https://docs.getdbt.com/reference/dbt-jinja-functions/adapter
test('an empty project builds nothing; a macro asks for the columns of what is there', async (t) => {
  const empty = await stateProject(t, warehouse, {});
  const nothing = await empty.build();
  assert.deepEqual([nothing.ok, nothing.nodes, nothing.tests], [true, [], []]);
  const p = await stateProject(t, warehouse, {
    'models/upstream.sql': 'select 1 as id, 2 as other',
    'models/model.sql': `{% set columns = adapter.get_columns_in_relation(ref('upstream')) %}
      {% set there = adapter.get_relation(this.database, none, 'upstream') %}
      select {{ columns | length }} as columns, '{{ columns | map(attribute="name") | join("+") }}' as names, {{ there is not none }} as there`,
    'tests/columns.sql': `{% set columns = adapter.get_columns_in_relation(ref('model')) %}
      select 1 as id where {{ columns | length }} <> 3`,
  });
  await p.good();
  assert.deepEqual(await p.rows('select * from model'), [[2, 'id+other', true]]);
});
