import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { NodeResult } from '../build/build-types.ts';
import { testWarehouse } from '../testing/index.ts';
import { type Files, type StateProject, stateProject } from '../testing/state-project.ts';

// Suite `constraints`: what an enforced contract lets through, and what it keeps readers from seeing.

const { warehouse } = await testWarehouse({ after });

const CONTRACT = `    config: { contract: { enforced: true } }\n`;
const ID =
  '      - { name: id, data_type: integer, constraints: [{ type: not_null }, { type: primary_key }, { type: check, expression: (id > 0) }] }\n';
const REST = '      - { name: teinte, data_type: text }\n      - { name: jour, data_type: text }\n';
const described = (name: string, columns: string, more = ''): string =>
  `version: 2\nmodels:\n  - name: ${name}\n${CONTRACT}${more}    columns:\n${columns}`;
const CONFIGS = {
  table: "{{ config(materialized='table') }}",
  view: "{{ config(materialized='view') }}",
  incremental: "{{ config(materialized='incremental', on_schema_change='append_new_columns') }}",
};

const only = async (p: StateProject): Promise<NodeResult> => {
  const { nodes } = await p.build();
  const one = nodes.find(({ name }) => name === 'modele');
  assert.ok(one);
  return one;
};
const project = (t: Parameters<typeof stateProject>[0], files: Files) => stateProject(t, warehouse, files);

// https://docs.getdbt.com/docs/mesh/govern/model-contracts
test('columns in another order take the order of the contract; other names are told with both sides', async (t) => {
  for (const [kind, config] of Object.entries(CONFIGS)) {
    const p = await project(t, {
      'models/modele.sql': `${config} select 'bleu' as teinte, 1 as id, '2019-01-01' as jour`,
      'models/modele.yml': described('modele', ID + REST),
    });
    assert.equal((await only(p)).status, 'built', kind);
    assert.deepEqual(await p.rows('select id, teinte, jour from modele'), [[1, 'bleu', '2019-01-01']]);
    await p.write({ 'models/modele.sql': `${config} select 'bleu' as teinte, 1 as erreur, '2019-01-01' as jour` });
    const { error } = await only(p);
    assert.equal(error?.code, 'warehouse.contract_broken');
    for (const part of ['id: missing', 'erreur: INTEGER, contract says nothing']) {
      assert.ok(error?.message.includes(part), `${kind}: ${error?.message}`);
    }
  }
});

// https://docs.getdbt.com/reference/resource-properties/data-types
test('every type is known by its usual names, and another one is told as found and as promised', async (t) => {
  const types: [sql: string, type: string, told: string][] = [
    ['1', 'int', 'INTEGER'],
    ["'1'", 'text', 'VARCHAR'],
    ['true', 'bool', 'BOOLEAN'],
    ["'2013-11-03 00:00:00-07'::timestamptz", 'timestamptz', 'TIMESTAMP WITH TIME ZONE'],
    ["'2013-11-03 00:00:00'::timestamp", 'timestamp', 'TIMESTAMP'],
    ["['a', 'b', 'c']", 'text[]', 'VARCHAR[]'],
    ['[1, 2, 3]', 'int[]', 'INTEGER[]'],
    ["'1'::numeric", 'numeric', 'DECIMAL'],
    [`'{"solde": 7.77}'::json`, 'json', 'JSON'],
  ];
  const columns = (declared: (type: string) => string): string =>
    described(
      'modele',
      types.map(([, type], i) => `      - { name: c${i}, data_type: "${declared(type)}" }\n`).join(''),
    );
  const p = await project(t, {
    'models/modele.sql': `${CONFIGS.table} select ${types.map(([sql], i) => `${sql} as c${i}`).join(', ')}`,
    'models/modele.yml': columns((type) => type),
  });
  assert.equal((await only(p)).error, undefined);
  await p.write({ 'models/modele.yml': columns((type) => (type === 'int' ? 'text' : 'int')) });
  const { error } = await only(p);
  assert.equal(error?.code, 'warehouse.contract_broken');
  for (const [i, [, , told]] of types.entries()) assert.ok(error?.message.includes(`c${i}: ${told}`), told);
});

// https://docs.getdbt.com/reference/resource-properties/constraints
test('a row that breaks a constraint leaves the former table to readers, of a table and of an incremental', async (t) => {
  const broken: [row: string, code: string][] = [
    ["cast(null as integer) as id, 'rouge' as teinte, '2019-01-01' as jour", 'not null'],
    ["0 as id, 'rouge' as teinte, '2019-01-01' as jour", 'check'],
    ["unnest([2, 2]) as id, 'rouge' as teinte, '2019-01-01' as jour", 'primary key'],
  ];
  for (const config of [CONFIGS.table, CONFIGS.incremental]) {
    for (const [row, what] of broken) {
      const p = await project(t, {
        'models/modele.sql': `${config} select 1 as id, 'bleu' as teinte, '2019-01-01' as jour`,
        'models/modele.yml': described('modele', ID + REST),
      });
      await p.good();
      await p.write({ 'models/modele.sql': `${config} select ${row}` });
      assert.equal((await only(p)).status, 'error', what);
      assert.deepEqual(await p.rows('select id, teinte from modele'), [[1, 'bleu']], what);
    }
  }
});

