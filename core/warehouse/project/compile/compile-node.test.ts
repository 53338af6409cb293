import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextFor, projectOf, settings, squeeze } from '../fixtures/temporary-project.ts';
import type { CompileContext, Project } from '../manifest.ts';
import { compileFreshness, compileHooks, compileNode } from './compile-node.ts';

async function sqlOf(project: Project, id: string, more: Partial<CompileContext> = {}): Promise<string> {
  return squeeze((await compileNode(project, id, contextFor(project, more))).sql);
}

// docs.getdbt.com, "Materializations", ephemeral.
test('ephemeral models come along as CTEs, those they read first, and join the WITH of the model', async (t) => {
  const project = await projectOf(t, {
    'models/base.sql': 'select 1 as id',
    'models/one.sql':
      "{{ config(materialized='ephemeral') }}with x as (select * from {{ ref('base') }}) select * from x",
    'models/two.sql': "{{ config(materialized='ephemeral') }}select * from {{ ref('one') }}",
    'models/three.sql':
      "with own as (select * from {{ ref('two') }}) select * from own join {{ ref('one') }} using (id)",
  });
  const compiled = await compileNode(project, 'model.shop.three', contextFor(project));
  assert.equal(
    squeeze(compiled.sql),
    'with __dbt__cte__one as ( with x as (select * from "main"."base") select * from x ), __dbt__cte__two as ( select * from __dbt__cte__one ), ' +
      'own as (select * from __dbt__cte__two) select * from own join __dbt__cte__one using (id)',
  );
  assert.deepEqual(compiled.reads, ['model.shop.base']);
});

// docs.getdbt.com, "is_incremental", "this", "should_full_refresh".
test('an incremental model has its condition only when it is continued', async (t) => {
  const project = await projectOf(t, {
    'models/m.sql':
      "{{ config(materialized='incremental', unique_key='id') }}select 1 as id{% if is_incremental() %} where id > (select max(id) from {{ this }}){% endif %}{% if should_full_refresh() %} -- whole{% endif %}",
  });
  assert.equal(await sqlOf(project, 'model.shop.m'), 'select 1 as id');
  assert.equal(
    await sqlOf(project, 'model.shop.m', { isIncremental: true, this: '"gen"."m__1"' }),
    'select 1 as id where id > (select max(id) from "gen"."m__1")',
  );
  assert.equal(await sqlOf(project, 'model.shop.m', { fullRefresh: true }), 'select 1 as id -- whole');
});

// docs.getdbt.com, "pre-hook & post-hook".
test('hooks are rendered for their node', async (t) => {
  const project = await projectOf(t, {
    'models/m.sql': `{{ config(pre_hook="{% if is_incremental() %}select 'again'{% endif %}", post_hook=["analyze {{ this }}", "select '{{ model.name }}'"]) }}select 1 as x`,
  });
  const compiled = await compileNode(project, 'model.shop.m', contextFor(project, { this: 'here' }));
  assert.deepEqual([compiled.preHooks, compiled.postHooks], [[], ['analyze here', "select 'm'"]]);
});

// docs.getdbt.com, "on-run-start & on-run-end".
test('hooks of the project', async (t) => {
  const project = await projectOf(t, {
    'dbt_project.yml': settings(
      'on-run-start: "select \'{{ target.name }}\'"\non-run-end: ["{{ bye() }}", "{% if false %}x{% endif %}"]\n',
    ),
    'macros/bye.sql': "{% macro bye() %}select '{{ run_started_at.strftime('%Y-%m-%d') }}'{% endmacro %}",
  });
  assert.deepEqual(await compileHooks(project, 'on-run-start', contextFor(project)), ["select 'griot'"]);
  assert.deepEqual(await compileHooks(project, 'on-run-end', contextFor(project)), ["select '2024-05-06'"]);
});

