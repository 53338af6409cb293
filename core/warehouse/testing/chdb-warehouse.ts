import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@griot/kernel';
import { connectClickHouse } from '../client/connect-clickhouse.ts';
import type { ConnectOptions } from '../client/connect-warehouse.ts';
import type { Warehouse } from '../client/warehouse.ts';
import type { Cleanup } from './index.ts';

/** A real ClickHouse engine in a process of its own, and a warehouse on it; both gone when the test is over. */
export async function chdbWarehouse(
  t: Cleanup,
  o: { packageFolder: string; compiler?: ConnectOptions['compiler'] },
): Promise<{ warehouse: Warehouse; url: string; dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'griot-ch-'));
  const endpoint = join(import.meta.dirname, 'chdb-endpoint.mjs');
  const child = spawn(process.execPath, [endpoint, o.packageFolder, join(dataDir, 'chdb')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = await once(child.stdout, 'data');
  const url = `http://127.0.0.1:${String(port).trim()}`;
  const warehouse = connectClickHouse({ url, dataDir, log: silentLogger, ...(o.compiler && { compiler: o.compiler }) });
  t.after(async () => {
    warehouse.close();
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  });
  return { warehouse, url, dataDir };
}
