/**
 * The warehouse process: it alone opens the DuckDB files of a data folder. Started by `startWarehouseProcess`, to which it
 * is tied by the IPC channel: when that channel closes, the parent is gone, and so is this process.
 */
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorMessage, isDomainError, type Logger } from '@griot/kernel';
import { TenantRegistry } from '../engine/tenant-registry.ts';
import { lockFolder } from './folder-lock.ts';
import { createHandlers } from './operation-handlers.ts';
import { prepareSocketPath } from './run-folder.ts';
import type { ChildMessage, ParentMessage, ProcessSettings } from './supervision.ts';
import { createWarehouseServer } from './warehouse-server.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as ProcessSettings;

function tell(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}

function remoteLogger(bound: Record<string, unknown>): Logger {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: Record<string, unknown>, message?: string) =>
    tell({ log: { level, fields: { ...bound, ...fields }, message } });
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => remoteLogger({ ...bound, ...fields }),
  };
}

const log = remoteLogger({});

async function serve(): Promise<void> {
  const folder = join(settings.dataDir, 'warehouse');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const real = realpathSync(folder);
  const lock = await lockFolder(real, settings.lockWaitMs);
  const socketPath = prepareSocketPath(settings.dataDir);
  const registry = new TenantRegistry({ folder: real, ...settings.engine }, log);
  const { handlers, sessions, settled } = createHandlers({ registry, log, folder: real, readSlots: 8, writeSlots: 6 });
  const { server, end } = createWarehouseServer(handlers, log, () => {
    log.error({}, 'the engine gave a database up: the process starts anew');
    process.kill(process.pid, 'SIGKILL');
  });

  let stopping = false;
  const stop = async (waitMs: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    end();
    sessions.closeAll();
    await settled();
    const closed = await registry.closeAll(waitMs);
    rmSync(socketPath, { force: true });
    // What was committed is in the log of its file: an ending that waits for nobody loses nothing.
    if (!closed) process.kill(process.pid, 'SIGKILL');
    lock.closeSync();
    process.exit(0);
  };
  process.on('disconnect', () => void stop(500));
  // The parent may have died while the lock was waited for: then nothing will be told any more.
  if (!process.connected) return stop(500);
  process.on('message', (message: ParentMessage) => {
    if (message.stop) void stop(5000);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);

  // The lock is ours, so a socket that is still there belongs to nobody.
  rmSync(socketPath, { force: true });
  server.listen(socketPath, () => tell({ ready: { socketPath, pid: process.pid } }));
  server.on('error', (error) => {
    tell({ failed: { code: 'warehouse.socket_failed', kind: 'unavailable', details: { error: error.message } } });
    process.exit(1);
  });
}

serve().catch((error: unknown) => {
  const failure = isDomainError(error)
    ? { code: error.code, kind: error.kind, details: error.details }
    : { code: 'warehouse.start_failed', kind: 'unavailable' as const, details: { error: errorMessage(error) } };
  process.send?.({ failed: failure } satisfies ChildMessage, () => process.exit(1));
});
