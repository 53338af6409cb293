import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DomainError, isDomainError, type Logger } from '@griot/kernel';
import pg from 'pg';
import { DATABASE, databaseUrl, readCredentials } from './credentials.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { adoptOrClear } from './found-running.ts';
import { initCluster } from './init-cluster.ts';
import { locateBinaries } from './locate-binaries.ts';
import { clusterOf, endPostmaster, type LaunchOptions, launchPostmaster, type Postmaster } from './postmaster.ts';
import { readPostmasterPid } from './postmaster-pid.ts';

import { chooseRunAs, giveCluster } from './run-as.ts';
import type { Durability } from './settings.ts';
import { supervise } from './supervise.ts';

export interface EmbeddedPostgresOptions {
  /** Folder of this server alone, usually `$GRIOT_DATA/postgres`. Holds `cluster/`, `postgres.log`, the lock. */
  dataDir: string;
  log: Logger;
  /** When another process supervises this folder: fail with `store.already_running` (default), or use its server. */
  ifRunning?: 'refuse' | 'share';
  durability?: Durability;
}

export interface EmbeddedPostgres {
  /** Superuser of the cluster, database `griot`. Loopback only. Stable until stop, whatever happens to the server. */
  url: string;
  /** The server's process at this moment; another one after a restart. */
  readonly pid: number;
  /** False when another process supervises the server: `stop` then leaves it running. */
  owned: boolean;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL from the packaged binaries, or takes over the one that an earlier process left in this folder,
 * and keeps it running until `stop`. Errors are DomainErrors of kind `unavailable` with codes `store.*`.
 */
export async function startEmbeddedPostgres(o: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = path.resolve(o.dataDir);
  const cluster = clusterOf(dataDir);
  const runAs = chooseRunAs(cluster);
  mkdirSync(dataDir, { recursive: true });
  // Another account must pass through to its cluster, which itself is 0700; nothing else here is open to it.
  chmodSync(dataDir, runAs === undefined ? 0o700 : 0o711);
  const lock = lockFolder(dataDir);
  if ('heldBy' in lock) return shareRunning(cluster, lock.heldBy, o.ifRunning ?? 'refuse');
  try {
    checkVersion(cluster);
    const durability = o.durability ?? 'durable';
    const binaries = await locateBinaries(runAs, o.log);
    let server = await adoptOrClear(dataDir, o.log);
    if (server === undefined) {
      if (!existsSync(cluster)) await initCluster({ dataDir, binaries, runAs, durability });
      giveCluster(cluster, runAs);
      rotateLog(dataDir);
      server = await launchOnFreePort({ dataDir, binaries, runAs, durability });
    }
    await ensureDatabase(cluster, server.port).catch(async (error) => {
      if (server !== undefined) await endPostmaster(server.pid, dataDir);
      throw error;
    });
    const launch: LaunchOptions = { dataDir, binaries, runAs, durability, port: server.port };
    const supervisor = supervise(server, launch, o.log);
    return {
      url: databaseUrl(readCredentials(cluster), server.port, DATABASE),
      get pid() {
        return supervisor.pid();
      },
      owned: true,
      stop: async () => {
        await supervisor.stop();
        lock.release();
      },
    };
  } catch (error) {
    (lock satisfies FolderLock).release();
    throw error;
  }
}

async function launchOnFreePort(o: Omit<LaunchOptions, 'port'>): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launchPostmaster({ ...o, port: await freePort() });
    } catch (error) {
      if (attempt === 5 || !isDomainError(error) || error.code !== 'store.port_taken') throw error;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function shareRunning(cluster: string, heldBy: number, mode: 'refuse' | 'share'): Promise<EmbeddedPostgres> {
  // The other process may be starting it at this moment.
  for (let waited = 0; mode === 'share' && waited < 20_000; waited += 20) {
    const server = readPostmasterPid(cluster);
    if (server?.ready) {
      const url = databaseUrl(readCredentials(cluster), server.port, DATABASE);
      return { url, pid: server.pid, owned: false, stop: async () => {} };
    }
    await pause(20);
  }
  throw new DomainError({
    code: 'store.already_running',
    kind: 'unavailable',
    details: { pid: heldBy, folder: path.dirname(cluster) },
    message: `The database in ${path.dirname(cluster)} is in use by process ${heldBy}: stop it first`,
  });
}

function checkVersion(cluster: string): void {
  const file = path.join(cluster, 'PG_VERSION');
  if (!existsSync(file)) return;
  const version = readFileSync(file, 'utf8').trim();
  if (version === '18') return;
  throw new DomainError({
    code: 'store.version_mismatch',
    kind: 'unavailable',
    details: { found: version, wanted: '18', folder: cluster },
    message: `${cluster} was written by PostgreSQL ${version}; this release runs PostgreSQL 18`,
  });
}

function rotateLog(dataDir: string): void {
  const file = path.join(dataDir, 'postgres.log');
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < 5 * 1024 * 1024) return;
  rmSync(`${file}.1`, { force: true });
  renameSync(file, `${file}.1`);
}

async function ensureDatabase(cluster: string, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(readCredentials(cluster), port, 'postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
