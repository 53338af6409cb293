import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@griot/kernel';
import { connectClickHouse } from '../client/connect-clickhouse.ts';
import type { ConnectOptions } from '../client/connect-warehouse.ts';
import type { Warehouse } from '../client/warehouse.ts';
import type { Cleanup } from './test-warehouse.ts';

export interface ChdbOptions {
  packageFolder: string;
  compiler?: ConnectOptions['compiler'];
  /** Folder of the database; default: one of its own that is gone when the test is over. */
  dataDir?: string;
  /** Folder with a `config.xml` that the engine reads, and a file that statements about users and grants are written to. */
  access?: { configFolder: string; statements: string };
}

export interface ChdbWarehouse {
  warehouse: Warehouse;
  url: string;
  dataDir: string;
  /** Ends it before the test is over. */
  close(): Promise<void>;
}

/** A real ClickHouse engine in a process of its own, and a warehouse on it; both gone when the test is over. */
export async function chdbWarehouse(t: Cleanup, o: ChdbOptions): Promise<ChdbWarehouse> {
  const dataDir = o.dataDir ?? (await mkdtemp(join(tmpdir(), 'griot-ch-')));
  const endpoint = join(import.meta.dirname, 'chdb-endpoint.mjs');
  const more = o.access === undefined ? [] : [o.access.statements];
  const child = spawn(process.execPath, [endpoint, o.packageFolder, join(dataDir, 'chdb'), ...more], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(o.access === undefined ? {} : { cwd: o.access.configFolder }),
  });
  const [port] = await once(child.stdout, 'data');
  const url = `http://127.0.0.1:${String(port).trim()}`;
  const warehouse = await connectClickHouse({
    ...{ url, dataDir, log: silentLogger },
    ...(o.compiler && { compiler: o.compiler }),
  });
  const close = async (): Promise<void> => {
    warehouse.close();
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
  };
  t.after(async () => {
    await close();
    if (o.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  });
  return { warehouse, url, dataDir, close };
}
