import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { BuildResult } from '../build/build-types.ts';
import { testWarehouse } from '../testing/index.ts';
import { stateProject } from '../testing/state-project.ts';

// What decides whether something is built, and whether it is published: tests, their severity, freshness, state, results, access.

const { warehouse } = await testWarehouse({ after });
const nodes = (result: BuildResult) => Object.fromEntries(result.nodes.map(({ name, status }) => [name, status]));
const tests = (result: BuildResult) => Object.fromEntries(result.tests.map(({ name, status }) => [name, status]));

// https://docs.getdbt.com/reference/commands/build, https://docs.getdbt.com/reference/resource-configs/severity
test('a test that fails keeps what reads its model from being built; one that warns does not; thresholds decide which it is', async (t) => {
  const p = await stateProject(t, warehouse, {
    'models/stock.sql': 'select * from (values (1, -1), (2, -1), (3, -1), (4, 4)) v(id, quantity)',
    'models/report.sql': "select count(*) as n from {{ ref('stock') }}",
    'models/apart.sql': 'select 1 as id',
    'tests/none_negative.sql':
      "{{ config(error_if='>2', warn_if='>0') }}\nselect * from {{ ref('stock') }} where quantity < 0",
  });
  const blocked = await p.build();
  assert.deepEqual([blocked.ok, blocked.generation], [false, null]);
  assert.deepEqual(nodes(blocked), { stock: 'built', apart: 'built', report: 'skipped' });
  assert.deepEqual(tests(blocked), { none_negative: 'fail' });
  await p.write({
    'tests/none_negative.sql':
      "{{ config(error_if='>3', warn_if='>2') }}\nselect * from {{ ref('stock') }} where quantity < 0",
  });
  const warned = await p.good();
  assert.deepEqual([tests(warned).none_negative, nodes(warned).report], ['warn', 'built']);
  await p.write({
    'tests/none_negative.sql':
      "{{ config(error_if='>9', warn_if='>3') }}\nselect * from {{ ref('stock') }} where quantity < 0",
  });
  assert.equal(tests(await p.good()).none_negative, 'pass', 'three are fewer than are worth a word');
  await p.write({
    'tests/none_negative.sql':
      "{{ config(severity='warn', error_if='>0') }}\nselect * from {{ ref('stock') }} where quantity < 0",
  });
  assert.equal(tests(await p.good()).none_negative, 'warn', 'severity warn never blocks');
});

// https://docs.getdbt.com/docs/build/unit-tests: they run before their model, which is skipped when they fail
test('a unit test that fails keeps its model, and what reads it, from being built', async (t) => {
  const unit = (expected: number) => `unit_tests:
  - name: doubles
    model: twice
    given:
      - input: ref('one')
        format: sql
        rows: select 7 as id
    expect:
      format: csv
      rows: |
        id
        ${expected}
`;
  const p = await stateProject(t, warehouse, {
    'models/one.sql': 'select 1 as id',
    'models/twice.sql': "select 2 * id as id from {{ ref('one') }}",
    'models/after.sql': "select * from {{ ref('twice') }}",
    'models/unit.yml': unit(15),
  });
  const bad = await p.build();
  assert.equal(bad.generation, null);
  assert.deepEqual([nodes(bad).one, nodes(bad).twice, nodes(bad).after], ['built', 'skipped', 'skipped']);
  await p.write({ 'models/unit.yml': unit(14) });
  assert.deepEqual(nodes(await p.good()).after, 'built');
});

// https://docs.getdbt.com/reference/resource-properties/freshness
test('freshness by a column, by a query, by the time of loading; rows that a filter leaves out do not count', async (t) => {
  const ago = (hours: number): string =>
    new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const limits = '{ warn_after: { count: 6, period: hour }, error_after: { count: 2, period: day } }';
  const p = await stateProject(t, warehouse, {
    'models/sources.yml': `version: 2
sources:
  - name: raw
    loaded_at_field: read_at
    freshness: ${limits}
    tables:
      - name: young
      - name: older
      - name: filtered
        freshness: { filter: "kind = 'real'" }
      - name: asked
        loaded_at_query: "select max(read_at) from {{ this }} where kind = 'real'"
      - name: unruled
        freshness: null
      - name: absent
  - name: plain
    freshness: { error_after: { count: 1, period: minute } }
    tables:
      - name: young
        identifier: raw.young
`,
    'models/m.sql': "select * from {{ source('raw', 'young') }}",
  });
  const columns = { read_at: 'TIMESTAMP', kind: 'VARCHAR' };
  await p.load('young', columns, [[ago(1), 'real']]);
  await p.load('older', columns, [[ago(7), 'real']]);
  await p.load('filtered', columns, [
    [ago(60), 'real'],
    [ago(1), 'test'],
  ]);
  await p.load('asked', columns, [
    [ago(20), 'real'],
    [ago(1), 'test'],
  ]);
  await p.load('unruled', columns, [[ago(900), 'real']]);
  const told = await p.tenant.freshness({ projectDir: p.projectDir });
  const verdicts = Object.fromEntries(told.map(({ source, name, status }) => [`${source}.${name}`, status]));
  assert.deepEqual(verdicts, {
    'raw.young': 'pass',
    'raw.older': 'warn',
    'raw.filtered': 'error',
    'raw.asked': 'warn',
    'raw.absent': 'error',
    'plain.young': verdicts['plain.young'],
  });
  const young = told.find(({ source, name }) => source === 'raw' && name === 'young');
  assert.ok(Math.abs((young?.age ?? 0) - 3600) < 120, String(young?.age));
});

