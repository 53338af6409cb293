import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileNode } from '../compile/compile-node.ts';
import { contextFor, errorsOf, openDatabase, projectOf, settings, squeeze } from '../fixtures/temporary-project.ts';
import type { CompileContext, LoadOptions } from '../manifest.ts';

type T = Parameters<typeof projectOf>[0];

/** The SQL of one model, `models/folder/m.sql`, in a project with more files. */
async function render(
  t: T,
  sql: string,
  more: { files?: Record<string, string>; options?: LoadOptions; context?: Partial<CompileContext> } = {},
): Promise<string> {
  const project = await projectOf(t, { 'models/folder/m.sql': sql, ...more.files }, more.options);
  return squeeze((await compileNode(project, 'model.shop.m', contextFor(project, more.context))).sql);
}

// docs.getdbt.com, "var", "Project variables": of the call, of the project for the package, of the project, of the package.
test('var: which value wins', async (t) => {
  const files = {
    'dbt_project.yml': settings('vars:\n  a: all\n  b: all\n  shop: {b: shop}\n  kit: {b: kit}\n'),
    'dbt_packages/kit/dbt_project.yml': 'name: kit\nversion: 1.0.0\nvars: {a: own, c: own}\n',
    'dbt_packages/kit/models/k.sql': "{{ var('a') }} {{ var('b') }} {{ var('c') }}",
  };
  const sql = "{{ var('a') }} {{ var('b') }} {{ var('c', 'none') }} {{ var('d', default=4) }} {{ var.has_var('a') }}";
  assert.equal(await render(t, sql, { files }), 'all shop none 4 True');
  assert.equal(await render(t, sql, { files, options: { vars: { a: 'given' } } }), 'given shop none 4 True');
  assert.equal(await render(t, sql, { files, context: { vars: { b: [1, 2] } } }), 'all [1, 2] none 4 True');
  const project = await projectOf(t, { ...files, 'models/m.sql': 'select 1 as x' });
  assert.equal((await compileNode(project, 'model.kit.k', contextFor(project))).sql, 'all kit own');
});

test('a var without value and default is an error once it is needed', async (t) => {
  await assert.rejects(render(t, "select {{ var('nothing') }}"), /the var 'nothing' has no value and no default/);
});

// docs.getdbt.com, "env_var". Here the environment is closed: see the README.
test('env_var reads what is given, and nothing else', async (t) => {
  process.env.GRIOT_VAR_REAL = 'real';
  t.after(() => delete process.env.GRIOT_VAR_REAL);
  const options = { env: { GRIOT_VAR_A: 'a', SECRET: 's' } };
  assert.equal(
    await render(
      t,
      "{{ env_var('GRIOT_VAR_A') }} {{ env_var('HOME', 'd') }} {{ env_var('SECRET', 'd') }} {{ env_var('GRIOT_VAR_REAL', 'd') }}",
      { options },
    ),
    'a d d d',
  );
  assert.deepEqual(
    await errorsOf(t, { 'models/m.sql': "{{ env_var('SECRET') }} {{ env_var('GRIOT_VAR_B') }}" }, options),
    ["models/m.sql:1: env_var('SECRET') is not allowed: only names that begin with GRIOT_VAR_"],
  );
});

// docs.getdbt.com, "ref", "source", "dbt Classes" (Relation), "this", "target", "model", "graph".
test('relations and what is known of the run', async (t) => {
  const files = {
    'models/a.sql': "{{ config(alias='a_alias', schema='raw') }}select 1 as x",
    'models/s.yml': 'sources:\n  - name: till\n    schema: raw\n    tables: [{name: sales, identifier: SALES_V2}]\n',
  };
  const sql = async (text: string, context?: Partial<CompileContext>) =>
    render(t, text, context ? { files, context } : { files });
  assert.equal(
    await sql(
      "{{ ref('a') }} {{ ref('shop', 'a').identifier }} {{ source('till', 'sales') }} {{ source('till', 'sales').name }} {{ ref('a').include(database=false) }} {{ ref('a').schema }}",
    ),
    '"main_raw"."a_alias" a_alias "raw"."SALES_V2" SALES_V2 "main_raw"."a_alias" main_raw',
  );
  assert.equal(
    await sql('{{ this }} {{ this.identifier }} {{ this.schema }}', { this: '"gen"."m__7"' }),
    '"gen"."m__7" m main',
  );
  assert.equal(
    await sql(
      '{{ target.name }} {{ target.type }} {{ target.schema }} {{ schema }} {{ project_name }} {{ execute }} {{ flags.FULL_REFRESH }}',
    ),
    'griot duckdb main main shop True False',
  );
  assert.equal(
    await sql(
      '{{ invocation_id }} {{ run_started_at.strftime("%d/%m/%Y %H:%M") }} {{ model.name }} {{ model.unique_id }} {{ model.path }}',
    ),
    '0190-test 06/05/2024 07:08 m model.shop.m models/folder/m.sql',
  );
  assert.equal(
    await sql(
      "{% if execute %}{% for n in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | sort(attribute='name') %}{{ n.name }}:{{ n.config.materialized }} {% endfor %}{{ graph.sources | length }}{% endif %}",
    ),
    'a:view m:view 1',
  );
  assert.equal(
    await sql("{{ api.Relation.create(schema='s', identifier='i') }} {{ adapter.quote('x\"y') }} {{ adapter.type() }}"),
    '"s"."i" "x""y" duckdb',
  );
});

