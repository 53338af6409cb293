import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testWarehouse } from '../testing/index.ts';
import { ids, rawSources, type StateProject, stateProject } from '../testing/state-project.ts';

// Suites `simple_snapshot` and the snapshots of `basic`: which records are open, closed, deleted, and by what names.

const { warehouse } = await testWarehouse({ after });

const COLUMNS = { id: 'INTEGER', nom: 'VARCHAR', courriel: 'VARCHAR', modifie: 'TIMESTAMP' };
interface Person {
  id: number;
  nom: string;
  courriel: string | null;
  modifie: string;
}
const hour = (day: number, hours = 0): string => `2016-08-${String(day).padStart(2, '0')} 0${hours}:44:49`;
/** Two share an address and one has none: a value that is not unique, and a null, are values. */
const person = (id: number): Person => ({
  id,
  nom: `Nom ${id}`,
  courriel: id <= 2 ? '(aucun)' : id === 20 ? null : `p${id}@exemple.ci`,
  modifie: hour(id),
});
const people = (from: number, to: number): Person[] => ids(from, to).map(person);
const changed = (list: Person[], from: number, to: number, change: (p: Person) => Partial<Person>): Person[] =>
  list.map((p) => (p.id >= from && p.id <= to ? { ...p, ...change(p) } : p));
const later = (p: Person): Partial<Person> => ({ modifie: p.modifie.replace(' 00', ' 01') });

const snapshot = (name: string, config: string, key = 'unique_key: id'): string =>
  `version: 2\nsnapshots:\n  - name: ${name}\n    relation: source('raw', 'gens')\n    config:\n      ${[key, ...config.split('; ')].join('\n      ')}\n`;

interface History extends StateProject {
  step(list: Person[]): Promise<void>;
  /** Ids with an open record, and ids with a closed one. */
  state(name?: string): Promise<[open: number[], closed: number[]]>;
}
async function history(t: Parameters<typeof stateProject>[0], snapshots: Record<string, string>): Promise<History> {
  const files = Object.entries(snapshots).map(([name, yaml]) => [`snapshots/${name}.yml`, yaml]);
  const p = await stateProject(t, warehouse, {
    'models/sources.yml': rawSources('gens'),
    ...Object.fromEntries(files),
  });
  return {
    ...p,
    async step(list) {
      await p.load(
        'gens',
        COLUMNS,
        list.map(({ id, nom, courriel, modifie }) => [String(id), nom, courriel, modifie]),
      );
      await p.good();
    },
    async state(name = 'histoire') {
      const of = async (condition: string): Promise<number[]> =>
        (
          await p.rows(`select distinct id from ${name} where dbt_valid_to is ${condition} order by 1`)
        ).flat() as number[];
      return [await of('null'), await of('not null')];
    },
  };
}

// https://docs.getdbt.com/docs/build/snapshots#how-snapshots-work, https://docs.getdbt.com/reference/resource-configs/check_cols
test('ten rows, ten more, ten later, ten renamed: 10, 20, 30, 40 records by what each snapshot looks at', async (t) => {
  const h = await history(t, {
    tout: snapshot('tout', 'strategy: check; check_cols: all'),
    noms: snapshot('noms', 'strategy: check; check_cols: [nom]'),
    dates: snapshot('dates', 'strategy: check; check_cols: [modifie]'),
    temps: snapshot('temps', 'strategy: timestamp; updated_at: modifie'),
  });
  const counts = async (): Promise<number[]> =>
    Promise.all(['tout', 'noms', 'dates', 'temps'].map((name) => h.count(name)));
  await h.step(people(1, 10));
  assert.deepEqual(await counts(), [10, 10, 10, 10]);
  await h.step(people(1, 20));
  assert.deepEqual(await counts(), [20, 20, 20, 20]);
  const moved = changed(people(1, 20), 11, 20, later);
  await h.step(moved);
  assert.deepEqual(await counts(), [30, 20, 30, 30]);
  await h.step(changed(moved, 1, 10, ({ nom }) => ({ nom: `${nom} bis` })));
  assert.deepEqual(await counts(), [40, 30, 30, 30]);
});

const TIMED = 'strategy: timestamp; updated_at: modifie; hard_deletes: invalidate';

// https://docs.getdbt.com/reference/resource-configs/hard-deletes
test('timestamp with hard deletes: updates, inserts, deletes, revivals', async (t) => {
  const all = people(1, 20);
  const start = async (): Promise<History> => {
    const h = await history(t, { histoire: snapshot('histoire', TIMED) });
    await h.step(all);
    return h;
  };
  const updated = await start();
  await updated.step(changed(all, 16, 20, later));
  assert.deepEqual(await updated.state(), [ids(1, 20), ids(16, 20)]);
  const grown = await start();
  await grown.step(people(1, 30));
  assert.deepEqual(await grown.state(), [ids(1, 30), []]);
  const revived = await start();
  await revived.step(people(1, 15));
  assert.deepEqual(await revived.state(), [ids(1, 15), ids(16, 20)]);
  await revived.step(people(1, 18));
  assert.deepEqual(await revived.state(), [ids(1, 18), ids(16, 20)]);
  assert.equal(await revived.count('histoire'), 23);
});

