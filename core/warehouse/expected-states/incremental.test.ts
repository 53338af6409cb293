import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { batchesOf } from '../build/microbatch-window.ts';
import { projectFolder } from '../project/fixtures/temporary-project.ts';
import { loadProject } from '../project/index.ts';
import { testWarehouse } from '../testing/index.ts';
import { rawSources, stateProject } from '../testing/state-project.ts';

// Suite `incremental`: unique keys, predicates, excluded columns, changes of columns, microbatches.

const { warehouse } = await testWarehouse({ after });

const COLUMNS = { region: 'VARCHAR', departement: 'VARCHAR', ville: 'VARCHAR', visite: 'DATE' };
const SEVEN: (string | null)[][] = [
  ['Lagunes', 'Abidjan', 'Cocody', '2020-09-23'],
  ['Bélier', 'Yamoussoukro', 'Attiégouakro', '2020-02-12'],
  ['Gbêkê', 'Bouaké', 'Djébonoua', '2022-01-01'],
  ['Nawa', 'Soubré', 'Méagui', '2021-04-02'],
  ['Nawa', 'Buyo', 'Dapéoua', '2021-04-01'],
  ['Poro', 'Korhogo', 'Napié', '2021-05-21'],
  ['Tonkpi', 'Man', null, '2021-06-18'],
];
const AGAIN = ['Lagunes', 'Abidjan', 'Cocody', '2022-02-14'];
const ELSEWHERE = [
  ['Marahoué', 'Bouaflé', 'Bonon', '2022-02-01'],
  ['Iffou', 'Daoukro', 'Ettrokro', '2022-02-01'],
];
const ONLY_NEW = '{% if is_incremental() %} where visite > (select max(visite) from {{ this }}) {% endif %}';
const visited = (key: string): string =>
  `{{ config(materialized='incremental'${key === '' ? '' : `, unique_key=${key}`}) }} select * from {{ source('raw', 'visites') }} ${ONLY_NEW}`;

// https://docs.getdbt.com/docs/build/incremental-models#defining-a-unique-key-optional
test('one key, one in a list, the same twice, three: the visited town is replaced; rows of a half-shared key stay', async (t) => {
  const keys = {
    one: "'region'",
    listed: "['region']",
    twice: "['region', 'region']",
    three: "['region', 'departement', 'ville']",
  };
  const files = Object.entries(keys).map(([name, key]) => [`models/by_${name}.sql`, visited(key)]);
  const p = await stateProject(t, warehouse, {
    'models/sources.yml': rawSources('visites'),
    ...Object.fromEntries(files),
  });
  await p.load('visites', COLUMNS, SEVEN);
  await p.good();
  await p.load('visites', COLUMNS, [...SEVEN, AGAIN]);
  await p.good();
  for (const name of Object.keys(keys)) {
    assert.deepEqual(
      await p.rows(`select count(*), count(distinct region) from by_${name}`),
      [['7', '6']],
      `by_${name}: both towns of Nawa, the null town once`,
    );
    assert.deepEqual(await p.rows(`select ville, visite from by_${name} where region = 'Lagunes'`), [
      ['Cocody', '2022-02-14'],
    ]);
  }
});

// https://docs.getdbt.com/reference/resource-configs/unique_key
test('no key, an empty list, an empty text, or three keys over new towns: rows are added', async (t) => {
  const keys = { none: '', list: '[]', text: "''", three: "['region', 'departement', 'ville']" };
  const files = Object.entries(keys).map(([name, key]) => [`models/by_${name}.sql`, visited(key)]);
  const p = await stateProject(t, warehouse, {
    'models/sources.yml': rawSources('visites'),
    ...Object.fromEntries(files),
  });
  await p.load('visites', COLUMNS, SEVEN);
  await p.good();
  await p.load('visites', COLUMNS, [...SEVEN, ...ELSEWHERE]);
  await p.good();
  for (const name of Object.keys(keys)) assert.equal(await p.count(`by_${name}`), 9, name);
});

// https://docs.getdbt.com/reference/resource-configs/unique_key
test('a key that is no column, alone or among others, fails at the second build and is named', async (t) => {
  const p = await stateProject(t, warehouse, {
    'models/sources.yml': rawSources('visites'),
    'models/by_one.sql': visited("'pas_une_colonne'"),
    'models/by_list.sql': visited("['region', 'pas_une_colonne']"),
  });
  await p.load('visites', COLUMNS, SEVEN);
  await p.good();
  await p.load('visites', COLUMNS, [...SEVEN, AGAIN]);
  const failed = await p.build();
  assert.deepEqual(
    failed.nodes.map(({ status }) => status),
    ['error', 'error'],
  );
  for (const { error } of failed.nodes) assert.match(error?.message ?? '', /pas_une_colonne/);
  assert.equal(await p.count('by_one'), 7);
});

