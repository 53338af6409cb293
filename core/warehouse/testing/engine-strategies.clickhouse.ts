/**
 * What a model may ask for, on both engines with the same words: strategies, histories, contracts, days of a time zone.
 * Run by `npm run test:clickhouse`, which fetches `chdb` and gives its folder as the argument.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Warehouse } from '../client/warehouse.ts';
import { chdbWarehouse } from './chdb-warehouse.ts';
import { testWarehouse } from './index.ts';
import { rawSources, stateProject } from './state-project.ts';

const engines: Record<string, Warehouse> = {
  duckdb: (await testWarehouse({ after })).warehouse,
  clickhouse: (await chdbWarehouse({ after }, { packageFolder: process.argv[2] ?? '' })).warehouse,
};

const twoThenThree = (config: string): string => `{{ config(materialized='incremental', unique_key='id', ${config}) }}
{% if is_incremental() %}
select 1 as id, 'b' as word, 'blue' as colour union all select 2 as id, 'c' as word, 'green' as colour
union all select 3 as id, 'd' as word, 'violet' as colour
{% else %}
select 1 as id, 'a' as word, 'blue' as colour union all select 2 as id, 'a' as word, 'red' as colour
{% endif %} -- {{ var('again', false) }}`;

/** The day of an instant somewhere, in each engine's words. */
const LOCAL_DAY = `
{% macro local_day(instant, zone) %}{{ adapter.dispatch('local_day')(instant, zone) }}{% endmacro %}
{% macro default__local_day(instant, zone) %}cast({{ instant }} at time zone '{{ zone }}' as date){% endmacro %}
{% macro clickhouse__local_day(instant, zone) %}toDate32(toTimeZone({{ instant }}, '{{ zone }}')){% endmacro %}`;

const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const truth = (value: unknown): boolean => value === true || value === 1;

