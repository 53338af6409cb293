import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { FlowTally } from '../domain/slot-tally.ts';
import { machineName } from './machine.ts';

export interface Held {
  /** Tokens of the attempts that are still ours. */
  tokens: Set<string>;
  /** Those among them whose run is to be cancelled. */
  cancelled: Set<string>;
}

/** Says that this worker lives, and holds its tasks for another lease. */
export async function beat(
  store: Store,
  o: {
    workerId: string;
    slots: number;
    labels: readonly string[];
    kind: string;
    leaseMs: number;
    figures: readonly FlowTally[];
  },
): Promise<Held> {
  return store.withSystem(async (tx) => {
    await tx.execute(sql`
      INSERT INTO flow_workers (id, machine, pid, slots, labels, kind, figures)
      VALUES (${o.workerId}, ${machineName()}, ${process.pid}, ${o.slots}, ${sql.param(o.labels)}::text[], ${o.kind},
        ${JSON.stringify(o.figures)}::jsonb)
      ON CONFLICT (id) DO UPDATE SET beat_at = clock_timestamp(), stopped_at = NULL, figures = EXCLUDED.figures`);
    const { rows } = await tx.execute<{ token: string; cancelled: boolean }>(sql`
      UPDATE flow_tasks t SET lease_until = clock_timestamp() + make_interval(secs => ${o.leaseMs / 1000})
        FROM flow_runs r
       WHERE t.worker_id = ${o.workerId} AND t.state = 'running' AND r.id = t.run_id
      RETURNING t.token, r.cancel_requested_at IS NOT NULL AS cancelled`);
    return {
      tokens: new Set(rows.map((row) => row.token)),
      cancelled: new Set(rows.filter((row) => row.cancelled).map((row) => row.token)),
    };
  });
}

/** The last word of a worker that stops in order; what it still holds may be taken at once. */
export async function sayGoodbye(store: Store, workerId: string): Promise<void> {
  await store.withSystem((tx) =>
    tx.execute(sql`UPDATE flow_workers SET stopped_at = clock_timestamp() WHERE id = ${workerId}`),
  );
}
