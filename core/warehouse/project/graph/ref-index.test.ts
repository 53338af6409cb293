import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorsOf, projectOf } from '../fixtures/temporary-project.ts';
import { readReference } from './reference-text.ts';

test('references in texts', () => {
  assert.deepEqual(readReference("ref('a')"), { kind: 'ref', package: null, name: 'a', version: null });
  assert.deepEqual(readReference(`{{ ref("p", 'a', v=2) }}`), { kind: 'ref', package: 'p', name: 'a', version: '2' });
  assert.deepEqual(readReference(" source('s', 't') "), { kind: 'source', source: 's', table: 't' });
  assert.deepEqual(readReference('this'), { kind: 'this' });
  for (const text of ['a', 'ref()', 'ref(a)', "ref('a', 'b', 'c')", "source('s')", 'other("x")', '{{'])
    assert.equal(readReference(text), null, text);
});

// docs.getdbt.com, "ref": one's own package first, then the project's.
test('a name means the package one is in, then the project', async (t) => {
  const project = await projectOf(t, {
    'models/twin.sql': 'select 1 as ours',
    'models/m.sql': "{{ ref('twin') }} {{ ref('kit', 'twin') }} {{ ref('only_kit') }}",
    'dbt_packages/kit/dbt_project.yml': 'name: kit\nversion: 1.0.0\nmodels: {kit: {+schema: kit}}\n',
    'dbt_packages/kit/models/twin.sql': 'select 1 as theirs',
    'dbt_packages/kit/models/only_kit.sql': "select * from {{ ref('twin') }}",
  });
  assert.deepEqual(project.nodes.get('model.shop.m')?.dependsOn, [
    'model.shop.twin',
    'model.kit.twin',
    'model.kit.only_kit',
  ]);
  assert.deepEqual(project.nodes.get('model.kit.only_kit')?.dependsOn, ['model.kit.twin']);
});

// docs.getdbt.com, "Model versions".
test('versions that are not there', async (t) => {
  const files = {
    'models/dim_v1.sql': 'select 1 as x',
    'models/dim_v2.sql': 'select 1 as x',
    'models/m.sql': "select * from {{ ref('dim', v=3) }}",
    'models/m.yml': 'models:\n  - name: dim\n    latest_version: 1\n    versions: [{v: 1}, {v: 2}, {v: 4}]\n',
  };
  assert.deepEqual(await errorsOf(t, files), [
    "models/m.sql:1: 'dim version 3' is referred to, but the versions of 'dim' are 1, 2",
    "models/m.yml:4: model 'dim': no file dim_v4.sql or dim.v4.sql for version 4",
  ]);
});

// docs.getdbt.com, "Model access", "Groups".
test('private models are for their group', async (t) => {
  const files = {
    'models/secret.sql': 'select 1 as x',
    'models/friend.sql': "{{ config(group='desk') }}select * from {{ ref('secret') }}",
    'models/stranger.sql': "select 1\nfrom {{ ref('secret') }}",
    'tests/t.sql': "select * from {{ ref('secret') }}",
    'models/m.yml':
      "groups: [{name: desk, owner: {name: d}}]\nmodels:\n  - name: secret\n    config: {group: desk, access: private}\n    columns: [{name: x, data_tests: [unique]}]\nexposures:\n  - name: e\n    type: ml\n    owner: {name: d}\n    depends_on: [ref('secret')]\n",
  };
  assert.deepEqual(await errorsOf(t, files), [
    "models/m.yml:10: 'secret' is private to the group 'desk'",
    "models/stranger.sql:2: 'secret' is private to the group 'desk'",
    "tests/t.sql:1: 'secret' is private to the group 'desk'",
  ]);
});

// docs.getdbt.com, "Model contracts", "constraints".
test('contracts', async (t) => {
  const project = await projectOf(t, {
    'models/a.sql': 'select 1 as id',
    'models/b.sql': "{{ config(materialized='table') }}select 1 as a_id",
    'models/m.yml':
      "models:\n  - name: b\n    config: {contract: {enforced: true}}\n    constraints:\n      - {type: check, expression: a_id > 0, name: positive}\n    columns:\n      - name: a_id\n        data_type: int\n        constraints: [{type: foreign_key, to: ref('a'), to_columns: [id]}, {type: not_null}]\n",
  });
  const model = project.nodes.get('model.shop.b');
  assert.deepEqual(
    model?.columns[0]?.constraints.map(({ type, to, to_columns }) => [type, to, to_columns]),
    [
      ['foreign_key', 'model.shop.a', ['id']],
      ['not_null', null, []],
    ],
  );
  assert.deepEqual(
    model?.constraints.map(({ type, expression, name }) => [type, expression, name]),
    [['check', 'a_id > 0', 'positive']],
  );
  const bad = {
    'models/a.sql': "{{ config(materialized='ephemeral', contract={'enforced': true}) }}select 1 as id",
    'models/b.sql': "{{ config(materialized='incremental', contract={'enforced': true}) }}select 1 as id, 2 as n",
    'models/m.yml':
      "models:\n  - name: b\n    columns:\n      - {name: id, data_type: int, constraints: [{type: foreign_key, to: ref('zz')}, {type: wrong}, {type: check}]}\n      - {name: n}\n",
  };
  assert.deepEqual(await errorsOf(t, bad), [
    "models/a.sql:1: model 'a' has a contract, but no columns are described",
    "models/a.sql:1: model 'a' has a contract, which an ephemeral model cannot keep",
    "models/m.yml:2: model 'b' has a contract: an incremental model then needs on_schema_change append_new_columns or fail",
    "models/m.yml:3: model 'b': 'zz' is referred to, but there is no model, seed or snapshot of that name",
    "models/m.yml:3: model 'b' has a contract, but its column 'n' has no data_type",
    "models/m.yml:4: model 'b': column 'id': constraint: 'type' is 'wrong', allowed are not_null, unique, primary_key, foreign_key, check, custom",
    "models/m.yml:4: model 'b': column 'id': constraint: a check needs 'expression'",
  ]);
});