for (const [engine, warehouse] of Object.entries(engines)) {
  describe(engine, () => {
    test('merge leaves an excluded column, updates one alone, and refuses a key twice; a predicate keeps an old row', async (t) => {
      const p = await stateProject(t, warehouse, {
        'models/merged.sql': twoThenThree("incremental_strategy='merge', merge_exclude_columns=['word']"),
        'models/updated.sql': twoThenThree("incremental_strategy='merge', merge_update_columns=['word']"),
        'models/kept.sql': twoThenThree(
          "incremental_strategy='delete+insert', incremental_predicates=[\"colour != 'red'\"]",
        ),
      });
      await p.good();
      await p.good({ vars: { again: true } });
      const rows = (model: string) => p.rows(`select id, word, colour from ${model} order by id, word`);
      assert.deepEqual(await rows('merged'), [
        [1, 'a', 'blue'],
        [2, 'a', 'green'],
        [3, 'd', 'violet'],
      ]);
      assert.deepEqual(await rows('updated'), [
        [1, 'b', 'blue'],
        [2, 'c', 'red'],
        [3, 'd', 'violet'],
      ]);
      assert.deepEqual(await rows('kept'), [
        [1, 'b', 'blue'],
        [2, 'a', 'red'],
        [2, 'c', 'green'],
        [3, 'd', 'violet'],
      ]);
      await p.write({
        'models/merged.sql': `{{ config(materialized='incremental', incremental_strategy='merge', unique_key='id') }}
          select 1 as id, 'x' as word, 'x' as colour union all select 1 as id, 'y' as word, 'y' as colour`,
      });
      const { nodes } = await p.build({ select: ['merged'] });
      assert.equal(nodes[0]?.error?.code, 'warehouse.duplicate_key');
    });

    test('microbatch: each day replaces its own rows, days to come wait', async (t) => {
      const [y, m, d] = day(-3).split('-').map(Number);
      const p = await stateProject(t, warehouse, {
        'models/sources.yml': rawSources('events'),
        'models/events.sql':
          "{{ config(materialized='table', event_time='at_') }} select * from {{ source('raw', 'events') }}",
        'models/daily.sql': `{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='at_', batch_size='day',
          begin=modules.datetime.datetime(${y}, ${m}, ${d})) }} select * from {{ ref('events') }}`,
      });
      const load = (rows: [string, number][]) =>
        p.load(
          'events',
          { id: 'INTEGER', at_: 'TIMESTAMP' },
          rows.map(([id, ahead]) => [id, `${day(ahead)} 12:00:00`]),
        );
      await load([
        ['1', -3],
        ['2', -1],
        ['9', -4],
      ]);
      await p.good();
      const ids = async (): Promise<unknown[]> => (await p.rows('select id from daily order by id')).flat();
      assert.deepEqual(await ids(), [1, 2]);
      await load([
        ['10', -3],
        ['20', -1],
        ['3', 0],
        ['4', 1],
      ]);
      await p.good();
      assert.deepEqual(await ids(), [1, 3, 20], 'look-back of a day; what is older stays');
    });

    test('snapshots by time and by columns: versions, three ways of deletion, a date for what is open', async (t) => {
      const snapshot = (name: string, config: string): string =>
        `snapshots:\n  - name: ${name}\n    relation: source('raw', 'people')\n    config: { unique_key: id, ${config} }\n`;
      const p = await stateProject(t, warehouse, {
        'models/sources.yml': rawSources('people'),
        'snapshots/timed.yml': snapshot(
          'timed',
          'strategy: timestamp, updated_at: changed, dbt_valid_to_current: "cast(\'2099-12-31\' as date)"',
        ),
        'snapshots/closed.yml': snapshot('closed', 'strategy: check, check_cols: [name], hard_deletes: invalidate'),
        'snapshots/told.yml': snapshot('told', 'strategy: check, check_cols: all, hard_deletes: new_record'),
      });
      const load = (rows: (string | null)[][]) =>
        p.load('people', { id: 'INTEGER', name: 'VARCHAR', changed: 'TIMESTAMP' }, rows);
      await load([
        ['1', 'a', '2024-01-01 08:00:00'],
        ['2', null, '2024-01-01 08:00:00'],
        ['3', 'c', '2024-01-01 08:00:00'],
      ]);
      await p.good();
      await load([
        ['1', 'A', '2024-01-02 09:30:00.25'],
        ['2', null, '2024-01-01 08:00:00'],
      ]);
      await p.good();
      assert.deepEqual(
        await p.rows(
          'select id, name, dbt_valid_from, dbt_valid_to, dbt_scd_id from timed where id = 1 order by dbt_valid_from',
        ),
        [
          [1, 'a', '2024-01-01T08:00:00', '2024-01-02T09:30:00.250', 'd60972788855bbbdfd53a2c6e2b2086e'],
          [1, 'A', '2024-01-02T09:30:00.250', '2099-12-31T00:00:00', 'e188b3ecd213539079426a95b750a828'],
        ],
        'the same records with the same ids',
      );
      assert.equal(await p.count('timed'), 4, 'a row that is gone is left');
      const states = async (model: string, more = ''): Promise<unknown[][]> =>
        (
          await p.rows(
            `select id, name, dbt_valid_to is null as open${more} from ${model} order by id, dbt_valid_from, dbt_scd_id`,
          )
        ).map(([id, name, open, ...rest]) => [id, name, truth(open), ...rest]);
      assert.deepEqual(await states('closed'), [
        [1, 'a', false],
        [1, 'A', true],
        [2, null, true],
        [3, 'c', false],
      ]);
      assert.deepEqual(
        (
          await p.rows(
            'select id, dbt_is_deleted, count(*) from told group by id, dbt_is_deleted order by id, dbt_is_deleted',
          )
        ).map(String),
        ['1,False,2', '2,False,1', '3,False,1', '3,True,1'],
      );
    });

    test('nulls of outer joins, aggregates over nothing, whole numbers of 64 bits, exact decimals, a union', async (t) => {
      const p = await stateProject(t, warehouse, {
        'models/sources.yml': rawSources('a', 'b'),
        'models/joined.sql': `select a.id as id, b.amount as amount, b.id is null as lonely from {{ source('raw', 'a') }} a
          left join {{ source('raw', 'b') }} b on b.id = a.id`,
        'models/both_sides.sql': `select coalesce(a.id, b.id) as id, a.big as big, b.amount as amount from {{ source('raw', 'a') }} a
          full join {{ source('raw', 'b') }} b on b.id = a.id`,
        'models/nothing.sql': `select count(*) as rows_, count(distinct id) as ids, sum(amount) as amount, max(id) as newest, avg(amount) as mean
          from {{ ref('both_sides') }} where id > 1000`,
        'models/sums.sql':
          "select sum(amount) as amount, min(big) as low, max(big) as high, count(amount) as known from {{ ref('both_sides') }}",
        'models/once.sql': "select id from {{ source('raw', 'a') }} union select id from {{ source('raw', 'b') }}",
        'models/same_name.sql':
          "select a.id, b.amount from {{ source('raw', 'a') }} a join {{ source('raw', 'b') }} b on b.id = a.id",
      });
      await p.load('a', { id: 'INTEGER', big: 'BIGINT' }, [
        ['1', '9223372036854775807'],
        ['2', '-9223372036854775808'],
      ]);
      await p.load('b', { id: 'INTEGER', amount: 'DECIMAL(18,2)' }, [
        ['2', '99999999999999.99'],
        ['3', '0.01'],
      ]);
      await p.good();
      const rows = (await p.rows('select id, amount, lonely from joined order by id')).map(([id, amount, lonely]) => [
        id,
        amount,
        truth(lonely),
      ]);
      assert.deepEqual(rows, [
        [1, null, true],
        [2, '99999999999999.99', false],
      ]);
      assert.deepEqual(await p.rows('select id, big, amount from both_sides order by id'), [
        [1, '9223372036854775807', null],
        [2, '-9223372036854775808', '99999999999999.99'],
        [3, null, '0.01'],
      ]);
      assert.deepEqual(await p.rows('select * from nothing'), [['0', '0', null, null, null]]);
      assert.deepEqual(await p.rows('select * from sums'), [
        ['100000000000000.00', '-9223372036854775808', '9223372036854775807', '2'],
      ]);
      assert.deepEqual((await p.rows('select id from once order by id')).flat(), [1, 2, 3]);
      const named = await p.tenant.query('select * from same_name');
      assert.deepEqual(
        [named.columns.map(({ name }) => name), named.rows],
        [['id', 'amount'], [[2, '99999999999999.99']]],
      );
    });

    test('the day of an instant in Paris and in Abidjan, around midnight and around the change of clocks', async (t) => {
      const p = await stateProject(t, warehouse, {
        'macros/local_day.sql': LOCAL_DAY,
        'models/sources.yml': rawSources('instants'),
        'models/days.sql': `select id, {{ local_day('at_', 'Europe/Paris') }} as paris, {{ local_day('at_', 'Africa/Abidjan') }} as abidjan
          from {{ source('raw', 'instants') }}`,
      });
      await p.load('instants', { id: 'INTEGER', at_: 'TIMESTAMPTZ' }, [
        ['1', '2026-01-31T22:59:59Z'],
        ['2', '2026-01-31T23:00:00Z'],
        ['3', '2026-03-29T21:59:59Z'],
        ['4', '2026-03-29T22:00:00Z'],
        ['5', '2026-10-25T22:30:00Z'],
        ['6', '1960-06-30T23:30:00Z'],
      ]);
      await p.good();
      assert.deepEqual(await p.rows('select id, paris, abidjan from days order by id'), [
        [1, '2026-01-31', '2026-01-31'],
        [2, '2026-02-01', '2026-01-31'],
        [3, '2026-03-29', '2026-03-29'],
        [4, '2026-03-30', '2026-03-29'],
        [5, '2026-10-25', '2026-10-25'],
        [6, '1960-07-01', '1960-06-30'],
      ]);
    });

    test('a contract holds: types and their order, not null, keys, foreign keys; kept failing rows', async (t) => {
      const described = (constraint: string): string => `version: 2
models:
  - name: modelled
    config: { contract: { enforced: true } }
    columns:
      - { name: id, data_type: integer, constraints: [${constraint}] }
      - { name: word, data_type: varchar, data_tests: [{ accepted_values: { name: known_words, arguments: { values: [a] }, config: { store_failures: true, severity: warn } } }] }
`;
      const p = await stateProject(t, warehouse, {
        'models/known.sql': 'select cast(1 as integer) as id',
        'models/modelled.sql':
          "{{ config(materialized='table') }} select * from {{ ref('given') }} -- depends_on: {{ ref('known') }}",
        'seeds/given.csv': 'word,id\na,1\nb,1\n',
        'seeds/given.yml': 'seeds: [{ name: given, config: { column_types: { id: integer, word: varchar } } }]\n',
        'models/modelled.yml': described('{ type: not_null }'),
      });
      const built = await p.good();
      assert.deepEqual(
        built.tests.map(({ name, status, failures }) => [name, status, failures]),
        [['known_words', 'warn', 1]],
      );
      assert.equal(built.tests[0]?.failing?.rows[0]?.[0], 'b');
      const fails = async (constraint: string): Promise<string | undefined> => {
        await p.write({ 'models/modelled.yml': described(constraint) });
        return (await p.build()).nodes.find(({ name }) => name === 'modelled')?.error?.code;
      };
      assert.equal(await fails('{ type: unique }'), 'warehouse.duplicate_key');
      assert.equal(await fails("{ type: foreign_key, to: ref('known'), to_columns: [id] }"), undefined);
      await p.write({ 'models/known.sql': 'select cast(7 as integer) as id' });
      assert.equal(
        await fails("{ type: foreign_key, to: ref('known'), to_columns: [id] } "),
        'warehouse.contract_broken',
      );
      await p.write({ 'seeds/given.csv': 'word,id\na,1\nb,\n' });
      assert.ok(await fails('{ type: not_null } '));
    });
  });
}
