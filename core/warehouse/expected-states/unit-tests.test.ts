import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testWarehouse } from '../testing/index.ts';
import { type Files, stateProject } from '../testing/state-project.ts';

// Suite `unit_testing`: given rows in, expected rows out, whatever the type of the column and the case of its name.

const { warehouse } = await testWarehouse({ after });

const models = (upstream: string): Files => ({
  'models/upstream.sql': `select ${upstream}`,
  'models/tested.sql': "select valeur from {{ ref('upstream') }}",
});
const unit = (name: string, given: string, expected: string): string =>
  `  - name: ${name}\n    model: tested\n    given: [{ input: ref('upstream'), rows: [${given}] }]\n    expect: { rows: [${expected}] }\n`;

// https://docs.getdbt.com/docs/build/unit-tests
test('names of columns may be written in any case', async (t) => {
  const rows = '{ valeur: 1 }, { VALEUR: 2 }, { vaLeur: 3 }';
  const p = await stateProject(t, warehouse, {
    ...models('1 as valeur'),
    'models/unit.yml': `unit_tests:\n${unit('any_case', rows, rows)}`,
  });
  const { tests } = await p.good();
  assert.deepEqual(
    tests.map(({ status }) => status),
    ['pass'],
  );
});

// https://docs.getdbt.com/reference/resource-properties/data-formats
test('a column that is not there is named, on the side of the given rows and of the expected ones', async (t) => {
  const p = await stateProject(t, warehouse, {
    ...models('1 as valeur'),
    'models/unit.yml': `unit_tests:\n${unit('given', '{ inconnue: 1 }', '{ valeur: 1 }')}${unit('expected', '{ valeur: 1 }', '{ inconnue: 1 }')}`,
  });
  await p.good({ exclude: ['test_type:unit'] });
  const { tests } = await p.build();
  assert.deepEqual(
    tests.map(({ status }) => status),
    ['error', 'error'],
  );
  for (const { error, name } of tests) assert.match(error?.message ?? '', /inconnue/, name);
  const given = tests.find(({ name }) => name === 'given');
  assert.match(given?.error?.message ?? '', /upstream/, 'with the input it stands in');
});

// https://docs.getdbt.com/reference/resource-properties/data-formats
test('types: whole numbers, texts, truth, days, times, times with a zone, decimals, JSON', async (t) => {
  const values: [sql: string, yaml: string][] = [
    ['1', '1'],
    ["'1'", '1'],
    ['true', 'true'],
    ["DATE '2020-01-02'", '2020-01-02'],
    ["TIMESTAMP '2013-11-03 00:00:00'", '2013-11-03 00:00:00'],
    ["TIMESTAMPTZ '2013-11-03 00:00:00+00'", '"2013-11-03 00:00:00+00"'],
    ["'1'::numeric", '1'],
    [`'{"a": "b", "solde": 7.77, "actif": false}'::json`, `'{"a": "b", "solde": 7.77, "actif": false}'`],
    ["['a', 'b']", `"['a', 'b']"`],
  ];
  const row = `{ ${values.map(([, yaml], i) => `c${i}: ${yaml}`).join(', ')} }`;
  const p = await stateProject(t, warehouse, {
    'models/upstream.sql': `select ${values.map(([sql], i) => `${sql} as c${i}`).join(', ')}`,
    'models/tested.sql': "select * from {{ ref('upstream') }}",
    'models/unit.yml': `unit_tests:\n${unit('typed', row, row)}`,
  });
  const [typed] = (await p.good()).tests;
  assert.equal(typed?.status, 'pass');
});

// https://docs.getdbt.com/docs/build/unit-tests
test('a text longer than the column of the input is not cut', async (t) => {
  const p = await stateProject(t, warehouse, {
    'models/upstream.sql': "select cast('court' as varchar(5)) as valeur",
    'models/tested.sql': "select valeur, length(valeur) as longueur from {{ ref('upstream') }}",
    'models/unit.yml': `unit_tests:\n${unit('long', '{ valeur: dix-neuf caractères }', '{ valeur: dix-neuf caractères, longueur: 19 }')}`,
  });
  await p.good();
});

// https://docs.getdbt.com/reference/resource-properties/data-formats#csv
test('fixtures in CSV files, for a column that is a word of SQL', async (t) => {
  const csv = 'GROUP\n1\n2\n3\n';
  const p = await stateProject(t, warehouse, {
    'models/upstream.sql': 'select 1 as "GROUP"',
    'models/tested.sql': "select * from {{ ref('upstream') }}",
    'models/unit.yml': `unit_tests:\n  - name: from_files\n    model: tested\n    given: [{ input: ref('upstream'), format: csv, fixture: input_rows }]\n    expect: { format: csv, fixture: expected_rows }\n`,
    'tests/fixtures/input_rows.csv': csv,
    'tests/fixtures/expected_rows.csv': csv,
  });
  const { tests } = await p.good();
  assert.deepEqual(
    tests.map(({ status }) => status),
    ['pass'],
  );
  await p.write({ 'tests/fixtures/expected_rows.csv': 'GROUP\n1\n2\n4\n' });
  const [failed] = (await p.build()).tests;
  assert.deepEqual([failed?.status, failed?.failures], ['fail', 2], 'a row too many and one too few');
});