// https://docs.getdbt.com/reference/resource-configs/check_cols
test('only the columns that are looked at make a record; the older spelling of hard deletes is understood', async (t) => {
  const h = await history(t, {
    histoire: snapshot('histoire', 'strategy: check; check_cols: [courriel]; invalidate_hard_deletes: true'),
  });
  await h.step(people(1, 20));
  const renamed = changed(people(1, 20), 1, 10, ({ nom }) => ({ nom: nom.slice(0, 3) }));
  await h.step(changed(renamed, 6, 15, ({ courriel }) => ({ courriel: courriel?.slice(0, 3) ?? null })));
  assert.deepEqual(await h.state(), [ids(1, 20), ids(6, 15)]);
  await h.step(people(1, 19));
  assert.ok((await h.state())[1].includes(20));
});

// https://docs.getdbt.com/docs/build/snapshots#schema-changes
test('a new column: by time only what is touched is a new record, by all columns everything is; a deletion beside it too', async (t) => {
  const wider = { ...COLUMNS, complet: 'VARCHAR' };
  const rows = (list: Person[], full: (p: Person) => string | null): (string | null)[][] =>
    list.map((p) => [String(p.id), p.nom, p.courriel, p.modifie, full(p)]);
  const h = await history(t, {
    histoire: snapshot('histoire', TIMED),
    tout: snapshot('tout', 'strategy: check; check_cols: all; hard_deletes: new_record'),
    certains: snapshot('certains', 'strategy: check; check_cols: [nom, courriel]; hard_deletes: new_record'),
  });
  await h.step(people(1, 20));
  const list = changed(people(1, 19), 11, 19, later);
  await h.load(
    'gens',
    wider,
    rows(list, ({ id, nom }) => (id > 10 ? `${nom} N.` : null)),
  );
  await h.good();
  assert.deepEqual(await h.state(), [ids(1, 19), ids(11, 20)]);
  assert.deepEqual(await h.rows('select count(*), count(complet) from histoire'), [['29', '9']]);
  assert.equal(await h.count('certains'), 21, 'twenty records and one that says that the twentieth is gone');
  assert.deepEqual(
    await h.rows(
      "select count(*), count(*) filter (where dbt_valid_to is null), count(*) filter (where dbt_is_deleted = 'True'), count(complet) from tout",
    ),
    [['40', '20', '1', '9']],
    'twenty closed, nineteen new, one deletion: the new column is a change for all',
  );
});

// https://docs.getdbt.com/reference/resource-configs/hard-deletes
test('new_record over an ephemeral model: a deletion and a new column at once give six records of three', async (t) => {
  const columns = { id: 'INTEGER', nom: 'VARCHAR' };
  const p = await stateProject(t, warehouse, {
    'models/sources.yml': rawSources('clients'),
    'models/passants.sql': "{{ config(materialized='ephemeral') }} select * from {{ source('raw', 'clients') }}",
    'snapshots/clients.yml':
      "snapshots:\n  - name: suivi\n    relation: ref('passants')\n    config: { unique_key: id, strategy: check, check_cols: all, hard_deletes: new_record }\n",
  });
  await p.load('clients', columns, [
    ['1', 'a'],
    ['2', 'b'],
    ['3', 'c'],
  ]);
  await p.good();
  assert.equal(await p.count('suivi'), 3);
  await p.load('clients', { ...columns, factice: 'VARCHAR' }, [
    ['1', 'a', 'x'],
    ['2', 'b', 'x'],
  ]);
  await p.good();
  assert.deepEqual(
    await p.rows(
      'select id, factice, dbt_is_deleted, dbt_valid_to is null from suivi order by id, dbt_valid_from, dbt_is_deleted',
    ),
    [
      [1, null, 'False', false],
      [1, 'x', 'False', true],
      [2, null, 'False', false],
      [2, 'x', 'False', true],
      [3, null, 'False', false],
      [3, null, 'True', true],
    ],
  );
});

// https://docs.getdbt.com/reference/resource-configs/hard-deletes
test('new_record: deleted, the same again, back, deleted again: 2, 2, 3, 4 records of that row', async (t) => {
  for (const strategy of ['strategy: timestamp; updated_at: modifie', 'strategy: check; check_cols: all']) {
    const h = await history(t, {
      histoire: snapshot('histoire', `${strategy}; hard_deletes: new_record`, `unique_key: "id || '-' || nom"`),
    });
    await h.step(people(1, 20));
    const moved = changed(people(1, 20), 10, 20, (p) => ({ ...later(p), courriel: `neuf_${p.id}` }));
    await h.step(moved);
    assert.deepEqual(await h.state(), [ids(1, 20), ids(10, 20)]);
    const without = moved.filter(({ id }) => id !== 1);
    const records = (): Promise<unknown[][]> =>
      h.rows(
        'select dbt_is_deleted, dbt_valid_to is null from histoire where id = 1 order by dbt_valid_from, dbt_is_deleted',
      );
    const gone = [
      ['False', false],
      ['True', true],
    ];
    await h.step(without);
    assert.deepEqual(await records(), gone, strategy);
    await h.step(without);
    assert.deepEqual(await records(), gone, strategy);
    const back = { ...person(1), modifie: new Date(Date.now() + 1000).toISOString().slice(0, 19).replace('T', ' ') };
    await h.step([...without, back]);
    assert.equal((await records()).length, 3);
    await h.step(without);
    assert.equal((await records()).length, 4);
    await h.step(without);
    assert.equal((await records()).length, 4);
    assert.deepEqual(await h.rows('select count(*) = count(distinct dbt_scd_id) from histoire'), [[true]]);
  }
});

