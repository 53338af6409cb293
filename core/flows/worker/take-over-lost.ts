import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { machineName, processIsThere } from './machine.ts';
import { recordBadEnd } from './record-bad-end.ts';

interface Lost extends Record<string, unknown> {
  run_id: string;
  task: string;
  token: string;
  worker_id: string;
}

/**
 * Gives back the tasks of workers that stopped answering: their lease is over, they said goodbye, or (quicker) their process
 * is gone from this very machine. Safe to run anywhere at any time: the write checks the token again.
 */
export async function takeOverLost(store: Store, o: { workerId: string; quietMs: number }): Promise<number> {
  const gone = await goneFromThisMachine(store, o);
  const lost = await store.withSystem(async (tx) => {
    const { rows } = await tx.execute<Lost>(sql`
      SELECT t.run_id, t.task, t.token, t.worker_id FROM flow_tasks t LEFT JOIN flow_workers w ON w.id = t.worker_id
       WHERE t.state = 'running' AND (t.lease_until < clock_timestamp() OR w.stopped_at IS NOT NULL
             OR t.worker_id = ANY (${sql.param(gone)}::uuid[]))`);
    if (gone.length > 0) {
      await tx.execute(sql`
        UPDATE flow_workers SET stopped_at = clock_timestamp() WHERE id = ANY (${sql.param(gone)}::uuid[])`);
    }
    return rows;
  });
  for (const { run_id, task, token, worker_id } of lost) {
    const error = { name: 'DomainError', code: 'flows.worker_lost', message: `worker ${worker_id} stopped answering` };
    await recordBadEnd(store, { runId: run_id, task, token, end: 'lost', error, final: false }, 0);
  }
  return lost.length;
}

async function goneFromThisMachine(store: Store, o: { workerId: string; quietMs: number }): Promise<string[]> {
  const { rows } = await store.withSystem((tx) =>
    tx.execute<{ id: string; pid: number }>(sql`
      SELECT id, pid FROM flow_workers
       WHERE machine = ${machineName()} AND stopped_at IS NULL AND id <> ${o.workerId}
         AND beat_at < clock_timestamp() - make_interval(secs => ${o.quietMs / 1000})`),
  );
  return rows.filter((row) => !processIsThere(row.pid)).map((row) => row.id);
}
