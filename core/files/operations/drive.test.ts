import assert from 'node:assert/strict';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { newId } from '@griot/kernel';
import { allFiles, bytes, filesFor, LIMIT, textOf } from '../testing/test-files.fixture.ts';

const conflict = (code: string): object => ({ code, kind: 'conflict' });

test('a second put is a second version; earlier ones can be read, the oldest go', async (t) => {
  const { files, tenant, dataDir, clock } = await filesFor(t, { keepVersions: 2 });
  for (const text of ['one', 'two', 'three']) {
    await files.put(tenant, 'a.txt', bytes(text), { ...LIMIT, by: text });
    clock.advance(1_000);
  }
  const file = await files.stat(tenant, 'a.txt');
  assert.deepEqual([file.version, file.createdBy, file.updatedBy], [3, 'one', 'three']);
  assert.deepEqual(
    (await files.versions(tenant, 'a.txt')).map(({ version, size }) => [version, size]),
    [
      [3, 5],
      [2, 3],
    ],
  );
  assert.equal(await textOf(files.open(tenant, 'a.txt', { version: 2 })), 'two');
  await assert.rejects(files.open(tenant, 'a.txt', { version: 1 }), { code: 'files.not_found' });
  assert.equal(allFiles(dataDir).length, 2);
  assert.equal((await files.usage(tenant)).bytes, 8);
});

