import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { installedProjects } from './installed-projects.ts';

test('two applications whose projects have the same name are refused, whichever is asked for first', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'griot-names-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  const project = async (folder: string, name: string): Promise<string> => {
    const dir = join(root, folder);
    await mkdir(join(dir, 'models'), { recursive: true });
    await writeFile(join(dir, 'dbt_project.yml'), `name: "${name}"\nversion: "1"\nconfig-version: 2\n`);
    await writeFile(join(dir, 'models', `${folder}.sql`), 'select 1 as one');
    return dir;
  };
  const applications = [
    { id: 'first', warehouseProject: await project('first', 'shop') },
    { id: 'second', warehouseProject: await project('second', 'shop') },
    { id: 'third', warehouseProject: await project('third', 'other') },
  ];
  const taken = { code: 'warehouse.project_name_taken', details: { name: 'shop', applications: ['first', 'second'] } };
  for (const asked of ['first', 'second', 'third'])
    await assert.rejects(installedProjects(applications).one(asked), taken);
  await assert.rejects(installedProjects(applications).of(['third']), taken);
  const well = installedProjects([applications[0], applications[2]].flatMap((one) => one ?? []));
  assert.deepEqual(
    (await well.of(['first', 'third', 'gone'])).map((one) => one.project.name),
    ['shop', 'other'],
  );
});
