import { errorMessage, newId } from '@griot/kernel';
import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { BackupResult } from '../operations/create-backup.ts';

export interface BackupRecord {
  id: string;
  state: 'running' | 'succeeded' | 'failed';
  file: string;
  encrypted: boolean;
  bytes: number | null;
  rows: number | null;
  objects: number | null;
  tenants: number | null;
  error: string | null;
  startedAt: string;
  finishedAt: string | null;
}

/** A run that died can be taken up again after so long. */
const GIVEN_UP = '3 hours';

/** Takes a night (YYYY-MM-DD), or null when another run has it or has done it. Without a night: always an id. */
export async function beginBackup(
  store: Store,
  o: { night: string | null; file: string; encrypted: boolean },
): Promise<string | null> {
  const { rows } = await store.withSystem((tx) =>
    tx.execute<{ id: string }>(sql`
      INSERT INTO backup_history (id, night, file, encrypted) VALUES (${newId()}, ${o.night}::date, ${o.file}, ${o.encrypted})
      ON CONFLICT (night) DO UPDATE SET state = 'running', file = excluded.file, encrypted = excluded.encrypted,
             error = NULL, started_at = now(), finished_at = NULL
       WHERE backup_history.state = 'failed'
          OR (backup_history.state = 'running' AND backup_history.started_at < now() - ${GIVEN_UP}::interval)
      RETURNING id`),
  );
  return rows[0]?.id ?? null;
}

export async function endBackup(store: Store, id: string, outcome: BackupResult | { error: unknown }): Promise<void> {
  await store.withSystem((tx) => {
    if ('error' in outcome) {
      return tx.execute(sql`UPDATE backup_history SET state = 'failed', finished_at = now(),
        error = ${errorMessage(outcome.error).slice(0, 2000)} WHERE id = ${id}`);
    }
    const { bytes, manifest } = outcome;
    const rows = Object.values(manifest.rows).reduce((sum, n) => sum + n, 0);
    return tx.execute(sql`UPDATE backup_history SET state = 'succeeded', finished_at = now(), bytes = ${bytes},
      rows = ${rows}, objects = ${manifest.objects}, tenants = ${manifest.tenants.length} WHERE id = ${id}`);
  });
}

/** The one that is being made, unless it was given up. */
export async function runningBackup(store: Store): Promise<{ startedAt: string } | null> {
  const { rows } = await store.withSystem((tx) =>
    tx.execute<{ at: string }>(sql`SELECT started_at AS at FROM backup_history
      WHERE state = 'running' AND started_at >= now() - ${GIVEN_UP}::interval ORDER BY started_at DESC LIMIT 1`),
  );
  return rows[0] ? { startedAt: new Date(rows[0].at).toISOString() } : null;
}

/** Newest first. */
export async function listBackups(store: Store, limit: number): Promise<BackupRecord[]> {
  const { rows } = await store.withSystem((tx) =>
    tx.execute<BackupRecord & Record<string, unknown>>(sql`
      SELECT id, state, file, encrypted, bytes::float8 AS bytes, rows::float8 AS rows, objects, tenants, error,
             started_at AS "startedAt", finished_at AS "finishedAt"
        FROM backup_history ORDER BY started_at DESC LIMIT ${limit}`),
  );
  const instant = (text: string) => new Date(text).toISOString();
  return rows.map((row) => ({
    ...row,
    startedAt: instant(row.startedAt),
    finishedAt: row.finishedAt === null ? null : instant(row.finishedAt),
  }));
}
