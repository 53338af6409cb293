import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectOf, settings } from './fixtures/temporary-project.ts';
import type { LoadOptions } from './manifest.ts';

const FILES: Record<string, string> = {
  'dbt_project.yml': settings('vars: {rate: 2, other: 1}\n'),
  'macros/m.sql':
    '{% macro outer(x) %}{{ inner(x) }}{% endmacro %}\n{% macro inner(x) %}{{ x }} * {{ var("rate") }}{% endmacro %}\n{% macro unused() %}1{% endmacro %}',
  'models/a.sql': 'select 1 as x',
  'models/m.sql':
    "{{ config(materialized='table') }}select {{ outer('x') }} as x from {{ ref('a') }}{% if target.name == 'prod' %} where x > 1{% endif %}",
  'models/m.yml': 'models:\n  - name: m\n    description: d\n    columns: [{name: x, data_tests: [not_null]}]\n',
  'seeds/s.csv': 'id\n1\n',
};

type Part = 'all' | 'build' | 'body' | 'configs' | 'macros' | 'vars' | 'contract' | 'relation';

test('what changes a fingerprint, part by part', async (t) => {
  const base = await projectOf(t, FILES);
  /** Parts of the model's fingerprint that differ from the base's. */
  const changed = async (
    files: Record<string, string>,
    options?: LoadOptions,
    id = 'model.shop.m',
  ): Promise<Part[]> => {
    const other = await projectOf(t, { ...FILES, ...files }, options);
    const [before, after] = [base.fingerprintParts(id), other.fingerprintParts(id)];
    return (Object.keys(before) as Part[]).filter((part) => before[part] !== after[part]);
  };
  const sql = FILES['models/m.sql'] ?? '';
  assert.deepEqual(await changed({}), []);
  assert.deepEqual(await changed({ 'models/m.sql': `${sql} -- x` }), ['all', 'build', 'body']);
  assert.deepEqual(await changed({ 'models/m.sql': sql.replace("'table'", "'view'") }), [
    'all',
    'build',
    'body',
    'configs',
  ]);
  // Tags and the like do not change the rows.
  assert.deepEqual(
    await changed({ 'dbt_project.yml': settings('vars: {rate: 2, other: 1}\nmodels: {+tags: [x], +meta: {a: 1}}\n') }),
    ['all', 'configs'],
  );
  assert.deepEqual(
    await changed({ 'dbt_project.yml': settings('vars: {rate: 2, other: 1}\nmodels: {+schema: x}\n') }),
    ['all', 'relation'],
  );
  // Macros count through macros; others do not.
  const macros = FILES['macros/m.sql'] ?? '';
  assert.deepEqual(await changed({ 'macros/m.sql': macros.replace('{{ x }} *', '{{ x }}  *') }), [
    'all',
    'build',
    'macros',
  ]);
  assert.deepEqual(await changed({ 'macros/m.sql': macros.replace('}1{', '}2{') }), []);
  // Vars of the macros it calls count; others do not.
  assert.deepEqual(await changed({}, { vars: { rate: 3 } }), ['all', 'build', 'vars']);
  assert.deepEqual(await changed({}, { vars: { other: 3 } }), []);
  assert.deepEqual(await changed({}, { target: { name: 'prod' } }), ['all', 'build', 'vars']);
  assert.deepEqual(await changed({}, { target: { name: 'prod' } }, 'model.shop.a'), []);
  // Inputs do not count: who rebuilds looks at them too.
  assert.deepEqual(await changed({ 'models/a.sql': 'select 2 as x' }), []);
  assert.deepEqual(
    await changed({ 'models/m.yml': (FILES['models/m.yml'] ?? '').replace('d\n', 'other words\n') }),
    [],
  );
  assert.deepEqual(await changed({ 'seeds/s.csv': 'id\n2\n' }, undefined, 'seed.shop.s'), ['all', 'build', 'body']);
  const contract = {
    'models/m.yml':
      'models:\n  - name: m\n    config: {contract: {enforced: true}}\n    columns: [{name: x, data_type: int}]\n',
  };
  assert.deepEqual(await changed(contract), ['all', 'build', 'configs', 'contract']);
});

test('every node, test, source and exposure has one, and the state is all of them', async (t) => {
  const project = await projectOf(t, FILES);
  assert.deepEqual(Object.keys(project.state()).sort(), [
    'model.shop.a',
    'model.shop.m',
    'seed.shop.s',
    'test.shop.not_null_m_x',
  ]);
  assert.equal(project.fingerprint('model.shop.m'), project.state()['model.shop.m']?.build);
  assert.throws(() => project.fingerprint('model.shop.none'), { code: 'warehouse.node_unknown' });
});

test('the digest of a project changes with any file and any var', async (t) => {
  const { digest } = await projectOf(t, FILES);
  assert.equal((await projectOf(t, FILES)).digest, digest);
  assert.notEqual((await projectOf(t, { ...FILES, 'models/a.sql': 'select 1  as x' })).digest, digest);
  assert.notEqual((await projectOf(t, FILES, { vars: { z: 1 } })).digest, digest);
});
