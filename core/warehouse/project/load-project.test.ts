import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadProject } from './load-project.ts';
import type { Project } from './manifest.ts';

const LIBRARY = fileURLToPath(new URL('./fixtures/library', import.meta.url));

let loaded: Promise<Project> | null = null;
const library = () => {
  loaded ??= loadProject(LIBRARY);
  return loaded;
};

test('a whole project: nodes of every kind and package, inputs before their readers', async () => {
  const { nodes, warnings, name, version, packages } = await library();
  assert.deepEqual(
    [name, version, packages.map((owner) => owner.name)],
    ['library', '1.2.0', ['library', 'units', 'calendar']],
  );
  assert.deepEqual([...nodes.keys()].sort(), [
    'model.calendar.opening_days',
    'model.library.books.v1',
    'model.library.books.v2',
    'model.library.int_late_loans',
    'model.library.int_loan_days',
    'model.library.loan_events',
    'model.library.members',
    'model.library.open_loans',
    'model.library.stg_loans',
    'model.library.stg_members',
    'model.library.titles',
    'seed.library.raw_books',
    'seed.library.raw_loans',
    'seed.library.raw_members',
    'snapshot.library.books_history',
    'snapshot.library.members_history',
  ]);
  const order = [...nodes.keys()];
  for (const node of nodes.values()) {
    for (const input of node.dependsOn.filter((id) => nodes.has(id)))
      assert(order.indexOf(input) < order.indexOf(node.id), `${input} before ${node.id}`);
  }
  assert.deepEqual(warnings, []);
});

test('a model has its place, its settings from all sources and what it reads', async () => {
  const members = (await library()).nodes.get('model.library.members');
  assert(members);
  const { config } = members;
  assert.deepEqual(
    [members.schema, members.alias, members.file, members.fqn.join('.')],
    ['main_marts', 'members', 'models/marts/members.sql', 'library.marts.members'],
  );
  assert.deepEqual(members.dependsOn, [
    'model.library.stg_loans',
    'model.library.int_late_loans',
    'model.library.stg_members',
  ]);
  assert.deepEqual(
    [config.materialized, config.tags, config.group, config.access],
    ['table', ['daily', 'people'], 'desk', 'public'],
  );
  assert.deepEqual(config.meta, { team: 'data', owner: 'desk' });
  assert.deepEqual(config.docs, { show: true, node_color: 'green' });
  assert.deepEqual(config.contract, { enforced: true, alias_types: true });
  assert.deepEqual(
    config.post_hook.map((hook) => hook.sql),
    ['create index if not exists members_key on {{ this }} (member_id)'],
  );
  assert.deepEqual(
    members.columns.map(({ name, data_type }) => `${name} ${data_type}`),
    ['member_id integer', 'full_name varchar', 'loans bigint', 'late_loans bigint'],
  );
  assert.deepEqual(
    members.constraints.map(({ type, columns }) => [type, columns]),
    [['primary_key', ['member_id']]],
  );
});

test('descriptions take in docs blocks', async () => {
  const { nodes } = await library();
  assert.equal(
    nodes.get('model.library.stg_members')?.description,
    'A person who may borrow **books**. Prose, with a { brace }.',
  );
});

test('versions of a model: each a node, the latest without a version in ref', async () => {
  const { nodes, tests } = await library();
  const [one, two] = [nodes.get('model.library.books.v1'), nodes.get('model.library.books.v2')];
  assert.deepEqual(
    [one?.alias, one?.isLatestVersion, two?.alias, two?.isLatestVersion],
    ['books_v1', false, 'books', true],
  );
  assert.deepEqual(
    one?.columns.map((column) => column.name),
    ['isbn'],
  );
  assert.deepEqual(nodes.get('model.library.titles')?.dependsOn, ['model.library.books.v2', 'model.library.books.v1']);
  assert.deepEqual(
    tests.filter((found) => found.attachedTo?.startsWith('model.library.books')).map((found) => found.name),
    ['unique_books_v1_isbn', 'unique_books_v2_isbn', 'not_null_books_v2_title'],
  );
});

test('seeds have their file, its digest and their settings', async () => {
  const seed = (await library()).nodes.get('seed.library.raw_books');
  assert.deepEqual(
    [seed?.config.delimiter, seed?.config.column_types, seed?.config.quote_columns],
    [';', { isbn: 'varchar' }, false],
  );
  assert.match(seed?.seed?.path ?? '', /seeds\/raw_books\.csv$/);
  assert.match(seed?.seed?.sha256 ?? '', /^[0-9a-f]{64}$/);
});

