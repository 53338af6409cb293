import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { DomainError, errorMessage } from '@griot/kernel';

/**
 * One warehouse process per data folder. The lock is the one DuckDB itself takes on a file it has open: the kernel gives it
 * back when the process dies, however it dies. A process that is just ending is waited for.
 */
export async function lockFolder(folder: string, waitMs: number): Promise<DuckDBInstance> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      return await DuckDBInstance.create(join(folder, 'process.lock'), { memory_limit: '16MB', threads: '1' });
    } catch (error) {
      const message = errorMessage(error);
      if (!/lock/i.test(message)) throw error;
      if (Date.now() >= until) {
        throw new DomainError({
          code: 'warehouse.already_running',
          kind: 'conflict',
          details: { folder, engine: message },
        });
      }
      await pause(100);
    }
  }
}
