import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { compileNode } from '../compile/compile-node.ts';
import { compileTest } from '../compile/compile-test.ts';
import { contextFor, openDatabase, projectOf, squeeze } from '../fixtures/temporary-project.ts';

type T = Parameters<typeof projectOf>[0];

/** Rows of a model's SQL on DuckDB, after some tables are made. */
async function rowsOf(t: T, sql: string, tables: Record<string, string> = {}): Promise<unknown[][]> {
  const { run, engine } = await openDatabase(t);
  const files = Object.fromEntries(Object.keys(tables).map((name) => [`models/${name}.sql`, 'select 1 as x']));
  for (const [name, rows] of Object.entries(tables)) await run(`create table ${name} as ${rows}`);
  const project = await projectOf(t, { ...files, 'models/m.sql': sql });
  return (await run((await compileNode(project, 'model.shop.m', contextFor(project, engine))).sql)).rows;
}

// docs.getdbt.com, "About cross-database macros". Each: macro call, value on DuckDB (the same as dbt-duckdb's macro gives).
test('cross-database macros on DuckDB', async (t) => {
  const cases: [string, unknown][] = [
    [`dbt.dateadd('month', 2, "date '2024-01-31'")`, '2024-03-31 00:00:00'],
    [`dbt.dateadd('day', -3, "timestamp '2024-03-01 10:00:00'")`, '2024-02-27 10:00:00'],
    [`dbt.datediff("date '2024-01-31'", "date '2024-03-01'", 'month')`, '2'],
    [`dbt.datediff("timestamp '2024-01-31 23:59:00'", "timestamp '2024-02-01 00:01:00'", 'day')`, '1'],
    // Saturday to Sunday, Sunday to Monday: weeks begin on Sunday.
    [`dbt.datediff("'2024-02-03'", "'2024-02-04'", 'week')`, '1'],
    [`dbt.datediff("'2024-02-04'", "'2024-02-05'", 'week')`, '0'],
    [`dbt.date_trunc('quarter', "date '2024-05-17'")`, '2024-04-01 00:00:00'],
    [`dbt.last_day("date '2024-02-10'", 'month')`, '2024-02-29'],
    [`dbt.last_day("date '2024-02-10'", 'quarter')`, '2024-03-31'],
    [`dbt.date(2024, 2, 29)`, '2024-02-29'],
    [`dbt.safe_cast("'abc'", 'integer')`, null],
    [`dbt.safe_cast("'12'", dbt.type_int())`, 12],
    [`dbt.cast("'3'", dbt.type_bigint())`, '3'],
    [`dbt.cast_bool_to_text('1 = 0')`, 'false'],
    [`dbt.concat(["'a'", "'b'"])`, 'ab'],
    [`dbt.hash("'abc'")`, '900150983cd24fb0d6963f7d28e17f72'],
    [`dbt.split_part("'a|b|c'", "'|'", 2)`, 'b'],
    [`dbt.split_part("'a|b|c'", "'|'", -1)`, 'c'],
    [`dbt.length("'héllo'")`, '5'],
    [`dbt.position("'l'", "'hello'")`, '3'],
    [`dbt.replace("'hello'", "'l'", "'L'")`, 'heLLo'],
    [`dbt.right("'hello'", 2)`, 'lo'],
    [`dbt.string_literal(dbt.escape_single_quotes("it's"))`, "it's"],
    [`dbt.any_value('7')`, 7],
    [`dbt.bool_or('1 = 1')`, true],
    [`dbt.array_concat(dbt.array_construct(['1']), dbt.array_append(dbt.array_construct(['2']), '3'))`, [1, 2, 3]],
    [`dbt.equals('null', 'null')`, true],
    [`dbt_utils.safe_divide('10', '0')`, null],
    [`dbt_utils.safe_add(['1', 'null', '2'])`, 3],
    [`dbt_utils.width_bucket('7', '0', '10', '5')`, 4],
    // The key that dbt_utils makes of the same values, so that keys made there stay valid.
    [
      `dbt_utils.generate_surrogate_key(["'a'", 'null', '3'])`,
      createHash('md5').update('a-_dbt_utils_surrogate_key_null_-3').digest('hex'),
    ],
    [`dbt_utils.get_url_host("'https://www.library.example/a/b?x=1'")`, 'www.library.example'],
    [`dbt_utils.get_url_path("'https://www.library.example/a/b?x=1'")`, 'a/b'],
    [`dbt_utils.get_url_parameter("'https://x.example/?a=1&b=2'", 'b')`, '2'],
  ];
  const [row = []] = await rowsOf(t, `select ${cases.map(([call]) => `{{ ${call} }}`).join(', ')}`);
  for (const [index, [call, expected]] of cases.entries()) {
    assert.deepEqual(row[index], expected, call);
  }
});