test('snapshots in both forms', async () => {
  const { nodes } = await library();
  const yaml = nodes.get('snapshot.library.members_history');
  assert.deepEqual(
    [yaml?.schema, yaml?.config.strategy, yaml?.config.check_cols, yaml?.config.unique_key],
    ['history', 'check', ['full_name'], ['member_id']],
  );
  assert.deepEqual([yaml?.config.hard_deletes, yaml?.config.dbt_valid_to_current], ['new_record', "date '9999-12-31'"]);
  assert.equal(yaml?.config.snapshot_meta_column_names.dbt_valid_from, 'valid_from');
  assert.equal(yaml?.config.snapshot_meta_column_names.dbt_scd_id, 'dbt_scd_id');
  const block = nodes.get('snapshot.library.books_history');
  assert.deepEqual(
    [block?.config.strategy, block?.config.updated_at, block?.config.hard_deletes, block?.line],
    ['timestamp', 'updated_at', 'invalidate', 1],
  );
});

test('tests: names as dbt gives them, lines, arguments in both forms, settings of the macro under those of the YAML', async () => {
  const { tests } = await library();
  const found = (name: string) => {
    const one = tests.find((candidate) => candidate.name === name);
    assert(one, name);
    return one;
  };
  assert.deepEqual(found('relationships_stg_loans_member_id__member_id__ref_stg_members_').dependsOn, [
    'model.library.stg_loans',
    'model.library.stg_members',
  ]);
  assert.deepEqual(found('isbn_is_known').arguments, { to: "ref('raw_books')", field: 'isbn' });
  assert.deepEqual(found('starts_with_stg_loans_isbn__978_').arguments, { prefix: '978-' });
  const notNull = found('not_null_stg_members_full_name');
  assert.deepEqual(
    [notNull.line, notNull.config.severity, notNull.config.error_if, notNull.config.where],
    [13, 'warn', '> 10', 'member_id > 0'],
  );
  // docs.getdbt.com, "Writing custom generic data tests": the test's own config is a default.
  assert.equal(found('not_negative_stg_loans_fee').config.severity, 'warn');
  assert.equal(found('fee_is_small').config.severity, 'error');
  assert.deepEqual(found('source_unique_till_loans_id').config.tags, ['quality', 'raw']);
  const singular = found('no_loan_before_membership');
  assert.deepEqual(
    [singular.kind, singular.config.severity, singular.config.tags],
    ['singular', 'warn', ['quality', 'membership']],
  );
});

test('sources with freshness, exposures, groups, documents', async () => {
  const { sources, exposures, groups, documents } = await library();
  assert.deepEqual(
    sources.map((source) => source.id),
    ['source.library.till.loans'],
  );
  assert.deepEqual(sources[0]?.freshness, {
    warn_after: { count: 12, period: 'hour' },
    error_after: { count: 2, period: 'day' },
    filter: 'id > 0',
  });
  assert.deepEqual(
    [sources[0]?.identifier, sources[0]?.schema, sources[0]?.loaded_at_field, sources[0]?.meta],
    ['raw_loans', 'main', 'lent_on', { owner: 'desk' }],
  );
  assert.deepEqual(exposures[0]?.dependsOn, ['model.library.members', 'source.library.till.loans']);
  assert.deepEqual(
    groups.map((group) => group.name),
    ['desk'],
  );
  const sheet = documents.find((document) => document.file === 'models/sources.yml');
  assert.equal(sheet?.line(['sources', 0, 'tables', 0, 'identifier']), 13);
});

test('a var decides what is enabled', async () => {
  const project = await loadProject(LIBRARY, { vars: { with_fines: true } });
  assert.deepEqual(
    project.sources.map((source) => source.name),
    ['loans', 'fines'],
  );
  assert.equal(project.sources[1]?.freshness, null);
});

test('unit tests are read with their rows', async () => {
  const { unitTests } = await library();
  assert.deepEqual(
    unitTests.map((unit) => unit.id),
    ['unit_test.library.members.counts_late_loans', 'unit_test.library.loan_events.only_new_loans'],
  );
  assert.deepEqual(
    unitTests[0]?.given.map(({ input }) => input),
    ['model.library.stg_members', 'model.library.stg_loans', 'model.library.int_late_loans'],
  );
  // Dates stay the text that was written; a CSV cell is a text.
  assert.deepEqual(unitTests[0]?.given[1]?.rows, {
    format: 'rows',
    rows: [{ loan_id: 1, member_id: 10, lent_on: '2024-01-01', returned_on: '2024-02-15' }],
  });
  assert.deepEqual(unitTests[1]?.given[0]?.rows, {
    format: 'rows',
    rows: [
      { loan_id: '1', lent_on: '2024-01-01', fee: '0' },
      { loan_id: '2', lent_on: '2024-01-09', fee: '1.5' },
    ],
  });
});
