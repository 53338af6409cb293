import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileNode } from '../compile/compile-node.ts';
import { contextFor, errorsOf, projectOf } from '../fixtures/temporary-project.ts';

const ENDLESS = '{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}';

test('endless templates stop, wherever they stand', async (t) => {
  const found = await errorsOf(t, {
    'models/m.sql': ENDLESS,
    'models/n.sql': "{{ config(materialized='{{ loop() }}') }}{{ spin() }}",
    'models/m.yml': `models:\n  - name: m\n    config: {tags: "${ENDLESS}"}\n`,
    'macros/m.sql': `{% macro spin() %}{{ spin() }}{% endmacro %}{% macro generate_alias_name(a, b) %}${ENDLESS}{% endmacro %}`,
    'tests/t.sql': ENDLESS,
  });
  const stopped = found.filter((line) => /too much work|too deeply/.test(line)).map((line) => line.split(':')[0]);
  assert.deepEqual([...new Set(stopped)].sort(), [
    'macros/m.sql',
    'models/m.sql',
    'models/m.yml',
    'models/n.sql',
    'tests/t.sql',
  ]);
});

test('many costly templates together stop too', async (t) => {
  const costly = '{% for a in range(90000) %}{{ a }}{% endfor %}';
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`models/m${index}.sql`, costly]));
  const found = await errorsOf(t, files, { timeoutMs: 0 });
  assert.equal(found.length, 40);
  assert.match(found[0] ?? '', /too much work/);
});

test('a template that only runs for ever when it is compiled', async (t) => {
  const project = await projectOf(t, { 'models/m.sql': `{% if execute %}${ENDLESS}{% endif %}` });
  await assert.rejects(compileNode(project, 'model.shop.m', contextFor(project)), { code: 'warehouse.compile_failed' });
});

test('a template that asks for ever is stopped', async (t) => {
  const project = await projectOf(t, {
    'models/m.sql':
      "{% if execute %}{% for i in range(9999) %}{% do run_query('select ' ~ i) %}{% endfor %}{% endif %}",
  });
  const runQuery = async () => ({ columns: [], rows: [] });
  await assert.rejects(compileNode(project, 'model.shop.m', contextFor(project, { runQuery })), {
    code: 'warehouse.compile_failed',
    message: /asks the database too often/,
  });
});

test('names out of YAML and CSV reach nothing', async (t) => {
  const project = await projectOf(t, {
    'models/m.sql': "{{ config(meta={'__proto__': {'polluted': 1}}) }}select 1 as x",
    'models/m.yml': 'models:\n  - name: m\n    config: {meta: {__proto__: {polluted: 1}, constructor: 2}}\n',
  });
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.equal(project.nodes.size, 1);
});
