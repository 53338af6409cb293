import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testWarehouse } from '../testing/index.ts';
import { type Files, ids, type StateProject, stateProject } from '../testing/state-project.ts';

// Suite `store_test_failures_tests`: which tests keep their failing rows, as what, and which rows.

const { warehouse } = await testWarehouse({ after });

const PEOPLE = `id,prenom,ville\n${ids(1, 10)
  .map((id) => `${id},Prénom${id},Ville ${id}`)
  .join('\n')}\n`;
const accepted = (to: number): string =>
  ids(1, to)
    .map((id) => `Prénom${id}`)
    .join(', ');
const settings = (tests: string): Files => ({
  'dbt_project.yml': `name: states\nversion: '1.0'\nconfig-version: 2\nprofile: states\ndata_tests:\n  states: { ${tests} }\n`,
});

/** Kind of each relation of failing rows. */
const kept = async (p: StateProject): Promise<Record<string, string>> =>
  Object.fromEntries(
    await p.rows("select table_name, table_type from information_schema.tables where table_schema = 'dbt_test__audit'"),
  );

const PROBLEMS: Files = {
  'seeds/people.csv': PEOPLE,
  'models/fine.sql': "select * from {{ ref('people') }}",
  'models/problematic.sql': `select * from {{ ref('people') }} union all select * from {{ ref('people') }} where id in (1, 2)
    union all select null as id, prenom, ville from {{ ref('people') }} where id in (3, 4)`,
  'models/schema.yml': `version: 2
models:
  - name: fine
    columns: [{ name: id, data_tests: [unique, not_null] }]
  - name: problematic
    columns:
      - name: id
        data_tests: [{ unique: { config: { store_failures: true } } }, not_null]
      - name: prenom
        data_tests: [{ accepted_values: { arguments: { values: [${accepted(8)}] } } }]
`,
  'tests/failing.sql': "select * from {{ ref('fine') }}",
  'tests/passing.sql': "select * from {{ ref('fine') }} where false",
};

// https://docs.getdbt.com/reference/resource-configs/store_failures
test('one test that keeps its rows; then all of them, twice: the same verdicts and the rows that fail', async (t) => {
  const p = await stateProject(t, warehouse, PROBLEMS);
  await p.good({ exclude: ['test_type:data'] });
  await p.build();
  assert.deepEqual(await kept(p), { unique_problematic_id: 'BASE TABLE' });
  assert.deepEqual(await p.rows('select * from dbt_test__audit.unique_problematic_id order by 1'), [
    ['1', '2'],
    ['2', '2'],
  ]);
  await p.write(settings('+store_failures: true'));
  await p.build();
  const again = await p.build();
  assert.deepEqual(again.tests.map(({ status, failures }) => `${status} ${failures}`).sort(), [
    'fail 10',
    'fail 2',
    'fail 2',
    'fail 2',
    'pass 0',
    'pass 0',
    'pass 0',
  ]);
  assert.deepEqual(await p.rows('select id, prenom from dbt_test__audit.not_null_problematic_id order by 2'), [
    [null, 'Prénom3'],
    [null, 'Prénom4'],
  ]);
  assert.equal(await p.count('dbt_test__audit.failing'), 10);
  assert.equal(await p.count('dbt_test__audit.passing'), 0);
  const long = Object.keys(await kept(p)).find((name) => name.startsWith('accepted_values_problematic_pr'));
  assert.match(long ?? '', /^accepted_values_problematic_pr_[0-9a-f]{32}$/, 'a long name is shortened as dbt does');
  assert.deepEqual(await p.rows(`select * from dbt_test__audit.${long} order by 1`), [
    ['Prénom10', '1'],
    ['Prénom9', '1'],
  ]);
});

// https://docs.getdbt.com/reference/resource-configs/limit
test('the limit of a test is the number of its failures and of the rows kept', async (t) => {
  const p = await stateProject(t, warehouse, {
    'seeds/people.csv': PEOPLE,
    'seeds/seeds.yml': `version: 2
seeds:
  - name: people
    columns:
      - name: prenom
        data_tests:
          - accepted_values: { name: un_seul, arguments: { values: [Prénom9] }, config: { store_failures_as: table, limit: 4 } }
`,
  });
  const [limited] = (await p.build()).tests;
  assert.equal(limited?.failures, 4);
  await p.write({ 'seeds/seeds.yml': 'version: 2\n' });
  await p.good();
  assert.equal(await p.count('dbt_test__audit.un_seul'), 4);
});