const NAMES =
  'snapshot_meta_column_names: { dbt_valid_to: VALABLE_JUSQUE, dbt_valid_from: valable_depuis, dbt_scd_id: cle, dbt_updated_at: maj }';

// https://docs.getdbt.com/reference/resource-configs/snapshot_meta_column_names
test('names of one’s own, from the snapshot or the project; without them a snapshot is not gone on with', async (t) => {
  const h = await history(t, {
    histoire: snapshot(
      'histoire',
      `strategy: timestamp; updated_at: modifie; ${NAMES}`,
      `unique_key: "id || '-' || nom"`,
    ),
  });
  await h.step(people(1, 20));
  await h.step(changed(people(1, 20), 10, 20, later));
  const record = (state: string) =>
    h.rows(
      `select id, modifie, valable_depuis, valable_jusque, maj, cle = md5(id || '-' || nom || '|' || modifie) from histoire where id = 10 and ${state}`,
    );
  assert.deepEqual(await record('valable_jusque is null'), [
    [10, '2016-08-10T01:44:49', '2016-08-10T01:44:49', null, '2016-08-10T01:44:49', true],
  ]);
  assert.deepEqual(await record('valable_jusque is not null'), [
    [10, '2016-08-10T00:44:49', '2016-08-10T00:44:49', '2016-08-10T01:44:49', '2016-08-10T00:44:49', true],
  ]);
  const settings = (names: string): string =>
    `name: states\nversion: '1.0'\nconfig-version: 2\nprofile: states\nsnapshots:\n  states:\n    +snapshot_meta_column_names: ${names}\n`;
  await h.write({
    'snapshots/histoire.yml': snapshot(
      'histoire',
      'strategy: timestamp; updated_at: modifie',
      `unique_key: "id || '-' || nom"`,
    ),
    'dbt_project.yml': settings(NAMES.slice(NAMES.indexOf('{'))),
  });
  await h.step(changed(people(1, 20), 9, 20, (p) => ({ modifie: p.modifie.replace(' 00', ' 02') })));
  assert.equal(await h.count('histoire where valable_jusque is null'), 20, 'the same names from the project');
  await h.write({ 'dbt_project.yml': settings('{ dbt_valid_to: VALABLE_JUSQUE, dbt_updated_at: maj }') });
  await h.load('gens', COLUMNS, [['1', 'Nom 1', null, hour(28)]]);
  const [failed] = (await h.build()).nodes;
  assert.equal(failed?.error?.code, 'warehouse.snapshot_invalid');
  assert.match(failed?.error?.message ?? '', /dbt_valid_from, dbt_scd_id/);
});

// https://docs.getdbt.com/reference/resource-configs/dbt_valid_to_current
test('a date for records that are open: closed ones keep their own time; a deletion is told once', async (t) => {
  const h = await history(t, {
    histoire: snapshot(
      'histoire',
      `strategy: timestamp; updated_at: modifie; dbt_valid_to_current: "cast('2099-12-31' as date)"`,
    ),
    effaces: snapshot(
      'effaces',
      `strategy: check; check_cols: all; hard_deletes: new_record; dbt_valid_to_current: "cast('9999-12-31' as date)"`,
    ),
  });
  await h.step(people(1, 20));
  assert.deepEqual(await h.rows('select distinct dbt_valid_to from histoire'), [['2099-12-31T00:00:00']]);
  await h.step(changed(people(1, 20), 10, 20, later));
  assert.deepEqual(await h.rows('select dbt_valid_from, dbt_valid_to from histoire where id = 10 order by 1'), [
    ['2016-08-10T00:44:49', '2016-08-10T01:44:49'],
    ['2016-08-10T01:44:49', '2099-12-31T00:00:00'],
  ]);
  await h.step(people(2, 20));
  await h.step(people(2, 20));
  assert.equal(await h.count("effaces where id = 1 and dbt_is_deleted = 'True'"), 1);
});

// https://docs.getdbt.com/reference/resource-configs/unique_key
test('a key of two columns', async (t) => {
  const h = await history(t, {
    histoire: snapshot('histoire', 'strategy: timestamp; updated_at: modifie', 'unique_key: [id, nom]'),
  });
  await h.step(people(1, 20));
  await h.step(changed(people(1, 20), 10, 20, later));
  assert.deepEqual(await h.state(), [ids(1, 20), ids(10, 20)]);
  assert.deepEqual(
    await h.rows("select count(*) from histoire where dbt_scd_id = md5(id || '|' || nom || '|' || modifie)"),
    [['31']],
  );
});
