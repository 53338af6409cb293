import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileNode } from '../compile/compile-node.ts';
import { contextFor, errorsOf, projectFolder, projectOf, squeeze } from '../fixtures/temporary-project.ts';
import { loadProject } from '../load-project.ts';

const KIT = {
  'kit/dbt_project.yml': 'name: kit\nversion: 1.0.0\n',
  'kit/macros/m.sql': "{% macro hello() %}'kit'{% endmacro %}",
};

// docs.getdbt.com, "Packages", local packages.
test('a local package inside the project is loaded', async (t) => {
  const project = await projectOf(t, {
    ...KIT,
    'packages.yml': 'packages:\n  - local: kit\n',
    'models/m.sql': 'select {{ kit.hello() }} as x',
  });
  assert.equal(squeeze((await compileNode(project, 'model.shop.m', contextFor(project))).sql), "select 'kit' as x");
});

test('a package outside the project is only loaded where it may lie', async (t) => {
  const outside = await projectFolder(t, { 'kit/dbt_project.yml': 'name: kit\nversion: 1.0.0\n' });
  const files = { 'packages.yml': `packages:\n  - local: ${outside}/kit\n` };
  assert.deepEqual(await errorsOf(t, files), [`packages.yml:2: the package '${outside}/kit' lies outside the project`]);
  const project = await projectOf(t, files, { packageRoots: [outside] });
  assert.deepEqual(
    project.packages.map((owner) => owner.name),
    ['shop', 'kit'],
  );
});

test('our own dbt_utils stands in where none is installed, and gives way to one that is', async (t) => {
  const files = {
    'packages.yml': 'packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.3.0\n',
    'models/m.sql': "select {{ dbt_utils.safe_add(['a', 'b']) }} as x",
  };
  const ours = await projectOf(t, files);
  assert.match((await compileNode(ours, 'model.shop.m', contextFor(ours))).sql, /coalesce\(a, 0\) \+ coalesce\(b, 0\)/);
  const installed = await projectOf(t, {
    ...files,
    'dbt_packages/dbt_utils/dbt_project.yml': 'name: dbt_utils\nversion: 9.9.9\n',
    'dbt_packages/dbt_utils/macros/m.sql': '{% macro safe_add(fields) %}installed{% endmacro %}',
  });
  assert.match((await compileNode(installed, 'model.shop.m', contextFor(installed))).sql, /select installed as x/);
});

test('links that lead out of the project are not followed', async (t) => {
  const outside = await projectFolder(t, { 'secret.sql': "select 'secret' as x" });
  const dir = await projectFolder(t, { 'models/m.sql': 'select 1 as x' });
  await symlink(join(outside, 'secret.sql'), join(dir, 'models/stolen.sql'));
  await symlink(outside, join(dir, 'models/folder'));
  await mkdir(join(dir, 'elsewhere'));
  await writeFile(join(dir, 'elsewhere/inside.sql'), 'select 2 as x');
  await symlink(join(dir, 'elsewhere/inside.sql'), join(dir, 'models/inside.sql'));
  const project = await loadProject(dir);
  assert.deepEqual([...project.nodes.keys()], ['model.shop.inside', 'model.shop.m']);
});

test('files that are no text are refused', async (t) => {
  const dir = await projectFolder(t, { 'models/ok.sql': 'select 1 as x' });
  await writeFile(join(dir, 'models/latin.sql'), Buffer.from([0x73, 0xe9, 0x6c]));
  await assert.rejects(loadProject(dir), /models\/latin\.sql:1: the file is not UTF-8/);
});
