import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileNode } from '../compile/compile-node.ts';
import { contextFor, errorsOf, projectOf, settings, squeeze } from '../fixtures/temporary-project.ts';
import type { LoadOptions } from '../manifest.ts';

type T = Parameters<typeof projectOf>[0];

async function render(
  t: T,
  files: Record<string, string>,
  options?: LoadOptions,
  id = 'model.shop.m',
): Promise<string> {
  const project = await projectOf(t, files, options);
  return squeeze((await compileNode(project, id, contextFor(project))).sql);
}

const KIT = {
  'dbt_packages/kit/dbt_project.yml': 'name: kit\nversion: 1.0.0\n',
  'dbt_packages/kit/macros/m.sql':
    "{% macro shout(x) %}{{ return(adapter.dispatch('shout', 'kit')(x)) }}{% endmacro %}\n{% macro default__shout(x) %}{{ x | upper }}{% endmacro %}\n{% macro duckdb__quack(x) %}quack{% endmacro %}{% macro clickhouse__quack(x) %}click{% endmacro %}{% macro quack(x) %}{{ adapter.dispatch('quack', 'kit')(x) }}{% endmacro %}",
};

// docs.getdbt.com, "Jinja and macros", "Packages": macros of packages are named with the package.
test('macros of the project by name, those of packages with the package', async (t) => {
  const files = {
    ...KIT,
    'macros/m.sql': '{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}',
    'models/m.sql': "{{ twice('a') }} {{ kit.shout('b') }} {{ shop.twice('c') }}",
  };
  assert.equal(await render(t, files), 'aa B cc');
  assert.deepEqual(await errorsOf(t, { ...KIT, 'models/m.sql': "{{ shout('b') }}" }), [
    "models/m.sql:1: 'shout' is undefined: there is no macro or function of that name",
  ]);
  assert.deepEqual(await errorsOf(t, { ...KIT, 'models/m.sql': "{{ kit.whisper('b') }}" }), [
    "models/m.sql:1: there is no macro 'whisper' in package 'kit'",
  ]);
});

// docs.getdbt.com, "dispatch": by engine, then default; the project may override a package's implementation.
test('dispatch by engine, package and project', async (t) => {
  const files = { ...KIT, 'models/m.sql': "{{ kit.shout('b') }} {{ kit.quack(1) }}" };
  assert.equal(await render(t, files), 'B quack');
  assert.equal(await render(t, files, { target: { type: 'clickhouse' } }), 'B click');
  assert.equal(
    await render(t, { ...files, 'macros/o.sql': '{% macro default__shout(x) %}own {{ x }}{% endmacro %}' }),
    'own b quack',
  );
  const ordered = {
    ...files,
    'dbt_project.yml': settings('dispatch:\n  - macro_namespace: kit\n    search_order: [kit, shop]\n'),
    'macros/o.sql': '{% macro default__shout(x) %}own {{ x }}{% endmacro %}',
  };
  assert.equal(await render(t, ordered), 'B quack');
  assert.deepEqual(await errorsOf(t, { 'models/m.sql': "{{ adapter.dispatch('nothing')() }}" }), [
    "models/m.sql:1: adapter.dispatch found no macro 'duckdb__nothing' or 'default__nothing'",
  ]);
});

// docs.getdbt.com, "builtins": a macro named ref stands before the function.
test('a project may put its own ref before the built-in one', async (t) => {
  const files = {
    'macros/ref.sql': "{% macro ref(name) %}{% do return(builtins.ref(name) ~ ' /* ours */') %}{% endmacro %}",
    'models/a.sql': 'select 1 as x',
    'models/m.sql': "select * from {{ ref('a') }}",
  };
  assert.equal(await render(t, files), 'select * from "main"."a" /* ours */');
});

test('macros in a model, call blocks with arguments, values returned through several macros', async (t) => {
  const files = {
    'macros/m.sql':
      '{% macro columns() %}{{ return(["a", "b"]) }}{% endmacro %}\n{% macro prefixed(p) %}{% set out = [] %}{% for c in columns() %}{% do out.append(p ~ c) %}{% endfor %}{% do return(out) %}{% endmacro %}\n{% macro wrap(names) %}{% for n in names %}({{ caller(n, loop.index) }}){% endfor %}{% endmacro %}',
    'models/m.sql':
      "{% macro local(x) %}<{{ x }}>{% endmacro %}{% call(n, i) wrap(prefixed('x_')) %}{{ i }}:{{ local(n) }}{% endcall %}",
  };
  assert.equal(await render(t, files), '(1:<x_a>)(2:<x_b>)');
});

test('what macros call is known, also through other macros and dispatch', async (t) => {
  const project = await projectOf(t, {
    ...KIT,
    'macros/m.sql':
      "{% macro one() %}{{ two() }}{% endmacro %}{% macro two() %}{{ kit.shout('x') }}{% endmacro %}{% macro three() %}{% endmacro %}",
    'models/m.sql': 'select {{ one() }}',
  });
  assert.deepEqual(project.nodes.get('model.shop.m')?.macros, [
    'macro.kit.default__shout',
    'macro.kit.shout',
    'macro.shop.one',
    'macro.shop.two',
  ]);
  const one = project.macros.get('macro.shop.one');
  assert.deepEqual(
    [one?.calls, one?.file, one?.line, one?.source],
    [['macro.shop.two'], 'macros/m.sql', 1, '{% macro one() %}{{ two() }}{% endmacro %}'],
  );
});

test('two macros of one name in a package are an error, and so is one that does not parse, with the others still read', async (t) => {
  assert.deepEqual(
    await errorsOf(t, {
      'macros/a.sql': '{% macro m() %}{% endmacro %}\n{% macro bad( %}{% endmacro %}\n\n{% macro m() %}{% endmacro %}',
      'models/m.sql': '{{ m() }}',
    }),
    ["macros/a.sql:2: unexpected '}'", "macros/a.sql:4: two macros are named 'm': the other is in macros/a.sql:1"],
  );
});