// https://docs.getdbt.com/reference/node-selection/methods#state, #result
test('what changed since the last publication, and what failed in the last build, can be built alone', async (t) => {
  const p = await stateProject(t, warehouse, {
    'models/a.sql': 'select 1 as id',
    'models/b.sql': "select id from {{ ref('a') }}",
    'models/c.sql': 'select 2 as id',
    'models/c.yml':
      'version: 2\nmodels:\n  - name: c\n    columns:\n      - name: id\n        data_tests:\n          - accepted_values: { values: [2] }\n',
  });
  await p.good();
  await p.write({ 'models/c.sql': 'select 3 as id' });
  const failing = await p.build({ select: ['state:modified'] });
  assert.deepEqual([nodes(failing), failing.generation], [{ c: 'built' }, null], 'only what was written anew');
  const again = await p.build({ select: ['1+result:fail'] });
  assert.deepEqual(nodes(again), { c: 'reused' });
  await p.write({ 'models/c.sql': 'select 2 as id', 'models/a.sql': 'select 5 as id' });
  const good = await p.good({ select: ['state:modified+'] });
  assert.deepEqual(Object.keys(nodes(good)).sort(), ['a', 'b']);
  assert.deepEqual(await p.rows('select * from b'), [[5]]);
  const body = await p.good({ select: ['state:modified.body'] });
  assert.deepEqual(nodes(body), {}, 'nothing is modified any more');
});

// https://docs.getdbt.com/docs/mesh/govern/model-access, https://docs.getdbt.com/docs/mesh/govern/model-versions
test('a private model is read in its group alone; versions stand side by side and ref without one is the latest', async (t) => {
  const yml = `version: 2
groups:
  - name: caisse
    owner: { name: Caisse }
models:
  - name: secret
    config: { group: caisse, access: private }
  - name: inside
    config: { group: caisse }
  - name: prices
    latest_version: 2
    versions:
      - v: 1
      - v: 2
`;
  const p = await stateProject(t, warehouse, {
    'models/all.yml': yml,
    'models/secret.sql': 'select 1 as id',
    'models/inside.sql': "select * from {{ ref('secret') }}",
    'models/prices_v1.sql': 'select 1 as version',
    'models/prices_v2.sql': 'select 2 as version',
    'models/reader.sql':
      "select (select version from {{ ref('prices') }}) as latest, (select version from {{ ref('prices', v=1) }}) as first",
  });
  await p.good();
  assert.deepEqual(await p.rows('select * from reader'), [[2, 1]]);
  await p.write({ 'models/outside.sql': "select * from {{ ref('secret') }}" });
  const error = (await p.build().catch((thrown: unknown) => thrown)) as {
    code: string;
    details: { errors: unknown[] };
  };
  assert.equal(error.code, 'warehouse.project_invalid');
  assert.match(JSON.stringify(error.details.errors), /outside.*secret|secret.*outside/);
});

// https://docs.getdbt.com/reference/resource-configs/pre-hook-post-hook, https://docs.getdbt.com/reference/project-configs/on-run-start-on-run-end
test('hooks run before and after their model, and before and after the run, with what the model is', async (t) => {
  const p = await stateProject(t, warehouse, {
    'dbt_project.yml': `name: states
version: '1.0'
config-version: 2
profile: states
on-run-start: ["create table if not exists hooks as select 'start' as what"]
on-run-end: ["insert into hooks values ('end')"]
`,
    'models/m.sql': `{{ config(materialized='table', pre_hook="insert into hooks values ('before')",
      post_hook=["insert into hooks select 'after ' || count(*) from {{ this }}"]) }} select 1 as id`,
    'models/seen.sql':
      "-- depends_on: {{ ref('m') }}\n{{ config(materialized='table') }} select string_agg(what, ', ' order by rowid) as what from hooks",
  });
  await p.good();
  assert.deepEqual(await p.rows('select what from seen'), [['start, before, after 1']]);
  // What the end of a run does, it does after everything else: a failure there publishes nothing.
  const project = await readFile(join(p.projectDir, 'dbt_project.yml'), 'utf8');
  await p.write({
    'dbt_project.yml': project.replace("insert into hooks values ('end')", "select error('at the end')"),
  });
  await p.write({ 'models/m.sql': 'select 2 as id' });
  await assert.rejects(p.build(), /at the end/);
  assert.deepEqual(await p.rows('select id from m'), [[1]]);
});