const SHIRTS: Files = {
  'seeds/shirts_raw.csv': 'nom,chemise\nalvin,rouge\nsimon,bleue\ntheodore,verte\ndave,\n',
  'models/shirts.sql': "{{ config(materialized='table') }} select * from {{ ref('shirts_raw') }}",
};
const green = (config: string, colour = 'verte'): string =>
  `{{ config(${config}) }} select * from {{ ref('shirts') }} where chemise = '${colour}'`;

async function kinds(t: Parameters<typeof stateProject>[0], project: string | null, tests: Files): Promise<object> {
  const p = await stateProject(t, warehouse, {
    ...SHIRTS,
    ...(project === null ? {} : settings(project)),
    ...Object.fromEntries(Object.entries(tests).map(([name, text]) => [`tests/${name}.sql`, text])),
  });
  await p.good({ exclude: ['test_type:data'] });
  const { tests: verdicts } = await p.build();
  for (const { name, status } of verdicts) assert.equal(status, name === 'control' ? 'pass' : 'fail', name);
  return kept(p);
}

// https://docs.getdbt.com/reference/resource-configs/store_failures_as
test('store_failures_as wins over store_failures, whichever stands nearer', async (t) => {
  const both: Files = { control: green("store_failures_as='view'", 'pourpre') };
  for (const as of ['view', 'table', 'ephemeral']) {
    both[`${as}_true`] = green(`store_failures_as='${as}', store_failures=true`);
    both[`${as}_false`] = green(`store_failures_as='${as}', store_failures=false`);
    both[`${as}_unset`] = green(`store_failures_as='${as}'`);
  }
  both.unset_true = green('store_failures=true');
  both.unset_false = green('store_failures=false');
  both.unset_unset = green('');
  const [view, table] = ['VIEW', 'BASE TABLE'];
  const expected = {
    control: view,
    ...{ view_true: view, view_false: view, view_unset: view },
    ...{ table_true: table, table_false: table, table_unset: table, unset_true: table },
  };
  assert.deepEqual(await kinds(t, null, both), expected);
  const { view_unset: v = '', table_unset: b = '', ephemeral_unset: e = '', unset_unset: u = '' } = both;
  const { view_true: vt = '', view_false: vf = '', unset_true: ut = '' } = both;
  assert.deepEqual(await kinds(t, '+store_failures: false', { v, b, e, u }), { v: view, b: table });
  assert.deepEqual(await kinds(t, '+store_failures_as: view', { vt, vf, u }), { vt: view, vf: view, u: view });
  assert.deepEqual(await kinds(t, '+store_failures_as: ephemeral, +store_failures: true', { u, ut, v }), { v: view });
});

// https://docs.getdbt.com/reference/resource-configs/store_failures_as
test('generic tests keep rows as their settings say; a word that is none of the three is refused with the three', async (t) => {
  const p = await stateProject(t, warehouse, {
    ...SHIRTS,
    'models/schema.yml': `version: 2
models:
  - name: shirts
    columns:
      - name: nom
        data_tests:
          - not_null: { config: { store_failures_as: view } }
          - accepted_values: { arguments: { values: [alvin, simon, theodore] }, config: { store_failures: false, store_failures_as: table } }
      - name: chemise
        data_tests:
          - not_null: { config: { store_failures: true, store_failures_as: view } }
`,
  });
  await p.good({ exclude: ['test_type:data'] });
  const { tests } = await p.build();
  assert.deepEqual(Object.fromEntries(tests.map(({ name, status }) => [name, status])), {
    not_null_shirts_nom: 'pass',
    accepted_values_shirts_nom__alvin__simon__theodore: 'fail',
    not_null_shirts_chemise: 'fail',
  });
  assert.deepEqual(await kept(p), {
    not_null_shirts_nom: 'VIEW',
    accepted_values_shirts_nom__alvin__simon__theodore: 'BASE TABLE',
    not_null_shirts_chemise: 'VIEW',
  });
  await p.write({ 'tests/wrong.sql': green("store_failures_as='error'") });
  await assert.rejects(p.build(), (error: { details?: unknown }) => {
    assert.match(JSON.stringify(error.details), /store_failures_as.*table.*view.*ephemeral|table.*view.*ephemeral/);
    return true;
  });
});
