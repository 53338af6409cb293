import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@griot/kernel';
import { type ConnectOptions, connectWarehouse } from '../client/connect-warehouse.ts';
import type { Warehouse } from '../client/warehouse.ts';
import {
  startWarehouseProcess,
  type WarehouseProcess,
  type WarehouseProcessOptions,
} from '../process/start-warehouse-process.ts';

export interface TestWarehouse {
  warehouse: Warehouse;
  process: WarehouseProcess;
  dataDir: string;
}

export interface TestWarehouseOptions extends Partial<Omit<WarehouseProcessOptions, 'dataDir'>> {
  /** `plainCompiler().compiler`, for tests without a project folder. */
  compiler?: ConnectOptions['compiler'];
}

/** What `t` of node:test, or the `after` of a suite, offers for the end. */
export interface Cleanup {
  after(work: () => Promise<void>): void;
}

/** A real warehouse process on a temporary folder and a client; both gone when the test is over. */
export async function testWarehouse(t: Cleanup, o: TestWarehouseOptions = {}): Promise<TestWarehouse> {
  const log = o.log ?? silentLogger;
  const dataDir = await mkdtemp(join(tmpdir(), 'griot-wh-'));
  const process = await startWarehouseProcess({ dataDir, threads: 2, memoryLimit: '1GB', ...o, log });
  const warehouse = connectWarehouse({ socketPath: process.socketPath, log, compiler: o.compiler });
  t.after(async () => {
    warehouse.close();
    await process.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return { warehouse, process, dataDir };
}
