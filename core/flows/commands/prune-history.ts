import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';

export interface Retention {
  /** Ended runs with all that belongs to them. Default 90. */
  runDays?: number;
  /** Log lines of ended runs. Default 30. */
  logDays?: number;
}

const BATCH = 500;

/** Forgets what is older; in small transactions, so that it holds nobody up. Gives how many runs and lines went. */
export async function pruneHistory(store: Store, o: Retention = {}): Promise<{ runs: number; logLines: number }> {
  const runDays = o.runDays ?? 90;
  const logDays = Math.min(o.logDays ?? 30, runDays);
  const runs = await inBatches(
    store,
    (limit) => sql`
    DELETE FROM flow_runs WHERE id IN (
      SELECT id FROM flow_runs WHERE finished_at < clock_timestamp() - make_interval(days => ${runDays})
       ORDER BY finished_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
  );
  const logLines = await inBatches(
    store,
    (limit) => sql`
    DELETE FROM flow_logs WHERE (run_id, seq) IN (
      SELECT l.run_id, l.seq FROM flow_runs r JOIN flow_logs l ON l.run_id = r.id
       WHERE r.finished_at < clock_timestamp() - make_interval(days => ${logDays}) LIMIT ${limit * 10})`,
  );
  await store.withSystem((tx) =>
    tx.execute(sql`DELETE FROM flow_workers w WHERE beat_at < clock_timestamp() - interval '2 days'
                      AND NOT EXISTS (SELECT FROM flow_tasks t WHERE t.worker_id = w.id AND t.state = 'running')`),
  );
  return { runs, logLines };
}

async function inBatches(store: Store, statement: (limit: number) => ReturnType<typeof sql>): Promise<number> {
  let total = 0;
  for (;;) {
    const { rowCount } = await store.withSystem((tx) => tx.execute(statement(BATCH)));
    total += rowCount ?? 0;
    if (!rowCount) return total;
  }
}