// docs.getdbt.com, "Incremental microbatch models": inputs with an event time are filtered, unless rendered.
test('a batch reads its inputs for the batch alone', async (t) => {
  const project = await projectOf(t, {
    'models/events.sql': "{{ config(event_time='happened_at') }}select 1 as id",
    'models/other.sql': 'select 1 as id',
    'models/s.yml':
      'sources:\n  - name: till\n    tables:\n      - name: sales\n        config: {event_time: sold_at}\n',
    'models/m.sql':
      "{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='day', batch_size='day', begin='2024-01-01') }}" +
      "select * from {{ ref('events') }} join {{ ref('other') }} join {{ source('till', 'sales') }} join {{ ref('events').render() }}",
  });
  const batch = { start: '2024-02-01T00:00:00Z', end: '2024-02-02T00:00:00Z' };
  const between = (column: string) => `where ${column} >= '2024-02-01 00:00:00' and ${column} < '2024-02-02 00:00:00'`;
  assert.equal(
    await sqlOf(project, 'model.shop.m', { batch }),
    `select * from (select * from "main"."events" ${between('happened_at')}) join "main"."other" join (select * from "till"."sales" ${between('sold_at')}) join "main"."events"`,
  );
  assert.match(await sqlOf(project, 'model.shop.m'), /from "main"\."events" join/);
});

// docs.getdbt.com, "ref": forcing dependencies.
test('what is only referred to when the SQL runs must be named beforehand', async (t) => {
  const project = await projectOf(t, {
    'models/a.sql': 'select 1 as x',
    'models/hidden.sql': "select 1 as x\n{% if execute %}from {{ ref('a') }}{% endif %}",
    'models/named.sql': "-- depends_on: {{ ref('a') }}\nselect 1 as x {% if execute %}from {{ ref('a') }}{% endif %}",
  });
  await assert.rejects(compileNode(project, 'model.shop.hidden', contextFor(project)), {
    code: 'warehouse.compile_failed',
    message: /models\/hidden\.sql:2: 'a' is referred to only when .* '-- depends_on: \{\{ ref\('a'\) \}\}'/,
  });
  assert.match(await sqlOf(project, 'model.shop.named'), /select 1 as x from "main"\."a"$/);
});

test('an error of a macro has the place of the call, and the macros it happened in', async (t) => {
  const project = await projectOf(t, {
    'macros/m.sql':
      "{% macro outer() %}\n{{ inner() }}\n{% endmacro %}\n{% macro inner() %}{% if execute %}{{ exceptions.raise_compiler_error('no rates') }}{% endif %}{% endmacro %}",
    'models/m.sql': 'select\n  {{ outer() }} as x',
  });
  await assert.rejects(
    compileNode(project, 'model.shop.m', contextFor(project)),
    (error: { details: Record<string, unknown> }) => {
      assert.deepEqual(error.details, {
        id: 'model.shop.m',
        file: 'models/m.sql',
        line: 2,
        message: 'no rates (in macro inner (macros/m.sql:4), called by macro outer (macros/m.sql:2))',
      });
      return true;
    },
  );
});

test('an id that the project does not have', async (t) => {
  const project = await projectOf(t, { 'models/m.sql': 'select 1 as x' });
  await assert.rejects(compileNode(project, 'model.shop.n', contextFor(project)), {
    code: 'warehouse.node_unknown',
    details: { id: 'model.shop.n' },
  });
});

test('a semicolon at the end of a model does no harm', async (t) => {
  const project = await projectOf(t, { 'models/m.sql': 'select 1 as x;\n' });
  assert.equal(await sqlOf(project, 'model.shop.m'), 'select 1 as x');
});

// docs.getdbt.com, "freshness", "loaded_at_query".
test('freshness of sources', async (t) => {
  const project = await projectOf(t, {
    'models/s.yml':
      'sources:\n  - name: till\n    loaded_at_field: at\n    freshness: {warn_after: {count: 1, period: day}, filter: id > 1}\n    tables:\n      - name: a\n      - name: b\n        freshness: null\n' +
      '  - name: desk\n    freshness: {error_after: {count: 1, period: hour}}\n    tables:\n      - name: c\n        loaded_at_query: "select max(at) from {{ this }}"\n      - name: d\n',
  });
  const of = (name: string) => compileFreshness(project, `source.shop.${name}`, contextFor(project));
  assert.equal(
    await of('till.a'),
    'select max(at) as max_loaded_at, now() as snapshotted_at from "till"."a" where id > 1',
  );
  assert.equal(await of('till.b'), null);
  assert.equal(await of('desk.c'), 'select (select max(at) from "desk"."c") as max_loaded_at, now() as snapshotted_at');
  assert.equal(await of('desk.d'), null);
});