const twoThenThree = (config: string): string => `{{ config(materialized='incremental', unique_key='id', ${config}) }}
{% if is_incremental() %}
select 1 as id, 'ohé' as mot, 'bleu' as teinte union all select 2, 'holà', 'vert' union all select 3, 'enfin', 'violet'
{% else %}
select 1 as id, 'bonjour' as mot, 'bleu' as teinte union all select 2, 'adieu', 'rouge'
{% endif %} -- {{ var('again', false) }}`;

// https://docs.getdbt.com/docs/build/incremental-strategy#about-incremental_predicates
test('a predicate keeps old rows from being replaced, under both names of the setting', async (t) => {
  for (const setting of ['incremental_predicates', 'predicates']) {
    const p = await stateProject(t, warehouse, {
      'models/kept.sql': twoThenThree(`incremental_strategy='delete+insert', ${setting}=['id != 2']`),
      'models/by_old_colour.sql': twoThenThree(
        `incremental_strategy='delete+insert', ${setting}=["teinte != 'rouge'"]`,
      ),
    });
    await p.good();
    await p.good({ vars: { again: true } });
    for (const model of ['kept', 'by_old_colour']) {
      assert.deepEqual(
        await p.rows(`select * from ${model} order by id, mot`),
        [
          [1, 'ohé', 'bleu'],
          [2, 'adieu', 'rouge'],
          [2, 'holà', 'vert'],
          [3, 'enfin', 'violet'],
        ],
        `${model}, ${setting}: plain names are the old row's`,
      );
    }
  }
});

// https://docs.getdbt.com/docs/build/incremental-strategy#merge
test('merge leaves an excluded column as it was', async (t) => {
  const p = await stateProject(t, warehouse, {
    'models/merged.sql': twoThenThree("incremental_strategy='merge', merge_exclude_columns=['mot']"),
  });
  await p.good();
  await p.good({ vars: { again: true } });
  assert.deepEqual(await p.rows('select * from merged order by id'), [
    [1, 'bonjour', 'bleu'],
    [2, 'adieu', 'vert'],
    [3, 'enfin', 'violet'],
  ]);
});

const WIDE = `select n as id, 'a' || n as f1, 'b' || n as f2, n * 111 as f3, 'd' || n as f4 from range(1, 7) t(n)`;
const text = (...names: string[]): string => names.map((name) => `cast(${name} as varchar) as ${name}`).join(', ');
const changing = (policy: string, first: string, then: string): string =>
  `{{ config(materialized='incremental', unique_key='id', on_schema_change='${policy}') }}
{% if is_incremental() %} select id, ${then} from {{ ref('wide') }} where id not in (select id from {{ this }})
{% else %} select id, ${first} from {{ ref('wide') }} where id <= 3 {% endif %} -- {{ var('again', false) }}`;

// https://docs.getdbt.com/docs/build/incremental-models#what-if-the-columns-of-my-incremental-model-change
test('columns that come and go between two builds: ignore, append, append and lose one, sync, lose only, fail', async (t) => {
  const p = await stateProject(t, warehouse, {
    'models/wide.sql': WIDE,
    'models/ignored.sql': changing('ignore', 'f1, f2', 'f1, f2, f3, f4'),
    'models/appended.sql': changing('append_new_columns', text('f1', 'f2'), text('f1', 'f2', 'f3', 'f4')),
    'models/appended_without_one.sql': changing('append_new_columns', text('f1', 'f2'), text('f1', 'f3', 'f4')),
    'models/synced.sql': changing('sync_all_columns', text('f1', 'f2'), text('f1', 'f3', 'f4')),
    'models/synced_less.sql': changing('sync_all_columns', text('f1', 'f2'), text('f1')),
    'models/refused.sql': changing('fail', 'f1, f3', 'f1, f2'),
  });
  await p.good();
  const second = await p.build({ vars: { again: true }, exclude: ['refused'] });
  assert.ok(second.ok, JSON.stringify(second.nodes));
  const expected: Record<string, (id: number) => unknown[]> = {
    ignored: (id) => [`a${id}`, `b${id}`],
    appended: (id) => [`a${id}`, `b${id}`, id > 3 ? String(id * 111) : null, id > 3 ? `d${id}` : null],
    appended_without_one: (id) => [
      `a${id}`,
      id > 3 ? null : `b${id}`,
      id > 3 ? String(id * 111) : null,
      id > 3 ? `d${id}` : null,
    ],
    synced: (id) => [`a${id}`, id > 3 ? String(id * 111) : null, id > 3 ? `d${id}` : null],
    synced_less: (id) => [`a${id}`],
  };
  for (const [model, row] of Object.entries(expected)) {
    const rows = await p.rows(`select * from ${model} order by id`);
    assert.deepEqual(
      rows,
      [1, 2, 3, 4, 5, 6].map((id) => [String(id), ...row(id)]),
      model,
    );
  }
  const refused = await p.build({ vars: { again: true }, select: ['refused'] });
  assert.equal(refused.nodes[0]?.error?.code, 'warehouse.schema_changed');
});

