import { join, resolve } from 'node:path';
import { type Config, isDomainError, type Logger, systemClock } from '@griot/kernel';
import { startEmbeddedPostgres } from '@griot/store';
import { startWarehouseProcess, type WarehouseProcess, warehouseSocketPath } from '@griot/warehouse';
import { installationSecret } from './secret.ts';

/** Where the keeping processes are reached: all that another process of ours needs to compose the same services. */
export interface Connections {
  databaseUrl: string;
  warehouseSocket: string;
  secret: string;
  dataDir: string;
  /** Folder of the applications; default: `apps/` of the repository. */
  appsDir?: string | undefined;
}

export interface Runtime extends Connections {
  /** Process ids of what was started here, for crash tests and the administration page. */
  pids: { postgres: number | null; warehouse: number | null };
  stop(): Promise<void>;
}

/**
 * Starts what keeps: PostgreSQL and the warehouse process, side by side. `ifRunning: 'join'` (the command line beside a
 * running server) uses those that another process of ours already supervises, and leaves them running. `'follow'` (a second server
 * that takes over) joins the warehouse too, and starts it again when the first server has stopped it; it wants `DATABASE_URL`.
 */
export async function startRuntime(
  config: Config,
  log: Logger,
  options: { ifRunning?: 'refuse' | 'join' | 'follow'; appsDir?: string | undefined } = {},
): Promise<Runtime> {
  const dataDir = resolve(config.dataDir);
  const joining = options.ifRunning === 'join';
  const secret = installationSecret(config.secret, dataDir);
  const [postgres, warehouse] = await Promise.allSettled([
    config.databaseUrl === undefined
      ? startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), log, ifRunning: joining ? 'share' : 'refuse' })
      : Promise.resolve(null),
    config.warehouseUrl === undefined ? startOwnWarehouse(dataDir, log, options.ifRunning) : Promise.resolve(null),
  ]);
  if (postgres.status === 'rejected' || warehouse.status === 'rejected') {
    if (postgres.status === 'fulfilled') await postgres.value?.stop();
    if (warehouse.status === 'fulfilled') await warehouse.value?.stop();
    throw postgres.status === 'rejected' ? postgres.reason : (warehouse as PromiseRejectedResult).reason;
  }
  return {
    databaseUrl: config.databaseUrl ?? postgres.value?.url ?? '',
    // With WAREHOUSE_URL no process of ours keeps the warehouse.
    warehouseSocket: warehouse.value?.socketPath ?? '',
    secret,
    dataDir,
    appsDir: options.appsDir,
    get pids() {
      return { postgres: postgres.value?.pid ?? null, warehouse: warehouse.value?.pid ?? null };
    },
    async stop() {
      await warehouse.value?.stop();
      await postgres.value?.stop();
    },
  };
}

function startOwnWarehouse(
  dataDir: string,
  log: Logger,
  ifRunning: 'refuse' | 'join' | 'follow' = 'refuse',
): Promise<WarehouseProcess> {
  if (ifRunning === 'follow') return followWarehouse(dataDir, log);
  if (ifRunning === 'join') return startOrJoinWarehouse(dataDir, log);
  return startWarehouseProcess({ dataDir, log });
}

async function startOrJoinWarehouse(dataDir: string, log: Logger): Promise<WarehouseProcess & { joined: boolean }> {
  try {
    const started = await startWarehouseProcess({ dataDir, log });
    return {
      socketPath: started.socketPath,
      joined: false,
      get pid() {
        return started.pid;
      },
      stop: () => started.stop(),
    };
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'warehouse.already_running') throw error;
    const pid = Number(error.details.pid ?? 0);
    return { socketPath: warehouseSocketPath(dataDir), pid, joined: true, stop: async () => {} };
  }
}

/** How often a follower looks whether the warehouse is free to be taken. Calls made in between wait for it. */
const FOLLOW_MS = 250;

async function followWarehouse(dataDir: string, log: Logger): Promise<WarehouseProcess> {
  let current = await startOrJoinWarehouse(dataDir, log);
  let stopped = false;
  let trying: Promise<void> = Promise.resolve();
  const look = setInterval(() => {
    trying = trying.then(async () => {
      if (stopped) return;
      const found = await startOrJoinWarehouse(dataDir, log).catch(() => undefined);
      if (found === undefined || found.joined) return;
      log.info({ pid: found.pid }, 'The warehouse process is this server’s now');
      current = found;
      clearInterval(look);
    });
  }, FOLLOW_MS);
  if (!current.joined) clearInterval(look);
  return {
    socketPath: current.socketPath,
    get pid() {
      return current.pid;
    },
    async stop() {
      stopped = true;
      clearInterval(look);
      await trying;
      await current.stop();
    },
  };
}

export const hostClock = systemClock;
