import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorsOf, projectOf, settings } from '../fixtures/temporary-project.ts';

// docs.getdbt.com, "Configurations and properties": the more specific wins; dbt_project.yml < properties < config().
test('a setting is taken from the most specific place', async (t) => {
  const project = await projectOf(t, {
    'dbt_project.yml': settings(
      'models:\n  +materialized: view\n  shop:\n    +alias: from_project\n    marts:\n      +materialized: table\n      daily: {+materialized: incremental}\n',
    ),
    'models/top.sql': 'select 1 as x',
    'models/marts/sales.sql': 'select 1 as x',
    'models/marts/daily/days.sql': 'select 1 as x',
    'models/marts/inline.sql': "{{ config(alias='from_sql', materialized='view') }}select 1 as x",
    'models/marts/m.yml':
      'models:\n  - name: inline\n    config: {alias: from_yaml, tags: [y]}\n  - name: sales\n    config: {alias: from_yaml}\n  - name: days\n    config: {alias: days}\n',
  });
  const of = (name: string) => project.nodes.get(`model.shop.${name}`)?.config;
  assert.deepEqual([of('top')?.materialized, of('top')?.alias], ['view', 'from_project']);
  assert.deepEqual([of('sales')?.materialized, of('sales')?.alias], ['table', 'from_yaml']);
  assert.equal(of('days')?.materialized, 'incremental');
  assert.deepEqual([of('inline')?.materialized, of('inline')?.alias], ['view', 'from_sql']);
});

// docs.getdbt.com, "How configs are inherited": tags add up, meta merges, hooks add up.
test('tags and hooks add up, meta merges', async (t) => {
  const project = await projectOf(t, {
    'dbt_project.yml': settings('models:\n  shop:\n    +tags: [a]\n    +meta: {x: 1, y: 1}\n    +pre-hook: select 1\n'),
    'models/m.sql':
      "{{ config(tags=['c'], meta={'z': 3}, pre_hook=[\"select 3\", {'sql': 'select 4', 'transaction': false}]) }}select 1 as x",
    'models/m.yml': 'models:\n  - name: m\n    config: {tags: b, meta: {y: 2}}\n',
  });
  const config = project.nodes.get('model.shop.m')?.config;
  assert.deepEqual(config?.tags, ['a', 'b', 'c']);
  assert.deepEqual(config?.meta, { x: 1, y: 2, z: 3 });
  assert.deepEqual(config?.pre_hook, [
    { sql: 'select 1', transaction: true },
    { sql: 'select 3', transaction: true },
    { sql: 'select 4', transaction: false },
  ]);
});

test('the project overrides the settings of its packages', async (t) => {
  const project = await projectOf(t, {
    'dbt_project.yml': settings('models:\n  kit:\n    +tags: [ours]\n    +schema: kit\n'),
    'dbt_packages/kit/dbt_project.yml':
      'name: kit\nversion: 1.0.0\nmodels:\n  kit:\n    +schema: own\n    +materialized: table\n',
    'dbt_packages/kit/models/tool.sql': 'select 1 as x',
  });
  const tool = project.nodes.get('model.kit.tool');
  assert.deepEqual(
    [tool?.config.schema, tool?.schema, tool?.config.materialized, tool?.config.tags, tool?.file],
    ['kit', 'main_kit', 'table', ['ours'], 'dbt_packages/kit/models/tool.sql'],
  );
});

// docs.getdbt.com, "dbt_project.yml": values may be templates; a single expression keeps its type.
test('settings may be templates', async (t) => {
  const project = await projectOf(
    t,
    {
      'dbt_project.yml': settings(
        "vars: {marts: table}\nmodels:\n  shop:\n    +enabled: \"{{ target.name != 'ci' }}\"\n    +materialized: \"{{ var('marts') }}\"\n    +schema: \"x_{{ env_var('GRIOT_VAR_STAGE', 'dev') }}\"\n",
      ),
      'models/m.sql': 'select 1 as x',
    },
    { env: { GRIOT_VAR_STAGE: 'live' } },
  );
  const node = project.nodes.get('model.shop.m');
  assert.deepEqual([node?.config.enabled, node?.config.materialized, node?.schema], [true, 'table', 'main_x_live']);
});

test('settings of other engines are kept for whoever knows them', async (t) => {
  const project = await projectOf(t, {
    'models/m.sql':
      "{{ config(materialized='table', engine='MergeTree', sort=['a'], partition_by={'field': 'd', 'granularity': 'month'}) }}select 1 as a",
  });
  const config = project.nodes.get('model.shop.m')?.config;
  assert.deepEqual(
    [config?.extra, config?.order_by, config?.partition_by],
    [{ engine: 'MergeTree' }, ['a'], ["date_trunc('month', d)"]],
  );
});

test('what cannot go together is an error', async (t) => {
  const of = (config: string) => errorsOf(t, { 'models/m.sql': `{{ config(${config}) }}select 1 as x` });
  assert.deepEqual(await of("materialized='incremental', incremental_strategy='merge'"), [
    "models/m.sql:1: model 'm': the merge strategy needs 'unique_key'",
  ]);
  assert.deepEqual(await of("materialized='incremental', incremental_strategy='insert_overwrite'"), [
    "models/m.sql:1: model 'm': the insert_overwrite strategy needs 'partition_by'",
  ]);
  assert.deepEqual(
    await of("materialized='incremental', incremental_strategy='microbatch', event_time='at', batch_size='week'"),
    [
      "models/m.sql:1: model 'm': 'batch_size' is 'week', allowed are hour, day, month, year",
      "models/m.sql:1: model 'm': the microbatch strategy needs 'batch_size'",
      "models/m.sql:1: model 'm': the microbatch strategy needs 'begin'",
    ],
  );
  assert.deepEqual(await of("tags={'a': 1}"), ["models/m.sql:1: model 'm': 'tags' must be a text or a list of texts"]);
});

// docs.getdbt.com, "Custom schemas", "Custom aliases".
test('a project may name schemas and aliases its own way', async (t) => {
  const project = await projectOf(t, {
    'macros/names.sql':
      "{% macro generate_schema_name(custom, node) %}{{ custom or target.schema }}{% endmacro %}\n{% macro generate_alias_name(custom, node) %}{{ node.name ~ '_' ~ node.config.materialized }}{% endmacro %}",
    'models/m.sql': "{{ config(schema='marts') }}select 1 as x",
    'models/n.sql': 'select 1 as x',
  });
  const places = [...project.nodes.values()].map((node) => `${node.schema}.${node.alias}`);
  assert.deepEqual(places, ['marts.m_view', 'main.n_view']);
});

test('two nodes may not stand in one place', async (t) => {
  assert.deepEqual(
    await errorsOf(t, {
      'models/a.sql': "{{ config(alias='same') }}select 1 as x",
      'models/b.sql': "{{ config(alias='same') }}select 1 as x",
    }),
    ["models/b.sql:1: 'b' would stand in the same place as 'a' (main.same): give one an alias or a schema"],
  );
});
