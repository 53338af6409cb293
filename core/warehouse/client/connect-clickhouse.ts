import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@griot/kernel';
import type { ProjectCompiler } from '../build/project-compiler.ts';
import { type WarehouseRead, warehouseOver } from './connect-warehouse.ts';
import type { Warehouse } from './warehouse.ts';

export interface ConnectClickHouseOptions {
  /** `WAREHOUSE_URL`: `http://user:password@host:8123`. Its secrets are never logged. */
  url: string;
  /** Files wait below it to be loaded. */
  dataDir: string;
  log: Logger;
  /** What parses and compiles projects; for tests of the engine alone. */
  compiler?: () => Promise<ProjectCompiler>;
  onRead?: ((read: WarehouseRead) => void) | undefined;
}

/** The same warehouse on a ClickHouse server. Opens no connection until the first call; no process of ours stands between. */
export async function connectClickHouse(o: ConnectClickHouseOptions): Promise<Warehouse> {
  const { url, dataDir, log, compiler, onRead } = o;
  // Read when it is wanted: its client costs every start on the embedded engine a tenth of a second.
  const { ClickHouseConnection } = await import('../clickhouse/connection.ts');
  const folder = join(dataDir, 'warehouse');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return warehouseOver(new ClickHouseConnection({ url, folder, log }), { log, onRead, ...(compiler && { compiler }) });
}
