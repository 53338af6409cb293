import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allFiles, bytes, filesFor, LIMIT, textOf } from '../testing/test-files.fixture.ts';

test('folders are there without files, move, and end with what is in them', async (t) => {
  const { files, tenant, other } = await filesFor(t);
  await files.createFolder(tenant, 'vide/dedans', { by: 'u1' });
  await files.put(tenant, 'plein/a', bytes('a'), LIMIT);
  assert.deepEqual((await files.list(tenant)).folders, ['plein', 'vide']);
  assert.deepEqual((await files.list(tenant, 'vide')).folders, ['dedans']);
  assert.deepEqual((await files.list(other)).folders, []);
  for (const path of ['vide/dedans', 'vide', 'plein', 'plein/a'])
    await assert.rejects(files.createFolder(tenant, path), { kind: 'conflict' }, path);
  await assert.rejects(files.createFolder(tenant, 'plein/a/b'), { code: 'files.path_taken' });
  await assert.rejects(files.put(tenant, 'vide/dedans', bytes('x'), LIMIT), { code: 'files.path_taken' });
  await files.move(tenant, 'vide', 'plein/vide');
  assert.deepEqual((await files.list(tenant, 'plein')).folders, ['vide']);
  await files.remove(tenant, 'plein');
  assert.deepEqual((await files.list(tenant)).folders, []);
});

test('who was given a folder sees it and nothing beside it, wherever it moves; what one made oneself is always seen', async (t) => {
  const { files, tenant } = await filesFor(t);
  for (const at of ['a/b/one', 'a/b/c/two', 'a/other', 'z'])
    await files.put(tenant, at, bytes('x'), { ...LIMIT, by: 'u1' });
  await files.put(tenant, 'mine', bytes('x'), { ...LIMIT, by: 'u2' });
  const viewer = async (roles: string[] = []) => ({
    userId: 'u2',
    grants: await files.grants(tenant, { userId: 'u2', roles, whole: false }),
  });
  const seen = async (folder = '') => {
    const { folders, files: found } = await files.list(tenant, folder, { viewer: await viewer() });
    return [folders, found.map(({ name }) => name)];
  };
  assert.deepEqual(await seen(), [[], ['mine']]);
  await files.share(tenant, 'a/b', [{ kind: 'user', grantee: 'u2', access: 'edit' }]);
  assert.deepEqual(
    [await seen(), await seen('a'), await seen('a/b')],
    [
      [['a'], ['mine']],
      [['b'], []],
      [['c'], ['one']],
    ],
  );
  assert.deepEqual(
    (await files.search(tenant, 'o', await viewer())).map(({ path }) => path),
    ['a/b/c/two', 'a/b/one'],
  );
  await files.move(tenant, 'a/b', 'elsewhere');
  assert.deepEqual(await seen(), [['elsewhere'], ['mine']]);
  await files.remove(tenant, 'elsewhere');
  assert.deepEqual(await viewer(), { userId: 'u2', grants: [] });
  await files.share(tenant, 'z', [{ kind: 'role', grantee: 'lecteur', access: 'view' }]);
  assert.deepEqual((await viewer(['lecteur'])).grants, [{ path: 'z', access: 'view' }]);
  await files.share(tenant, 'z', [{ kind: 'tenant', grantee: '', access: 'view' }]);
  assert.deepEqual((await viewer()).grants, []);
  assert.equal((await files.grants(tenant, { userId: 'u3', roles: [], whole: true })).length, 1);
  await assert.rejects(files.share(tenant, 'nothing', []), { code: 'files.not_found' });
});

test('an application says what a file is and where it lies: the key has its prefix, and is found, replaced and purged', async (t) => {
  const { files, tenant, dataDir } = await filesFor(t, { keepVersions: 1 });
  const keyPrefix = 'client-7/declaration/2025/periode-20250101-20251231';
  const path = `${keyPrefix}/20250101_GrandLivre_Sotra.csv`;
  for (const text of ['one', 'two'])
    await files.put(tenant, path, bytes(text), { ...LIMIT, keyPrefix, category: 'COMPTABLE' });
  const file = await files.stat(tenant, path);
  assert.deepEqual([file.category, file.version, await textOf(files.open(tenant, path))], ['COMPTABLE', 2, 'two']);
  assert.equal(allFiles(dataDir).length, 1);
  assert.match(
    allFiles(dataDir)[0] ?? '',
    new RegExp(`^${tenant}/${keyPrefix}/[0-9a-f-]{36}-20250101_GrandLivre_Sotra.csv$`),
  );
  assert.deepEqual(await files.sweep(), { removed: 0, missing: [] });
  await assert.rejects(files.put(tenant, 'x', bytes('x'), { ...LIMIT, keyPrefix: '../other' }), {
    code: 'files.path_invalid',
  });
  await files.remove(tenant, path);
  await files.purge(tenant);
  assert.deepEqual(allFiles(dataDir), []);
});
