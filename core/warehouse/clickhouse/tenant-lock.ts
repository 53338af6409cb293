import { setTimeout as pause } from 'node:timers/promises';
import { DomainError, newId } from '@griot/kernel';
import { clickhouseText } from './names.ts';
import type { ClickHouseServer } from './server.ts';

const ALREADY_EXISTS = '57';

/**
 * One holder at a time among all processes: making a table of a name that is taken fails, and only one succeeds. A lock
 * whose holder died is taken over once it is older than any holder may be; the renaming too succeeds only once.
 */
export async function withTenantLock<T>(
  server: ClickHouseServer,
  database: string,
  part: string,
  o: { staleAfterMs: number; waitMs: number },
  work: () => Promise<T>,
): Promise<T> {
  const name = `lock_${part.replaceAll(/[^A-Za-z0-9_]/g, '_')}`;
  const lock = `"${database}"."${name}"`;
  const until = Date.now() + o.waitMs;
  for (let wait = 10; ; wait = Math.min(wait * 2, 250)) {
    try {
      await server.run(`CREATE TABLE ${lock} (held UInt8) ENGINE = Memory`);
      break;
    } catch (error) {
      if (!(error instanceof DomainError) || error.details.engineCode !== ALREADY_EXISTS) throw error;
      await takeOver(server, database, name, o.staleAfterMs);
      if (Date.now() > until) {
        throw new DomainError({ code: 'warehouse.busy', kind: 'conflict', details: { part } });
      }
      await pause(wait);
    }
  }
  try {
    return await work();
  } finally {
    await server.run(`DROP TABLE IF EXISTS ${lock} SYNC`);
  }
}

async function takeOver(server: ClickHouseServer, database: string, name: string, staleMs: number): Promise<void> {
  const { rows } = await server.rows(
    `SELECT 1 FROM system.tables WHERE database = ${clickhouseText(database)} AND name = ${clickhouseText(name)}
       AND metadata_modification_time < now() - INTERVAL ${Math.ceil(staleMs / 1000)} SECOND`,
  );
  if (rows.length === 0) return;
  const aside = `stale_${newId().replaceAll('-', '')}`;
  const moved = await server.run(`RENAME TABLE "${database}"."${name}" TO "${database}"."${aside}"`).then(
    () => true,
    () => false,
  );
  if (moved) await server.run(`DROP TABLE IF EXISTS "${database}"."${aside}" SYNC`);
}
