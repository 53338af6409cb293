import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cleanCsvLine } from '../sources/clean-csv.ts';
import { openScratch } from './open-scratch.ts';

test('a scratch session reads its files’ rows and reaches nothing else', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'griot-scratch-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'rows.csv');
  const secret = join(folder, 'secret.csv');
  const rows = [
    ['Bouaké', '10.50'],
    ['l’autre "ville"', '4'],
    [null, '1.25'],
  ];
  await writeFile(file, [['c1', 'c2'], ...rows].map((row) => cleanCsvLine(row)).join(''));
  await writeFile(secret, 'x\n1\n');
  const columns = [
    { name: 'c1', type: 'VARCHAR' },
    { name: 'c2', type: 'DECIMAL(38,6)' },
  ];
  const open = () => openScratch({ tables: [{ name: 'donnees', columns, file }], memoryLimit: '64MB' });
  const scratch = await open();
  t.after(() => scratch.close());

  await t.test('rows come typed and exact, within the number asked for', async () => {
    const { rows: found } = await scratch.query('SELECT sum(c2), count(c1), count(*) FROM donnees WHERE c2 > $1', [1]);
    assert.deepEqual(found, [['15.750000', '2', '3']]);
    const two = await scratch.query('SELECT * FROM donnees', [], { maxRows: 2 });
    assert.deepEqual([two.rows.length, two.truncated], [2, true]);
  });
  await t.test('no file, no setting, no write, no other statement', async () => {
    for (const sql of [
      `SELECT * FROM read_csv('${secret}')`,
      `SELECT * FROM '${secret}'`,
      `COPY donnees TO '${join(folder, 'out.csv')}'`,
      "ATTACH 'other.db'",
      'DROP TABLE donnees',
      'INSERT INTO donnees VALUES (NULL, 1)',
      'SELECT 1; SELECT 2',
      'SET enable_external_access = true',
      'INSTALL httpfs',
      'PRAGMA database_list',
      "SELECT getenv('PATH')",
      'SELECT * FROM duckdb_settings()',
      'SELECT * FROM information_schema.tables',
    ])
      await assert.rejects(
        scratch.query(sql),
        (error: { code?: string }) => /^warehouse\./.test(error.code ?? ''),
        sql,
      );
    assert.equal((await scratch.query('SELECT count(*) FROM donnees')).rows[0]?.[0], '3', 'and it goes on');
  });
  await t.test('too much memory is refused, too much time ends the session', async () => {
    const bomb = await open();
    t.after(() => bomb.close());
    await assert.rejects(
      bomb.query("SELECT max(length(repeat(c1 || 'x', 100000000))) FROM donnees"),
      (error: { code?: string }) => /out_of_memory|sql_refused|query_failed/.test(error.code ?? ''),
    );
    const slow = await open();
    const endless = 'WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t';
    await assert.rejects(slow.query(endless, [], { timeoutMs: 300 }), { code: 'warehouse.timeout' });
    assert.equal(slow.alive, false);
    await assert.rejects(slow.query('SELECT 1 FROM donnees'), { code: 'warehouse.cancelled' });
  });
  await t.test('a file that is not what it was said to be opens no session', async () => {
    await writeFile(secret, '"c1","c2"\n"a","b"\n');
    await assert.rejects(openScratch({ tables: [{ name: 'donnees', columns, file: secret }] }), {
      code: 'warehouse.query_failed',
    });
  });
});