// https://docs.getdbt.com/reference/resource-configs/on_schema_change
test('names with spaces, dashes, dots and words of SQL are columns like others', async (t) => {
  const names = ['avec espace', 'select', 'tiret-ici', 'des.points'].map((name) => `{{ adapter.quote("${name}") }}`);
  const [space, word, dash, dots] = names;
  const p = await stateProject(t, warehouse, {
    'models/wide.sql': `select n as id, 'a' || n as ${space}, 'b' || n as ${word}, n * 111 as ${dash}, 'd' || n as ${dots} from range(1, 7) t(n)`,
    'models/appended.sql': changing('append_new_columns', `${space}, ${word}`, names.join(', ')),
    'models/synced.sql': changing('sync_all_columns', `${space}, ${word}`, `${space}, ${dash}, ${dots}`),
  });
  await p.good();
  await p.good({ vars: { again: true } });
  const [old, added] = [1, 5].map((id) => (model: string) => p.rows(`select * from ${model} where id = ${id}`));
  assert.deepEqual(await old?.('appended'), [['1', 'a1', 'b1', null, null]]);
  assert.deepEqual(await added?.('appended'), [['5', 'a5', 'b5', '555', 'd5']]);
  assert.deepEqual(await old?.('synced'), [['1', 'a1', null, null]]);
  assert.deepEqual(await added?.('synced'), [['5', 'a5', '555', 'd5']]);
});

const DAILY = `{{ config(materialized='incremental', incremental_strategy='microbatch', unique_key='id', event_time='event_time',
  batch_size='day', begin=modules.datetime.datetime(2020, 1, 1, 0, 0, 0)) }} select * from {{ ref('events') }}`;
const events = (days: readonly string[]): string =>
  `{{ config(materialized='table', event_time='event_time') }} ${days.map((day, i) => `select ${i + 1} as id, timestamptz '${day} 00:00:00+00' as event_time`).join(' union all ')}`;

// https://docs.getdbt.com/docs/build/incremental-microbatch
test('microbatch: every day up to now, the look-back on the next days, none for days to come', async (t) => {
  const dir = await projectFolder(t, {
    'models/events.sql': events(['2020-01-01', '2020-01-02', '2020-01-03']),
    'models/daily.sql': DAILY,
  });
  const node = (await loadProject(dir)).nodes.get('model.shop.daily');
  assert.ok(node);
  const days = (now: string, newest: string | null): string[] =>
    batchesOf(node, new Date(now), newest === null ? null : new Date(newest)).map(({ start }) => start.slice(8, 10));
  assert.deepEqual(days('2020-01-03T13:57:00Z', null), ['01', '02', '03'], 'the first build');
  assert.deepEqual(days('2020-01-03T14:57:00Z', '2020-01-03T00:00:00Z'), ['02', '03'], 'the same day again');
  assert.deepEqual(days('2020-01-04T14:57:00Z', '2020-01-03T00:00:00Z'), ['03', '04'], 'a day later');
  assert.deepEqual(days('2020-01-05T14:57:00Z', '2020-01-04T00:00:00Z'), ['04', '05'], 'two days later');
  assert.deepEqual(
    days('2020-01-09T00:00:00Z', '2020-01-04T00:00:00Z'),
    ['04', '05', '06', '07', '08', '09'],
    'a pause',
  );

  const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const begin = (ahead: number): string => {
    const [y, m, d] = day(ahead).split('-').map(Number);
    return DAILY.replace('2020, 1, 1', `${y}, ${m}, ${d}`);
  };
  const past = [day(-3), day(-2), day(-1)];
  const p = await stateProject(t, warehouse, { 'models/events.sql': events(past), 'models/daily.sql': begin(-3) });
  await p.good();
  assert.equal(await p.count('daily'), 3);
  await p.write({ 'models/events.sql': events([...past, day(0), day(1), day(2)]) });
  await p.good();
  assert.equal(await p.count('daily'), 4, 'today came in; the days to come did not');
  assert.equal(await p.count('events'), 6);
});
