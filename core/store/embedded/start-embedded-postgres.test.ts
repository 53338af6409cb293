import assert from 'node:assert/strict';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { silentLogger } from '@griot/kernel';
import { everybodyPasses } from './cluster-folder.ts';
import { isAlive } from './processes.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { atEnd, clusterFolder, connect, kill, startSupervisor } from './supervised.fixture.ts';

const log = silentLogger;

test('starts cold below a 0700 folder whose name has blanks and accents, stops whole, starts warm', async (t) => {
  const dataDir = clusterFolder(t, 'à moi seul', 'données');
  mkdirSync(path.dirname(dataDir), { recursive: true });
  chmodSync(path.dirname(dataDir), 0o700);
  chmodSync(path.dirname(path.dirname(dataDir)), 0o700);
  const first = await startEmbeddedPostgres({ dataDir, log });
  const client = await connect(t, first.url);
  await client.query("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('été')");
  const settings = await client.query(
    `SELECT current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding,
            current_setting('data_checksums') AS checksums, upper('été') AS upper, current_setting('timezone') AS zone`,
  );
  assert.deepEqual(settings.rows, [{ fsync: 'on', encoding: 'UTF8', checksums: 'on', upper: 'ÉTÉ', zone: 'UTC' }]);
  await first.stop();
  assert.equal(isAlive(first.pid), false);
  assert.equal(existsSync(path.join(dataDir, 'cluster', 'postmaster.pid')), false);
  assert.deepEqual(readdirSync(dataDir).sort(), ['cluster', 'postgres.log']);

  const second = await startEmbeddedPostgres({ dataDir, log });
  atEnd(t, () => second.stop());
  const again = await connect(t, second.url);
  assert.deepEqual((await again.query('SELECT word FROM kept')).rows, [{ word: 'été' }]);
});

test('the cluster and its password are closed to others, and the server asks for the password', async (t) => {
  const dataDir = clusterFolder(t);
  const server = await startEmbeddedPostgres({ dataDir, log });
  atEnd(t, () => server.stop());
  assert.equal(statSync(path.join(dataDir, 'cluster')).mode & 0o777, 0o700);
  assert.equal(statSync(path.join(dataDir, 'cluster', 'griot-owner.json')).mode & 0o777, 0o600);
  const url = new URL(server.url);
  url.password = 'guess';
  await assert.rejects(connect(t, url.href), { code: '28P01' });
});

test('a second start on the same folder is refused, or shares the server when it says so', async (t) => {
  const dataDir = clusterFolder(t);
  const server = await startEmbeddedPostgres({ dataDir, log });
  atEnd(t, () => server.stop());
  await assert.rejects(startEmbeddedPostgres({ dataDir, log }), {
    code: 'store.already_running',
    kind: 'unavailable',
    details: { pid: process.pid, folder: dataDir },
  });
  const shared = await startEmbeddedPostgres({ dataDir, log, ifRunning: 'share' });
  assert.deepEqual(
    { url: shared.url, pid: shared.pid, owned: shared.owned },
    { url: server.url, pid: server.pid, owned: false },
  );
  await shared.stop();
  assert.equal(isAlive(server.pid), true);
});

test('of processes that start on an empty folder together one supervises, the others share', async (t) => {
  const dataDir = clusterFolder(t);
  const all = await Promise.all([1, 2, 3].map(() => startSupervisor(t, dataDir, 'share')));
  assert.deepEqual(all.map(({ said }) => said.owned).sort(), [false, false, true]);
  assert.equal(new Set(all.map(({ said }) => said.url)).size, 1);
  const owner = all.find(({ said }) => said.owned);
  assert.ok(owner);
  await kill(owner.child, 'SIGTERM');
  assert.equal(isAlive(owner.said.pid), false);
});

test('an ordinary user starts it in a folder of its own', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('the other tests ran as an ordinary user already');
  const [uid, gid] = [65_534, 65_534];
  const dataDir = clusterFolder(t);
  chmodSync(path.dirname(dataDir), 0o711);
  mkdirSync(dataDir);
  chownSync(dataDir, uid, gid);
  const readable = [process.execPath, import.meta.filename].every((file) => everybodyPasses(path.dirname(file)));
  if (!readable) return t.skip('that user cannot read this installation');
  const { child, said } = await startSupervisor(t, dataDir, 'refuse', { uid, gid });
  assert.equal(said.owned, true);
  assert.equal(statSync(path.join(dataDir, 'cluster')).uid, uid);
  await kill(child, 'SIGTERM');
  assert.equal(isAlive(said.pid), false);
});

test('a cluster of another PostgreSQL is left alone', async (t) => {
  const dataDir = clusterFolder(t);
  mkdirSync(path.join(dataDir, 'cluster'), { recursive: true });
  writeFileSync(path.join(dataDir, 'cluster', 'PG_VERSION'), '17\n');
  await assert.rejects(startEmbeddedPostgres({ dataDir, log }), { code: 'store.version_mismatch' });
  assert.deepEqual(readdirSync(path.join(dataDir, 'cluster')), ['PG_VERSION']);
});

test('half a cluster, left by a start that was killed, is made again', async (t) => {
  const dataDir = clusterFolder(t);
  mkdirSync(path.join(dataDir, 'half-cluster'), { recursive: true });
  writeFileSync(path.join(dataDir, 'half-cluster', 'PG_VERSION'), '18\n');
  const server = await startEmbeddedPostgres({ dataDir, log });
  atEnd(t, () => server.stop());
  assert.deepEqual(
    readdirSync(dataDir).filter((name) => name.startsWith('half')),
    [],
  );
});
