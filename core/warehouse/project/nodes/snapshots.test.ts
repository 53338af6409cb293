import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileNode } from '../compile/compile-node.ts';
import { contextFor, errorsOf, projectOf, settings, squeeze } from '../fixtures/temporary-project.ts';

// docs.getdbt.com, "Snapshots", "Legacy snapshot configurations".
test('snapshot blocks: several in a file, with settings from all places', async (t) => {
  const project = await projectOf(t, {
    'dbt_project.yml': settings(
      'snapshots: {shop: {+target_schema: history, +strategy: timestamp, +updated_at: changed}}\n',
    ),
    'models/a.sql': 'select 1 as id',
    'snapshots/all.sql':
      "{% snapshot one %}\n  {{ config(unique_key='id') }}\n  select * from {{ ref('a') }}\n{% endsnapshot %}\n\n{% snapshot two %}{{ config(unique_key=['id', 'day'], strategy='check', check_cols='all', target_schema='other', hard_deletes='invalidate') }}select * from {{ ref('a') }}{% endsnapshot %}",
    'snapshots/all.yml':
      'snapshots:\n  - name: two\n    description: second\n    columns: [{name: id, data_tests: [not_null]}]\n',
  });
  const [one, two] = ['one', 'two'].map((name) => project.nodes.get(`snapshot.shop.${name}`));
  assert.deepEqual(
    [one?.schema, one?.config.strategy, one?.config.updated_at, one?.line, one?.fqn.join('.')],
    ['history', 'timestamp', 'changed', 1, 'shop.all.one'],
  );
  assert.deepEqual(
    [two?.schema, two?.config.unique_key, two?.config.check_cols, two?.config.hard_deletes, two?.description],
    ['other', ['id', 'day'], 'all', 'invalidate', 'second'],
  );
  assert.equal(
    squeeze((await compileNode(project, 'snapshot.shop.one', contextFor(project))).sql),
    'select * from "main"."a"',
  );
  assert.deepEqual(
    project.tests.map((found) => found.attachedTo),
    ['snapshot.shop.two'],
  );
});

// docs.getdbt.com, "Snapshots" (YAML), "hard-deletes", "snapshot_meta_column_names", "dbt_valid_to_current".
test('snapshots in YAML', async (t) => {
  const project = await projectOf(t, {
    'models/s.yml': 'sources: [{name: till, tables: [{name: sales}]}]\n',
    'snapshots/s.yml':
      "snapshots:\n  - name: sales_history\n    relation: source('till', 'sales')\n    config:\n      strategy: timestamp\n      updated_at: at\n      unique_key: id\n      schema: past\n      dbt_valid_to_current: \"to_date('9999-12-31')\"\n      snapshot_meta_column_names: {dbt_valid_to: until, dbt_is_deleted: gone}\n      hard_deletes: new_record\n",
  });
  const node = project.nodes.get('snapshot.shop.sales_history');
  assert.deepEqual(
    [node?.schema, node?.dependsOn, node?.rawSql, node?.file, node?.line],
    ['main_past', ['source.shop.till.sales'], "select * from {{ source('till', 'sales') }}", 'snapshots/s.yml', 3],
  );
  assert.deepEqual(node?.config.snapshot_meta_column_names, {
    dbt_valid_from: 'dbt_valid_from',
    dbt_valid_to: 'until',
    dbt_scd_id: 'dbt_scd_id',
    dbt_updated_at: 'dbt_updated_at',
    dbt_is_deleted: 'gone',
  });
  assert.deepEqual(
    [node?.config.hard_deletes, node?.config.dbt_valid_to_current],
    ['new_record', "to_date('9999-12-31')"],
  );
});

test('what a snapshot lacks or says wrongly', async (t) => {
  const of = (config: string) =>
    errorsOf(t, { 'snapshots/s.sql': `{% snapshot s %}{{ config(${config}) }}select 1 as id{% endsnapshot %}` });
  assert.deepEqual(await of("unique_key='id'"), [
    "snapshots/s.sql:1: snapshot 's': a snapshot needs 'strategy': timestamp or check",
  ]);
  assert.deepEqual(await of("unique_key='id', strategy='check'"), [
    "snapshots/s.sql:1: snapshot 's': the check strategy needs 'check_cols'",
  ]);
  assert.deepEqual(await of("unique_key='id', strategy='check', check_cols='all', hard_deletes='forget'"), [
    "snapshots/s.sql:1: snapshot 's': 'hard_deletes' is 'forget', allowed are ignore, invalidate, new_record",
  ]);
  assert.deepEqual(
    await of(
      "unique_key='id', strategy='check', check_cols='all', hard_deletes='ignore', invalidate_hard_deletes=true",
    ),
    ["snapshots/s.sql:1: snapshot 's': 'hard_deletes' and the older 'invalidate_hard_deletes' exclude each other"],
  );
  assert.deepEqual(
    await of("unique_key='id', strategy='check', check_cols='all', snapshot_meta_column_names={'valid': 'x'}"),
    ["snapshots/s.sql:1: snapshot 's': 'snapshot_meta_column_names' knows no 'valid'"],
  );
  assert.deepEqual(await errorsOf(t, { 'snapshots/s.sql': '{% snapshot s %}select 1' }), [
    "snapshots/s.sql:1: '{% snapshot %}' is not closed: '{% endsnapshot %}' is missing",
  ]);
});