// https://docs.getdbt.com/reference/resource-properties/constraints
test('constraints of a whole model: check, primary key, unique over two columns, foreign key', async (t) => {
  const more = `    constraints:
      - { type: check, expression: (id > 0) }
      - { type: primary_key, columns: [id] }
      - { type: unique, columns: [teinte, jour], name: une_par_jour }
      - { type: foreign_key, columns: [id], to: ref('connus'), to_columns: [numero] }
`;
  const plain = '      - { name: id, data_type: integer }\n';
  const rows = (list: string): string =>
    `select * from (values ${list}) t(id, teinte, jour) where {{ var('all', true) }} -- depends_on: {{ ref('connus') }}`;
  const p = await project(t, {
    'models/connus.sql': 'select unnest([1, 2, 3]) as numero',
    'models/modele.sql': `{{ config(materialized='table') }} ${rows("(1, 'bleu', '2019-01-01'), (2, 'bleu', '2019-01-02')")}`,
    'models/modele.yml': described('modele', plain + REST, more),
  });
  assert.equal((await only(p)).rows, 2);
  const refused: [list: string, told: RegExp][] = [
    ["(1, 'bleu', '2019-01-01'), (2, 'bleu', '2019-01-01')", /teinte, jour is not unique/],
    ["(1, 'bleu', '2019-01-01'), (9, 'vert', '2019-01-01')", /1 rows of modele have a id that model\.states\.connus/],
    ["(-1, 'bleu', '2019-01-01')", /CHECK|id > 0/i],
  ];
  for (const [list, told] of refused) {
    await p.write({ 'models/modele.sql': `{{ config(materialized='table') }} ${rows(list)}` });
    assert.match((await only(p)).error?.message ?? '', told);
  }
});

// https://docs.getdbt.com/reference/resource-properties/constraints#foreign-key-constraints
test('an incremental with a foreign key is built again and again, and refuses a stranger', async (t) => {
  const numbers = (list: string): string => `{{ config(materialized='table') }} select unnest(${list}) as n`;
  const p = await project(t, {
    'models/raw_numbers.sql': numbers('[1, 2]'),
    'models/modele.sql': `{{ config(materialized='incremental', unique_key='n', on_schema_change='append_new_columns') }}
      select n {{ var('plus', '') }} as n from {{ ref('raw_numbers') }}`,
    'models/modele.yml': described(
      'modele',
      "      - { name: n, data_type: integer, constraints: [{ type: foreign_key, to: ref('raw_numbers'), to_columns: [n] }] }\n",
    ),
  });
  await p.good();
  await p.write({ 'models/raw_numbers.sql': numbers('[1, 2, 3]') });
  await p.good();
  assert.deepEqual(await p.rows('select n from modele order by n'), [[1], [2], [3]]);
  const { nodes } = await p.build({ vars: { plus: '+ 10' } });
  assert.equal(nodes.find(({ name }) => name === 'modele')?.error?.code, 'warehouse.contract_broken');
});

// https://docs.getdbt.com/reference/resource-properties/quote
test('a column that is a word of SQL, quoted, with a constraint of its own and one of the model', async (t) => {
  const columns = `      - { name: id, data_type: integer, constraints: [{ type: not_null }] }
      - { name: from, quote: true, data_type: text, constraints: [{ type: not_null }] }
`;
  const p = await project(t, {
    'models/modele.sql': `{{ config(materialized='table') }} select 'bleu' as {{ adapter.quote('from') }}, 1 as id`,
    'models/modele.yml': described(
      'modele',
      columns,
      `    constraints: [{ type: check, expression: '("from" = ''bleu'')', columns: ['"from"'] }]\n`,
    ),
  });
  assert.equal((await only(p)).status, 'built');
  assert.deepEqual(await p.rows('select id, "from" from modele'), [[1, 'bleu']]);
});

// https://docs.getdbt.com/reference/resource-configs/sql_header
test('statements before the SQL of a contracted model, table or incremental', async (t) => {
  for (const kind of ['table', 'incremental'] as const) {
    const p = await project(t, {
      'models/modele.sql': `${CONFIGS[kind]} {% call set_sql_header(config) %}
        create or replace temp macro doubled(x) as x || x;
        {%- endcall %} select doubled('ab') as c`,
      'models/modele.yml': described('modele', '      - { name: c, data_type: text }\n'),
    });
    assert.equal((await only(p)).error, undefined);
    assert.deepEqual(await p.rows('select c from modele'), [['abab']], kind);
  }
});
