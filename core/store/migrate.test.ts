import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sql } from 'drizzle-orm/sql';
import { testStore } from './testing/index.ts';
import { migrationSet } from './testing/migration-folder.fixture.ts';

const ONE = 'CREATE TABLE shelf (id int PRIMARY KEY); GRANT ALL ON shelf TO griot_system;';
const TWO = 'INSERT INTO shelf VALUES (1);';
const count = sql`SELECT count(*)::int AS n FROM shelf`;

test('files are applied once, in order, whoever else migrates at that moment', async (t) => {
  const store = await testStore(t);
  const set = migrationSet(t, 'shop', { '0002_first_row.sql': TWO, '0001_shelf.sql': ONE });
  await Promise.all([store.migrate([set]), store.migrate([set])]);
  await store.migrate([set]);
  assert.deepEqual((await store.withSystem((tx) => tx.execute(count))).rows, [{ n: 1 }]);
});

test('a changed, a vanished and a late file are refused before anything is run', async (t) => {
  const store = await testStore(t);
  const set = migrationSet(t, 'shop', { '0001_shelf.sql': ONE, '0003_row.sql': TWO });
  const file = (name: string): string => path.join(set.folder, name);
  await store.migrate([set]);
  writeFileSync(file('0001_shelf.sql'), ONE.replaceAll(';', ';\r\n').replaceAll('\r\n', ''));
  await store.migrate([set]);

  const refusal = (name: string): object => ({ code: 'store.migration_refused', details: { set: 'shop', file: name } });
  writeFileSync(file('0004_never.sql'), 'DROP TABLE shelf');
  writeFileSync(file('0001_shelf.sql'), `${ONE} -- changed`);
  await assert.rejects(store.migrate([set]), refusal('0001_shelf.sql'));
  rmSync(file('0001_shelf.sql'));
  await assert.rejects(store.migrate([set]), refusal('0001_shelf.sql'));
  writeFileSync(file('0001_shelf.sql'), ONE);
  writeFileSync(file('0002_late.sql'), TWO);
  await assert.rejects(store.migrate([set]), refusal('0002_late.sql'));
  rmSync(file('0002_late.sql'));
  writeFileSync(file('0004_twice.sql'), TWO);
  await assert.rejects(store.migrate([set]), refusal('0004_twice.sql'));
  rmSync(file('0004_twice.sql'));
  writeFileSync(file('5_badly_named.sql'), TWO);
  await assert.rejects(store.migrate([set]), refusal('5_badly_named.sql'));
  assert.deepEqual((await store.withSystem((tx) => tx.execute(count))).rows, [{ n: 1 }]);
});

test('a file that fails leaves nothing of itself, tells its line, and can be corrected', async (t) => {
  const store = await testStore(t);
  const set = migrationSet(t, 'shop', {
    '0001_shelf.sql': ONE,
    '0002_row.sql': `${TWO}\nINSERT INTO shelff VALUES (2);`,
  });
  await assert.rejects(store.migrate([set]), (error: Error & { code: string; details: object }) => {
    assert.equal(error.code, 'store.migration_failed');
    assert.deepEqual(error.details, { set: 'shop', file: '0002_row.sql', sqlState: '42P01', line: 2 });
    return true;
  });
  assert.deepEqual((await store.withSystem((tx) => tx.execute(count))).rows, [{ n: 0 }]);
  writeFileSync(path.join(set.folder, '0002_row.sql'), TWO);
  await store.migrate([set]);
  assert.deepEqual((await store.withSystem((tx) => tx.execute(count))).rows, [{ n: 1 }]);
});
