import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { silentLogger } from '@griot/kernel';
import { ended, isAlive, processesIn, signal } from './processes.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { atEnd, clusterFolder, connect, eventually, kill, startSupervisor } from './supervised.fixture.ts';

const log = silentLogger;
const COUNT = 'SELECT count(*)::int AS n FROM posted';

test('the server is killed in the middle of transactions: what was committed stays, and it runs again', async (t) => {
  const dataDir = clusterFolder(t);
  const server = await startEmbeddedPostgres({ dataDir, log });
  atEnd(t, () => server.stop());
  const before = server.pid;
  const setup = await connect(t, server.url);
  await setup.query('CREATE TABLE posted (n serial, body text)');
  let confirmed = 0;
  const writers = [1, 2, 3].map(async () => {
    const client = await connect(t, server.url);
    for (;;) {
      const done = await client.query("INSERT INTO posted (body) VALUES (repeat('x', 500))").catch(() => undefined);
      if (done === undefined) return;
      confirmed++;
    }
  });
  const open = await connect(t, server.url);
  await open.query("BEGIN; INSERT INTO posted (n, body) SELECT -1, 'open' FROM generate_series(1, 1000)");
  // A backend that computes does not notice the death of its parent, and holds the shared memory.
  const busy = setup.query('SELECT count(*) FROM generate_series(1, 1000000000)').catch(() => {});
  while (confirmed < 50) await pause(5);
  signal(before, 'SIGKILL');
  await Promise.all([...writers, busy]);
  const [row] = await eventually(server.url, `${COUNT} WHERE n > 0`);
  const n = (row as { n: number }).n;
  assert.ok(n >= confirmed && n <= confirmed + 3, `${n} rows, ${confirmed} confirmed, at most 3 unheard`);
  assert.deepEqual(await eventually(server.url, `${COUNT} WHERE n = -1`), [{ n: 0 }]);
  assert.notEqual(server.pid, before);
});

test('the supervisor is killed: the next one adopts the server, and clients keep their connections', async (t) => {
  const dataDir = clusterFolder(t);
  const { child, said } = await startSupervisor(t, dataDir);
  const client = await connect(t, said.url);
  await client.query('CREATE TEMP TABLE mine ()');
  await kill(child, 'SIGKILL');
  assert.equal(isAlive(said.pid), true);
  const server = await startEmbeddedPostgres({ dataDir, log });
  assert.deepEqual(
    { pid: server.pid, url: server.url, owned: server.owned },
    { pid: said.pid, url: said.url, owned: true },
  );
  await client.query('SELECT FROM mine');
  signal(server.pid, 'SIGKILL'); // an adopted server is watched too
  await eventually(server.url, 'SELECT');
  assert.notEqual(server.pid, said.pid);
  await server.stop();
  assert.deepEqual(processesIn(path.join(dataDir, 'cluster')), []);
});

test('supervisor and server are killed together: the next start recovers', async (t) => {
  const dataDir = clusterFolder(t);
  const { child, said } = await startSupervisor(t, dataDir);
  const client = await connect(t, said.url);
  await client.query('CREATE TABLE posted (n int); INSERT INTO posted VALUES (1)');
  client.query('SELECT count(*) FROM generate_series(1, 1000000000)').catch(() => {});
  await pause(20);
  await kill(child, 'SIGKILL');
  signal(said.pid, 'SIGKILL');
  await ended([said.pid], 5_000);
  const server = await startEmbeddedPostgres({ dataDir, log });
  atEnd(t, () => server.stop());
  assert.deepEqual(await eventually(server.url, COUNT), [{ n: 1 }]);
});

test('while its port is taken the server is tried again and again, and comes back when it is free', async (t) => {
  const dataDir = clusterFolder(t);
  const server = await startEmbeddedPostgres({ dataDir, log });
  atEnd(t, () => server.stop());
  const port = Number(new URL(server.url).port);
  let killed = 0;
  let squatter: Server | undefined;
  while (squatter === undefined) {
    if (server.pid !== killed) {
      killed = server.pid;
      signal(killed, 'SIGKILL');
      await ended([killed], 5_000);
    }
    squatter = await tryListen(port);
  }
  await pause(300);
  assert.equal(server.pid, killed);
  squatter.close();
  await eventually(server.url, 'SELECT');
});

function tryListen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => setTimeout(() => resolve(undefined), 1));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
