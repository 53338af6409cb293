import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DomainError } from '@griot/kernel';
import { errorsOf, projectOf, settings } from './fixtures/temporary-project.ts';
import { loadProject } from './load-project.ts';
import type { ProjectFinding } from './manifest.ts';

test('a broken project says everything that is wrong with it at once, each with its file and line', async () => {
  const error = await loadProject(fileURLToPath(new URL('./fixtures/broken', import.meta.url))).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  assert(error instanceof DomainError);
  const found = (error.details.errors as ProjectFinding[]).map(
    ({ file, line, message }) => `${file}:${line} ${message}`,
  );
  const expected = [
    "dbt_project.yml:7 'materialized' is 'tabel', allowed are view, table, incremental, ephemeral, materialized_view",
    "macros/macros.sql:5 expected an expression, found the end ('}}')",
    "macros/macros.sql:7 '{% endmacro %}' does not belong here: '{% for %}' of line 7 is still open",
    "macros/macros.sql:9 two macros are named 'good': the other is in macros/macros.sql:8",
    'models/circle_c.sql:1 the models read each other in a circle: circle_c → circle_a → circle_b → circle_c',
    "models/lost.sql:4 'no_such_model' is referred to, but there is no model, seed or snapshot of that name",
    "models/lost.sql:5 source 'no.such' is referred to, but no YAML file declares it",
    "models/lost.sql:6 'switched_off' is referred to, but it is disabled",
    "models/reads_environment.sql:1 env_var('HOME') is not allowed: only names that begin with GRIOT_VAR_",
    "models/schema.yml:7 there is no test named 'not_nul'",
    "models/schema.yml:8 the test 'accepted_values' has no argument 'valeus'",
    "models/schema.yml:8 the test 'accepted_values' needs the argument 'values'",
    "models/schema.yml:10 'nobody' is referred to, but there is no model, seed or snapshot of that name",
    "models/schema.yml:13 test 'unique_lost_id': 'severity' is 'loud', allowed are error, warn",
    "models/schema.yml:15 model 'lost' is described twice: also in models/schema.yml:3",
    `models/schema.yml:17 model 'circle_c': 'enabled' must be true or false, not "perhaps"`,
    "models/schema.yml:17 model 'circle_c': 'access' is 'secret', allowed are private, protected, public",
    "models/schema.yml:17 model 'circle_c': there is no group 'nobody'",
    "models/schema.yml:18 model 'circle_c': 'columns' must be a list",
    "models/schema.yml:20 expected an expression, found the end ('}}')",
    "models/schema.yml:22 model: 'name' is missing",
    "models/schema.yml:25 unit test 'impossible': there is no model 'no_model'",
    "models/schema.yml:31 unit test 'strange_input': given: the input must be ref(…), source(…) or this, not 'model('circle_a')'",
    "models/schema.yml:32 unit test 'strange_input': given: rows must be a list of maps",
    "models/schema.yml:35 exposure 'screen': 'owner' is missing (a name or an email)",
    "models/schema.yml:36 exposure 'screen': 'type' is 'television', allowed are dashboard, notebook, analysis, ml, application",
    "models/sources.yml:1 'version' must be 2, not 3",
    "models/sources.yml:6 source 'till' table 'sales': freshness warn_after: 'period' is 'fortnight', allowed are minute, hour, day",
    "models/sources.yml:6 source 'till' table 'sales': freshness warn_after: 'count' must be a whole number",
    "models/sources.yml:7 the source table 'till.sales' is described twice: also in models/sources.yml:5",
    'models/syntax.yml:4 YAML: Sequence item without - indicator',
    "models/unclosed.sql:3 '{% if %}' is not closed: '{% endif %}' is missing",
    "models/unknown_macro.sql:2 'not_a_macro' is undefined: there is no macro or function of that name",
    "models/wrong_config.sql:1 model 'wrong_config': 'incremental_strategy' is 'upsert', allowed are append, delete+insert, merge, insert_overwrite, microbatch",
    "models/wrong_config.sql:1 model 'wrong_config': 'on_schema_change' is 'maybe', allowed are ignore, fail, append_new_columns, sync_all_columns",
    'models/wrong_config.sql:2 the secret is missing (in macro secret (macros/macros.sql:2))',
    "packages.yml:2 the package 'not_here' is not in dbt_packages/: install it there (nothing is downloaded)",
    "seeds/raw_twice.csv:1 two resources are named 'raw_twice': the other is in models/raw_twice.sql",
    "snapshots/history.sql:1 snapshot 'without_key': a snapshot needs 'unique_key'",
    "snapshots/history.sql:2 snapshot 'without_key': the timestamp strategy needs 'updated_at'",
    "tests/singular.sql:1 test 'singular': 'severity' is 'fatal', allowed are error, warn",
    "tests/singular.sql:2 'gone' is referred to, but there is no model, seed or snapshot of that name",
  ];
  assert.deepEqual(found, expected);
});

test('a folder that is no project says so', async (t) => {
  await assert.rejects(loadProject('/nowhere/at/all'), { code: 'warehouse.project_missing' });
  assert.deepEqual(await errorsOf(t, { 'dbt_project.yml': 'version: 1\n' }), [
    "dbt_project.yml:1: dbt_project.yml: 'name' is missing",
  ]);
  assert.deepEqual(await errorsOf(t, { 'dbt_project.yml': '- a list' }), [
    'dbt_project.yml:1: dbt_project.yml must be a map of settings',
  ]);
  assert.deepEqual(await errorsOf(t, { 'dbt_project.yml': settings('model-paths: [../elsewhere, /etc]\n') }), [
    "dbt_project.yml:5: 'model-paths' may only name folders inside the project, not '../elsewhere'",
    "dbt_project.yml:5: 'model-paths' may only name folders inside the project, not '/etc'",
  ]);
});

test('what is odd but harmless is a warning', async (t) => {
  const project = await projectOf(t, {
    'dbt_project.yml': settings('models: {shop: {no_such_folder: {+materialized: table}}}\nfrobnicate: 1\n'),
    'models/a.sql': "{{ exceptions.warn('old model') }}select 1 as x",
    'models/a.yml': 'models:\n  - name: a\n    colour: red\n  - name: b\n',
    'macros/m.sql': "{% materialization special, adapter='duckdb' %}{{ x }}{% endmaterialization %}",
  });
  assert.deepEqual(
    project.warnings.map(({ file, line, message }) => `${file}:${line} ${message}`),
    [
      "dbt_project.yml:6 dbt_project.yml: unknown key 'frobnicate' is ignored",
      "macros/m.sql:1 the materialization 'special' is ignored: only the built-in ones can be used",
      "models/a.yml:3 model 'a': unknown key 'colour' is ignored",
      "models/a.yml:4 there is no model named 'b'",
      'models/a.sql:1 old model',
      "dbt_project.yml:5 the settings of 'models.shop.no_such_folder' meet no resource",
    ],
  );
});