// docs.getdbt.com, "config" (Jinja).
test('config.get and config.require', async (t) => {
  assert.equal(
    await render(
      t,
      "{{ config(materialized='table', meta={'owner': 'desk'}, own=3) }}{{ config.get('materialized') }} {{ config.get('own') }} {{ config.get('nope', 'd') }} {{ config.require('own') }} {{ config.meta_get('owner') }} {{ config.get('unique_key') }}",
    ),
    'table 3 d 3 desk []',
  );
  assert.match(
    (await errorsOf(t, { 'models/m.sql': "{{ config.require('absent') }}" }))[0] ?? '',
    /the setting 'absent' is required/,
  );
});

// docs.getdbt.com, "run_query", "statement blocks", "adapter".
test('macros that ask the database', async (t) => {
  const { run, engine } = await openDatabase(t);
  await run("create table main.a as select * from (values (1, 'x', 1.50), (2, 'y', 2.25)) as t(id, name, price)");
  const files = { 'models/a.sql': 'select 1 as x' };
  const sql = (text: string) => render(t, text, { files, context: engine });
  assert.equal(
    await sql(
      "{% set r = run_query('select id, name from ' ~ ref('a') ~ ' order by 1') %}{% if execute %}{{ r.columns[0].values() }} {{ r.columns['name'].values() | list }} {{ r.column_names }} {{ r.rows | length }} {{ r.rows[1].name }} {% for row in r %}{{ row[0] + 1 }}{{ row['name'] }} {% endfor %}{% endif %}",
    ),
    "(1, 2) ['x', 'y'] ('id', 'name') 2 y 2x 3y",
  );
  assert.equal(
    await sql(
      "-- depends_on: {{ ref('a') }}\n{% call statement('s', fetch_result=true) %}select sum(price) as total from {{ ref('a') }}{% endcall %}{% if execute %}{{ load_result('s').table.columns[0].values()[0] }} {{ load_result('s')['data'][0][0] }}{% endif %}",
    ),
    '-- depends_on: "main"."a" 3.75 3.75',
  );
  assert.equal(
    await sql(
      "{% for c in adapter.get_columns_in_relation(ref('a')) %}{{ c.name }} {{ c.data_type }} {{ c.is_string() }} {{ c.quoted }};{% endfor %} {{ load_relation(ref('a')) is none }} {{ load_relation(this) is none }} {{ adapter.get_relation(database=none, schema='main', identifier='A') }}",
    ),
    'id INTEGER False "id";name VARCHAR True "name";price DECIMAL(3,2) False "price"; False True "main"."a"',
  );
});

test('a query is asked once per compilation, and without an engine macros get nothing', async (t) => {
  const asked: string[] = [];
  const runQuery = async (sql: string) => {
    asked.push(sql);
    return { columns: [{ name: 'n', type: 'INTEGER' }], rows: [[asked.length]] };
  };
  const text =
    "{% set a = run_query('one') %}{% set b = run_query('two') %}{% set c = run_query('one') %}{% if execute %}{{ a.rows | length }}{{ b.rows | length }}{{ c.rows | length }}{% endif %}";
  assert.equal(await render(t, text, { context: { runQuery } }), '111');
  assert.deepEqual(asked, ['one', 'two']);
  assert.equal(await render(t, text), '000');
});

// docs.getdbt.com, "exceptions", "log", "print", "tojson", "fromjson", "toyaml", "fromyaml", "set", "zip", "local_md5", "modules".
test('the other functions', async (t) => {
  const logged: string[] = [];
  assert.equal(
    await render(
      t,
      "{{ log('hello', info=true) }}{{ print('there') }}{{ tojson({'a': [1]}) }} {{ fromjson('{\"b\": 2}').b }} {{ fromyaml('c: [1]').c }} {{ toyaml({'d': 1}).strip() }} {{ set([1, 1]) | list }} {{ zip([1], [2]) }} {{ local_md5('a') }} {{ fromjson('broken', 'd') }}",
      {
        context: { log: (message) => logged.push(message) },
      },
    ),
    '{"a": [1]} 2 [1] d: 1 [1] [(1, 2)] 0cc175b9c0f1b6a831c399e269772661 d',
  );
  assert.deepEqual(logged, ['hello', 'there']);
  assert.equal(
    await render(
      t,
      "{{ modules.datetime.date(2024, 2, 28) + modules.datetime.timedelta(days=2) }} {{ modules.datetime.datetime.strptime('31/12/2023', '%d/%m/%Y').strftime('%G-W%V') }} {{ modules.datetime.datetime.now().year }} {{ modules.re.sub('[^a-z]+', '_', 'a - b') }} {{ modules.re.match('(\\\\d+)-', '12-x').group(1) }}",
    ),
    '2024-03-01 2023-W52 2024 a_b 12',
  );
  const project = await projectOf(t, {
    'models/m.sql': "{% if execute %}{% do exceptions.warn('old') %}{% endif %}select 1 as x",
  });
  assert.deepEqual((await compileNode(project, 'model.shop.m', contextFor(project))).warnings, ['old']);
});

test('patterns that could take for ever are refused', async (t) => {
  for (const pattern of ['(a+)+b', '(a|a)*b', '(.*)(.*)(.*)x', '(a)\\\\1', '(?=a)b', 'a{1,1000}']) {
    const [found] = await errorsOf(t, { 'models/m.sql': `{{ modules.re.match('${pattern}', 'aaaa') }}` });
    assert.match(found ?? '', /modules\.re cannot use the pattern/, pattern);
  }
});
