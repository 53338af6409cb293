import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { plainCompiler, testWarehouse } from '../testing/index.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';
const AWAY = '018f0000-0000-7000-8000-000000000009';

test('old generations are collected, the file is compacted and copied while readers go on, and dropped', async (t) => {
  const plain = plainCompiler();
  const { warehouse, dataDir } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(TENANT);
  for (let n = 1; n <= 8; n += 1) {
    plain.set({ models: [{ name: 'm', sql: () => `SELECT ${n} AS n, md5(range::VARCHAR) AS h FROM range(100000)` }] });
    assert.equal((await tenant.build({ projectDir: '/' })).generation, n);
  }
  // Collected after the answer.
  while ((await tenant.generations()).length > 5) await pause(20);
  await assert.rejects(tenant.query('SELECT n FROM m', [], { generation: 2 }), {
    code: 'warehouse.generation_unknown',
  });
  const reading = Array.from({ length: 20 }, () => tenant.query('SELECT max(n) FROM m'));
  const { bytesBefore, bytesAfter } = await tenant.compact();
  assert.ok(bytesAfter < bytesBefore, `${bytesAfter} of ${bytesBefore}`);
  for (const answer of await Promise.all(reading)) assert.deepEqual(answer.rows, [[8]]);
  assert.deepEqual((await tenant.query('SELECT min(n) FROM m', [], { generation: 4 })).rows, [[4]]);
  plain.set({ models: [{ name: 'm', sql: () => 'SELECT 9 AS n' }] });
  assert.equal((await tenant.build({ projectDir: '/' })).generation, 9, 'builds go on after it');

  const copy = join(dataDir, 'copy.duckdb');
  assert.equal((await tenant.copyTo(copy)).bytes, (await stat(copy)).size);
  const { bytes } = await tenant.size();
  assert.ok(bytes > 0 && bytes <= bytesBefore, `${bytes}`);
  const instance = await DuckDBInstance.create(copy);
  const connection = await instance.connect();
  assert.deepEqual((await connection.runAndReadAll('SELECT n FROM gen_9.m')).getRows(), [[9]]);
  connection.disconnectSync();
  instance.closeSync();

  await tenant.drop();
  assert.equal(existsSync(join(dataDir, 'warehouse', `${TENANT}.duckdb`)), false);
  assert.equal(await tenant.current(), null);
  assert.deepEqual(await warehouse.tenant(AWAY).size(), { bytes: 0 }, 'asking makes no file');
});

test('a cancelled build leaves nothing, and the next one is not kept waiting', async (t) => {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(TENANT);
  const endless = 'SELECT count(*) AS n FROM range(1000000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3';
  plain.set({ models: [{ name: 'slow', sql: () => endless }] });
  // As its node begins, and a while after, in the middle of its statement.
  for (const after of [0, 300]) {
    const stop = new AbortController();
    const started = Promise.withResolvers<void>();
    const build = tenant.build({
      projectDir: '/',
      signal: stop.signal,
      onEvent: ({ type }) => type === 'node_started' && started.resolve(),
    });
    const refused = assert.rejects(build, { code: 'warehouse.cancelled' });
    await started.promise;
    await pause(after);
    stop.abort();
    await refused;
  }
  plain.set({ models: [{ name: 'quick', sql: () => 'SELECT 1 AS n' }] });
  assert.equal((await tenant.build({ projectDir: '/' })).generation, 1);
  const late = await tenant.build({ projectDir: '/', statementTimeoutMs: 200, select: ['slow'] });
  assert.ok(late.ok);
  plain.set({ models: [{ name: 'slow', sql: () => endless }] });
  // The limit is the work's: a build that has used it up has all the time to write down that it did.
  const timed = await tenant.build({ projectDir: '/', statementTimeoutMs: 1 });
  assert.equal(timed.nodes[0]?.error?.code, 'warehouse.timeout');
  const [last] = await tenant.builds({ limit: 1 });
  assert.equal(last?.state, 'abandoned');
  assert.equal(last?.nodes.error, 1);
  const report = await tenant.buildReport(last?.buildId ?? '');
  assert.equal(report.nodeResults[0]?.error?.code, 'warehouse.timeout');
  assert.match(report.nodeResults[0]?.sql ?? '', /range\(1000000000\)/);
});

test('a part of a project: views over what changed follow, other projects stay, names are refused twice', async (t) => {
  const plain = plainCompiler();
  const { warehouse } = await testWarehouse(t, { compiler: plain.compiler });
  const tenant = warehouse.tenant(AWAY);
  const project = (n: number) =>
    plain.set({
      name: 'one',
      models: [
        { name: 'a', sql: () => `SELECT ${n} AS n` },
        {
          name: 'b',
          config: { materialized: 'view' },
          reads: ['a'],
          sql: (c) => `SELECT n * 10 AS n FROM ${c.ref('a')}`,
        },
        { name: 'c', reads: ['a'], sql: (c) => `SELECT n * 100 AS n FROM ${c.ref('a')}` },
      ],
    });
  project(1);
  await tenant.build({ projectDir: '/' });
  project(2);
  await tenant.build({ projectDir: '/', select: ['a'] });
  const values = async () =>
    (await tenant.query('SELECT (SELECT n FROM a), (SELECT n FROM b), (SELECT n FROM c)')).rows[0];
  assert.deepEqual(await values(), [2, 20, 100]);
  plain.set({ name: 'two', models: [{ name: 'd', sql: () => 'SELECT 4 AS n' }] });
  assert.equal((await tenant.build({ projectDir: '/' })).generation, 3);
  assert.deepEqual(await values(), [2, 20, 100]);
  assert.deepEqual((await tenant.query('SELECT n FROM d')).rows, [[4]]);
  plain.set({ name: 'two', models: [{ name: 'A', sql: () => 'SELECT 4 AS n' }] });
  await assert.rejects(tenant.build({ projectDir: '/' }), { code: 'warehouse.name_taken' });
  assert.equal((await tenant.current())?.id, 3);
});
