import type { Platform } from '@griot/application';
import type { Figure } from '@griot/telemetry';
import { sql } from 'drizzle-orm/sql';

/** When the last good backup was made, and how it went: nobody looks at backups before they are needed. */
export async function backupFigures({ store, clock }: Pick<Platform, 'store' | 'clock'>): Promise<Figure[]> {
  const { rows } = await store.withSystem(
    (tx) =>
      tx.execute<{ finished: number | null; bytes: number | null; failed: number }>(sql`
        SELECT (SELECT extract(epoch FROM max(finished_at))::float8 FROM backup_history WHERE state = 'succeeded') AS finished,
               (SELECT bytes::float8 FROM backup_history WHERE state = 'succeeded' ORDER BY finished_at DESC LIMIT 1) AS bytes,
               (SELECT count(*)::int FROM backup_history WHERE state = 'failed') AS failed`),
    { readOnly: true },
  );
  const { finished = null, bytes = null, failed = 0 } = rows[0] ?? {};
  const one = (name: string, help: string, value: number | null): Figure => ({
    ...{ name, help, type: 'gauge' },
    samples: value === null ? [] : [{ value }],
  });
  const age = finished === null ? null : Math.max(0, clock.now().getTime() / 1000 - finished);
  return [
    one('griot_backup_age_seconds', 'Since the last backup that succeeded; absent when there is none.', age),
    one('griot_backup_size_bytes', 'Of that backup.', bytes),
    one('griot_backups_failed', 'Failed backups in the history.', failed),
  ];
}