test('who knows an older version, or wants a new file, is told that there is another one', async (t) => {
  const { files, tenant, dataDir } = await filesFor(t);
  await files.put(tenant, 'a', bytes('1'), { ...LIMIT, expectedVersion: 0 });
  await files.put(tenant, 'a', bytes('2'), { ...LIMIT, expectedVersion: 1 });
  await assert.rejects(files.put(tenant, 'a', bytes('3'), { ...LIMIT, expectedVersion: 1 }), conflict('files.changed'));
  await assert.rejects(files.put(tenant, 'a', bytes('3'), { ...LIMIT, ifExists: 'refuse' }), conflict('files.exists'));
  const race = Array.from({ length: 5 }, () => files.put(tenant, 'b', bytes('x'), { ...LIMIT, ifExists: 'refuse' }));
  assert.equal((await Promise.allSettled(race)).filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal(allFiles(dataDir).length, 3);
});

test('folders are listed page by page, in one order, with the folders below', async (t) => {
  const { files, tenant } = await filesFor(t);
  for (const at of ['z.txt', '2026/été/b.csv', '2026/été/a.csv', '2026/été/😀/c.csv', '2026-bis/d.csv', '2026/e.csv']) {
    await files.put(tenant, at, bytes('x'), LIMIT);
  }
  const names = (listing: { folders: string[]; files: { name: string }[] }): unknown => [
    listing.folders,
    listing.files.map(({ name }) => name),
  ];
  assert.deepEqual(names(await files.list(tenant)), [['2026', '2026-bis'], ['z.txt']]);
  assert.deepEqual(names(await files.list(tenant, '2026')), [['été'], ['e.csv']]);
  assert.deepEqual(names(await files.list(tenant, '2026/été')), [['😀'], ['a.csv', 'b.csv']]);
  assert.deepEqual(names(await files.list(tenant, 'nothing')), [[], []]);
  const all: string[] = [];
  let after: string | undefined;
  do {
    const page = await files.list(tenant, '', { recursive: true, limit: 2, after });
    all.push(...page.files.map((file) => file.path));
    after = page.next ?? undefined;
  } while (after !== undefined);
  assert.deepEqual(all, [
    '2026-bis/d.csv',
    '2026/e.csv',
    '2026/été/a.csv',
    '2026/été/b.csv',
    '2026/été/😀/c.csv',
    'z.txt',
  ]);
  assert.deepEqual(
    (await files.search(tenant, 'ÉTÉ/A')).map((file) => file.path),
    ['2026/été/a.csv'],
  );
  assert.deepEqual(await files.search(tenant, '%'), []);
});

test('files and folders are renamed and moved, contents untouched; a path is a file or a folder, not both', async (t) => {
  const { files, tenant } = await filesFor(t);
  for (const at of ['été/a', 'été/sous/b', 'c']) await files.put(tenant, at, bytes(at), LIMIT);
  assert.equal(await files.move(tenant, 'c', 'd/c.txt'), 1);
  assert.equal(await files.move(tenant, 'été', 'hiver/2026', { by: 'u2' }), 2);
  assert.equal(await textOf(files.open(tenant, 'hiver/2026/sous/b')), 'été/sous/b');
  assert.equal((await files.stat(tenant, 'hiver/2026/a')).updatedBy, 'u2');
  await assert.rejects(files.move(tenant, 'été', 'x'), { code: 'files.not_found' });
  await assert.rejects(files.move(tenant, 'hiver/2026/a', 'd/c.txt'), conflict('files.exists'));
  await assert.rejects(files.move(tenant, 'hiver', 'd'), conflict('files.path_taken'));
  await assert.rejects(files.move(tenant, 'hiver', 'hiver/below'), conflict('files.path_taken'));
  await assert.rejects(files.put(tenant, 'hiver', bytes('x'), LIMIT), conflict('files.path_taken'));
  await assert.rejects(files.put(tenant, 'd/c.txt/x', bytes('x'), LIMIT), conflict('files.path_taken'));
  await assert.rejects(files.move(tenant, 'hiver', `${'n'.repeat(250)}/`.repeat(4) + 'n'.repeat(18)), {
    code: 'files.path_invalid',
  });
  assert.equal((await files.list(tenant, '', { recursive: true })).files.length, 3);
});

test('the trash gives back what it was given, and ends what is old', async (t) => {
  const { files, tenant, clock, dataDir } = await filesFor(t);
  await files.put(tenant, 'dir/a', bytes('first'), LIMIT);
  await files.put(tenant, 'dir/b', bytes('b'), LIMIT);
  assert.equal(await files.remove(tenant, 'dir', { by: 'u1' }), 2);
  await assert.rejects(files.remove(tenant, 'dir'), { code: 'files.not_found' });
  await assert.rejects(files.open(tenant, 'dir/a'), { code: 'files.not_found' });
  await files.put(tenant, 'dir/a', bytes('second'), LIMIT);
  const [a, b] = await files.trash(tenant);
  assert.ok(a && b);
  assert.deepEqual([a.path, a.deletedBy, b.path], ['dir/a', 'u1', 'dir/b']);
  await assert.rejects(files.restore(tenant, a.id), conflict('files.exists'));
  await assert.rejects(files.restore(tenant, a.id, { to: 'dir' }), conflict('files.path_taken'));
  await assert.rejects(files.restore(tenant, newId()), { code: 'files.not_found' });
  await assert.rejects(files.restore(tenant, 'no id'), { code: 'files.not_found' });
  await files.restore(tenant, a.id, { to: 'dir/a (1)' });
  assert.equal(await textOf(files.open(tenant, 'dir/a (1)')), 'first');
  assert.equal(await files.purge(tenant, { deletedBefore: clock.now() }), 0);
  clock.advance(1);
  assert.equal(await files.purge(tenant, { deletedBefore: clock.now() }), 1);
  assert.deepEqual(await files.trash(tenant), []);
  assert.equal(allFiles(dataDir).length, 2);
});

test('drives of two tenants know nothing of each other', async (t) => {
  const { files, tenant, other } = await filesFor(t);
  const { id } = await files.put(tenant, 'same/name', bytes('mine'), LIMIT);
  await files.put(other, 'same/name', bytes('theirs'), LIMIT);
  assert.equal(await textOf(files.open(tenant, 'same/name')), 'mine');
  assert.equal((await files.search(other, 'same')).length, 1);
  await files.remove(tenant, 'same');
  await assert.rejects(files.restore(other, id), { code: 'files.not_found' });
  assert.equal(await files.purge(other), 0);
  assert.equal(await textOf(files.open(other, 'same/name')), 'theirs');
});

test('a sweep removes old contents without a name, tells missing ones, and touches nothing else', async (t) => {
  const { files, tenant, other, dataDir, clock } = await filesFor(t);
  await files.put(tenant, 'kept', bytes('kept'), LIMIT);
  const [kept] = allFiles(dataDir);
  await files.put(tenant, 'lost', bytes('lost'), LIMIT);
  const lost = allFiles(dataDir).find((name) => name !== kept) ?? '';
  clock.set(new Date(Date.now() + 1_000));
  await files.put(other, 'young', bytes('young'), LIMIT);
  rmSync(path.join(dataDir, lost));
  const leave = (name: string, ageHours: number): void => {
    const file = path.join(dataDir, name);
    writeFileSync(file, 'left');
    utimesSync(file, new Date(), new Date(Date.now() - ageHours * 3_600_000));
  };
  leave(`${tenant}/${newId()}`, 25);
  leave(`${tenant}/${newId()}`, 1);
  leave(`.incoming/${newId()}`, 25);
  clock.advance(10);
  const { removed, missing } = await files.sweep();
  assert.equal(removed, 1);
  assert.deepEqual(missing, [{ tenantId: tenant, path: 'lost', objectId: path.basename(lost) }]);
  assert.equal(allFiles(dataDir).length, 3);
  assert.equal(await textOf(files.open(tenant, 'kept')), 'kept');
});