test('lists of values, series and spines', async (t) => {
  const values = "(values (1, 'b', 2), (1, 'a', 1), (2, 'c', 3)) as v(g, x, o)";
  assert.deepEqual(
    await rowsOf(
      t,
      `select g, {{ dbt.listagg('x', "'-'", 'order by o') }}, {{ dbt.listagg('x', "'-'", 'order by o', 1) }} from ${values} group by g order by g`,
    ),
    [
      [1, 'a-b', 'a'],
      [2, 'c', 'c'],
    ],
  );
  assert.deepEqual(await rowsOf(t, '{{ dbt_utils.generate_series(3) }}'), [['1'], ['2'], ['3']]);
  const spine = `{{ dbt_utils.date_spine('day', "cast('2024-02-28' as date)", "cast('2024-03-02' as date)") }}`;
  assert.deepEqual((await rowsOf(t, `select cast(date_day as date) from (${spine}) order by 1`)).flat(), [
    '2024-02-28',
    '2024-02-29',
    '2024-03-01',
  ]);
});

// README of dbt-utils: star, pivot, unpivot, union_relations, get_column_values, deduplicate.
test('macros that look at columns and values', async (t) => {
  const tables = {
    paints: "select * from (values (1, 'red', 5), (1, 'blue', 7), (2, 'red', 9)) as t(size, color, price)",
    more: "select 3 as size, 'gloss' as finish",
  };
  const rows = (sql: string) => rowsOf(t, sql, tables);
  assert.deepEqual(
    await rows(
      `select {{ dbt_utils.star(ref('paints'), except=['PRICE'], relation_alias='p', prefix='x_') }} from {{ ref('paints') }} p where price = 9`,
    ),
    [[2, 'red']],
  );
  assert.deepEqual(
    await rows(
      `select size, {{ dbt_utils.pivot('color', dbt_utils.get_column_values(ref('paints'), 'color', order_by='color')) }} from {{ ref('paints') }} group by size order by size`,
    ),
    [
      [1, '1', '1'],
      [2, '0', '1'],
    ],
  );
  assert.deepEqual(
    await rows(
      `select {% for c in dbt_utils.get_column_values(ref('paints'), 'color') %}'{{ c }}',{% endfor %} {{ dbt_utils.get_column_values(ref('paints'), 'color', where="price > 100", default=['none']) | length }}`,
    ),
    [['red', 'blue', 1]],
  );
  assert.deepEqual(
    await rows(
      `select size, color, finish from ({{ dbt_utils.union_relations([ref('paints'), ref('more')], exclude=['price'], source_column_name=none) }}) order by all`,
    ),
    [
      [1, 'blue', null],
      [1, 'red', null],
      [2, 'red', null],
      [3, null, 'gloss'],
    ],
  );
  assert.deepEqual(await rows(`select _dbt_source_relation from ({{ dbt_utils.union_relations([ref('more')]) }})`), [
    ['"main"."more"'],
  ]);
  assert.deepEqual(
    await rows(
      `select * from ({{ dbt_utils.unpivot(ref('paints'), exclude=['size'], remove=['color']) }}) order by all limit 1`,
    ),
    [[1, 'price', '5']],
  );
  assert.deepEqual(
    await rows(`select color from ({{ dbt_utils.deduplicate(ref('paints'), 'color', 'price desc') }}) order by price`),
    [['blue'], ['red']],
  );
  assert.deepEqual(
    await rows(
      `select {{ dbt_utils.get_single_value('select max(price) from ' ~ ref('paints')) }}, {% set found = dbt_utils.get_query_results_as_dict('select size from ' ~ ref('more')) %}{{ found.size[0] if execute }}`,
    ),
    [[9, 3]],
  );
  assert.deepEqual(await rows(`select '{{ dbt_utils.slugify('1 Grand Total-Net!') }}'`), [['_1_grand_total_net']]);
});

