import type { Clock } from '@griot/kernel';
import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

export interface EventRetention {
  /** Days that the log keeps, default 31. */
  keepDays?: number;
  /** Days for which an accepted id is remembered at least: default 63, or twice as long as the log when that is more. */
  idWindowDays?: number;
}

const DAY_MS = 86_400_000;
const BUCKET_DAYS = 7;
/** Tables made ahead: a server may stand without maintenance for so long and still record. */
const AHEAD_DAYS = 3;

export interface PruneResult {
  days: number;
  openedBucket: number | null;
  deadLetters: number;
}

/** Days are dropped as whole tables, ids as whole buckets of a week. Safe from several processes at once. */
export async function pruneEvents(store: Store, clock: Clock, o: EventRetention = {}): Promise<PruneResult> {
  const { keepDays = 31 } = o;
  const idWindowDays = o.idWindowDays ?? Math.max(63, 2 * keepDays);
  const before = (days: number) => new Date(clock.now().getTime() - days * DAY_MS).toISOString();
  const days = await store.withSystem(async (tx) => {
    const { rows } = await tx.execute<{ n: number }>(
      sql`SELECT event_days_drop(${before(Math.max(1, keepDays))}::timestamptz) AS n`,
    );
    return rows[0]?.n ?? 0;
  });
  await ensureDays(store);
  const openedBucket = await store.withSystem(async (tx) => {
    // The open bucket, one that was just closed, and as many as the window is long.
    const keep = Math.ceil(idWindowDays / BUCKET_DAYS) + 1;
    const { rows } = await tx.execute<{ bucket: number | null }>(
      sql`SELECT event_ids_rotate(${before(BUCKET_DAYS)}::timestamptz, ${keep}) AS bucket`,
    );
    return rows[0]?.bucket ?? null;
  });
  const deadLetters = await store.withSystem(async (tx) => {
    const { rowCount } = await tx.execute(
      sql`DELETE FROM event_dead_letters WHERE state IN ('resent', 'discarded') AND updated_at < ${before(90)}::timestamptz`,
    );
    return rowCount ?? 0;
  });
  return { days, openedBucket, deadLetters };
}

export async function ensureDays(store: Store): Promise<void> {
  await store.withSystem((tx) => tx.execute(sql`SELECT event_days_ensure(${AHEAD_DAYS})`));
}

const HOUR_MS = 3_600_000;

/** Makes sure, at most once an hour per process, that the days to come have their tables. */
export function daysKeeper(store: Store): () => Promise<void> {
  let since = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  return () => {
    if (performance.now() - since < HOUR_MS) return Promise.resolve();
    running ??= ensureDays(store)
      .then(() => {
        since = performance.now();
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
}
