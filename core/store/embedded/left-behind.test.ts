import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { silentLogger } from '@griot/kernel';
import { isAlive, signal } from './processes.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { atEnd, clusterFolder, eventually, kill, startSupervisor } from './supervised.fixture.ts';

const log = silentLogger;

test('a server left behind that does not answer is ended', async (t) => {
  const dataDir = clusterFolder(t);
  const { child, said } = await startSupervisor(t, dataDir);
  await kill(child, 'SIGKILL');
  signal(said.pid, 'SIGSTOP');
  const server = await startEmbeddedPostgres({ dataDir, log });
  atEnd(t, () => server.stop());
  assert.notEqual(server.pid, said.pid);
  assert.equal(isAlive(said.pid), false);
  await eventually(server.url, 'SELECT');
});

test('a process that ends without stop() takes the server with it; a start at that moment waits for it', async (t) => {
  const dataDir = clusterFolder(t);
  const { child, said } = await startSupervisor(t, dataDir);
  await kill(child, 'SIGUSR2');
  const server = await startEmbeddedPostgres({ dataDir, log });
  atEnd(t, () => server.stop());
  assert.notEqual(server.pid, said.pid);
  assert.equal(isAlive(said.pid), false);
});

test('a stale postmaster.pid whose process id was given to somebody else does not stop a start', async (t) => {
  const dataDir = clusterFolder(t);
  const first = await startEmbeddedPostgres({ dataDir, log });
  const file = path.join(dataDir, 'cluster', 'postmaster.pid');
  const left = readFileSync(file, 'utf8').replace(String(first.pid), String(process.ppid));
  await first.stop();
  writeFileSync(file, left);
  const second = await startEmbeddedPostgres({ dataDir, log });
  atEnd(t, () => second.stop());
  await eventually(second.url, 'SELECT');
});

test('a copy of the folder of a running server does not adopt that server', async (t) => {
  const dataDir = clusterFolder(t);
  const { child, said } = await startSupervisor(t, dataDir);
  const copy = clusterFolder(t);
  cpSync(dataDir, copy, { recursive: true, preserveTimestamps: true });
  const server = await startEmbeddedPostgres({ dataDir: copy, log });
  atEnd(t, () => server.stop());
  assert.notEqual(server.pid, said.pid);
  assert.notEqual(server.url, said.url);
  await kill(child, 'SIGTERM');
});