// READMEs of dbt-utils and dbt-expectations: each test with rows that pass and rows that fail.
test('generic tests of dbt_utils and dbt_expectations', async (t) => {
  const good =
    "select * from (values (1, 1, 3, 'a', 1), (2, 3, 5, 'b', 1), (3, 5, 9, 'c', 2)) as t(id, low, high, name, kind)";
  const bad =
    "select * from (values (1, 1, 3, 'a', 1), (1, 2, 5, '', 1), (9, 5, 4, null, 1)) as t(id, low, high, name, kind)";
  const declared = [
    'dbt_utils.expression_is_true: {expression: high > low}',
    'dbt_utils.unique_combination_of_columns: {combination_of_columns: [id, kind]}',
    'dbt_utils.mutually_exclusive_ranges: {lower_bound_column: low, upper_bound_column: high}',
    "dbt_utils.equal_rowcount: {compare_model: ref('same')}",
    "dbt_utils.fewer_rows_than: {compare_model: ref('larger')}",
    "dbt_utils.equality: {compare_model: ref('same')}",
    'dbt_expectations.expect_table_row_count_to_be_between: {min_value: 1, max_value: 3}',
    'dbt_expectations.expect_table_row_count_to_equal: {value: 3}',
    "dbt_expectations.expect_table_row_count_to_equal_other_table: {compare_model: ref('same')}",
  ];
  const columns = [
    ['id', 'dbt_utils.accepted_range: {min_value: 1, max_value: 5}'],
    ['id', 'dbt_utils.sequential_values: {interval: 1}'],
    ['name', 'dbt_utils.not_null_proportion: {at_least: 0.9}'],
    ['name', 'dbt_utils.not_empty_string'],
    ['name', "dbt_utils.relationships_where: {to: ref('same'), field: name}"],
    ['name', "dbt_utils.cardinality_equality: {to: ref('same'), field: name}"],
    ['kind', 'dbt_utils.not_constant'],
    ['id', 'dbt_utils.not_accepted_values: {values: [9], quote: false}'],
    ['id', 'dbt_expectations.expect_column_values_to_be_between: {min_value: 1, max_value: 8}'],
  ];
  const yaml = `models:\n  - name: m\n    data_tests:\n${declared.map((line) => `      - ${line}\n`).join('')}    columns:\n${[
    ...new Set(columns.map(([name]) => name)),
  ]
    .map(
      (name) =>
        `      - name: ${name}\n        data_tests:\n${columns
          .filter(([other]) => other === name)
          .map(([, line]) => `          - ${line}\n`)
          .join('')}`,
    )
    .join('')}`;
  const project = await projectOf(t, {
    'models/m.sql': 'select 1 as id',
    'models/same.sql': 'select 1 as id',
    'models/larger.sql': 'select 1 as id',
    'models/m.yml': yaml,
  });
  const failures = async (rows: string, same: string) => {
    const { run, engine } = await openDatabase(t);
    await run(
      `create table m as ${rows}; create table same as ${same}; create table larger as ${good} union all ${good} union all select 1, 1, 1, 'x', 1`,
    );
    const result: Record<string, boolean> = {};
    for (const { id, test: name } of project.tests) {
      const compiled = await compileTest(project, id, contextFor(project, engine));
      result[name ?? ''] = (await run(compiled.sql)).rows.length > 0;
    }
    return result;
  };
  assert.deepEqual(
    Object.entries(await failures(good, good)).filter(([, failed]) => failed),
    [],
  );
  // Those that only count rows need another number of rows to fail.
  const counting = [
    'equal_rowcount',
    'expect_table_row_count_to_equal_other_table',
    'fewer_rows_than',
    'expect_table_row_count_to_be_between',
    'expect_table_row_count_to_equal',
  ];
  const passed = (result: Record<string, boolean>) =>
    Object.entries(result)
      .filter(([, failed]) => !failed)
      .map(([name]) => name.split('.')[1]);
  assert.deepEqual(passed(await failures(bad, good)).sort(), counting.toSorted());
  const many = await failures(`${good} union all ${good} union all ${good} union all ${good}`, good);
  assert.deepEqual(
    counting.filter((name) => passed(many).includes(name)),
    [],
  );
});

test('recency and at_least_one', async (t) => {
  const project = await projectOf(t, {
    'models/m.sql': 'select 1 as id',
    'models/m.yml':
      'models:\n  - name: m\n    data_tests:\n      - dbt_utils.recency: {field: seen_at, datepart: day, interval: 3}\n    columns:\n      - {name: note, data_tests: [dbt_utils.at_least_one]}\n',
  });
  const failed = async (rows: string) => {
    const { run, engine } = await openDatabase(t);
    await run(`create table m as ${rows}`);
    const counts: number[] = [];
    for (const { id } of project.tests)
      counts.push((await run((await compileTest(project, id, contextFor(project, engine))).sql)).rows.length);
    return counts;
  };
  assert.deepEqual(await failed("select now() - interval '1 day' as seen_at, 'x' as note"), [0, 0]);
  assert.deepEqual(await failed("select now() - interval '9 days' as seen_at, null as note"), [1, 1]);
});

test('on ClickHouse the same macros speak its dialect', async (t) => {
  const project = await projectOf(
    t,
    {
      'models/m.sql': `{{ dbt.dateadd('day', 1, 'd') }}; {{ dbt.datediff('a', 'b', 'month') }}; {{ dbt.safe_cast('x', 'Int32') }}; {{ dbt.hash('x') }}; {{ dbt.type_string() }}; {{ dbt.listagg('x', "','", 'order by y desc') }}; {{ dbt.split_part('x', "'-'", 2) }}; {{ adapter.quote('q') }}`,
    },
    { target: { type: 'clickhouse' } },
  );
  const { sql } = await compileNode(project, 'model.shop.m', contextFor(project));
  assert.equal(
    squeeze(sql),
    "dateAdd(day, 1, d); dateDiff('month', a, b); accurateCastOrNull(x, 'Int32'); lower(hex(MD5(toString(x)))); String; arrayStringConcat(arrayMap(pair -> pair.2, arrayReverseSort(pair -> pair.1, groupArray((y, x)))), ','); splitByString('-', x)[2]; `q`",
  );
});
