import assert from 'node:assert/strict';
import { fork, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '@griot/kernel';
import { connectWarehouse } from '../client/connect-warehouse.ts';
import { warehouseSocketPath } from './run-folder.ts';
import { startWarehouseProcess } from './start-warehouse-process.ts';

const TENANT = '018f0000-0000-7000-8000-000000000001';

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('when the parent is killed the process ends by itself, in the middle of a query too, and the folder is free', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'griot-orphan-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const starter = fileURLToPath(new URL('./start-warehouse-process.ts', import.meta.url));
  const script = `
    const { startWarehouseProcess } = await import(${JSON.stringify(starter)});
    const log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
    const started = await startWarehouseProcess({ dataDir: ${JSON.stringify(dataDir)}, log });
    console.log(started.pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve) =>
    parent.stdout.once('data', (line) => resolve(Number(String(line)))),
  );
  const warehouse = connectWarehouse({ socketPath: warehouseSocketPath(dataDir), log: silentLogger, patienceMs: 0 });
  const lost = warehouse
    .tenant(TENANT)
    .query('SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE a.range = b.range + 1');
  lost.catch(() => undefined);
  await pause(300);
  parent.kill('SIGKILL');
  await assert.rejects(lost, { code: 'warehouse.unavailable' });
  for (let i = 0; i < 100 && alive(pid); i += 1) await pause(50);
  assert.equal(alive(pid), false);
  warehouse.close();
  const next = await startWarehouseProcess({ dataDir, log: silentLogger });
  await next.stop();
});

test('a process whose parent was gone before it had started ends by itself too', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'griot-orphan-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const settings = {
    dataDir,
    lockWaitMs: 1000,
    engine: { memoryLimit: '512MiB', threads: 1, maxOpen: 1, memoryBytes: 1e9, idleMs: 1000 },
  };
  const child = fork(new URL('./main.ts', import.meta.url), [JSON.stringify(settings)], {
    execArgv: [],
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', () => resolve('ended')));
  child.disconnect();
  const late = new Promise((resolve) => setTimeout(resolve, 20_000, 'it lives on').unref());
  assert.equal(await Promise.race([ended, late]).finally(() => child.kill('SIGKILL')), 'ended');
});

test('a data folder deeper than a unix socket can be told listens at a short path', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'griot-deep-'));
  const dataDir = join(root, 'x'.repeat(90), 'y'.repeat(40));
  const started = await startWarehouseProcess({ dataDir, log: silentLogger });
  const warehouse = connectWarehouse({ socketPath: warehouseSocketPath(dataDir), log: silentLogger });
  t.after(async () => {
    warehouse.close();
    await started.stop();
    await rm(root, { recursive: true, force: true });
    await rm(join(started.socketPath, '..'), { recursive: true, force: true });
  });
  assert.ok(Buffer.byteLength(started.socketPath) < 100);
  assert.equal(warehouseSocketPath(dataDir), started.socketPath);
  assert.deepEqual((await warehouse.tenant(TENANT).query('SELECT 1')).rows, [[1]]);
});
