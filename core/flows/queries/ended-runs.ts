import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { RunState } from '../domain/settle-run.ts';
import { isoTime } from './run-shape.ts';

export interface EndedRunView {
  tenantId: string;
  id: string;
  flow: string;
  state: Extract<RunState, 'succeeded' | 'failed' | 'cancelled'>;
  finishedAt: string;
  failure: { task: string; message: string } | null;
}

/**
 * Runs of all tenants that ended at or after an instant, oldest first, at most 1000. For who must not miss one: read from
 * a minute before the last one seen (an end may become visible a little after its time) and pass over what was seen, by
 * `id` and `finishedAt`; a run that was re-run has another one.
 */
export async function endedRuns(store: Store, since: Date): Promise<EndedRunView[]> {
  const { rows } = await store.withSystem((tx) =>
    tx.execute<{
      tenant_id: string;
      id: string;
      flow: string;
      state: EndedRunView['state'];
      finished_at: string;
      failure: EndedRunView['failure'];
    }>(sql`
      SELECT r.tenant_id, r.id, r.flow, r.state, r.finished_at,
             (SELECT jsonb_build_object('task', t.task, 'message', coalesce(t.error ->> 'message', '')) FROM flow_tasks t
               WHERE t.run_id = r.id AND t.state = 'failed' ORDER BY t.position LIMIT 1) AS failure
        FROM flow_runs r WHERE r.finished_at >= ${since.toISOString()} ORDER BY r.finished_at LIMIT 1000`),
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    id: row.id,
    flow: row.flow,
    state: row.state,
    finishedAt: isoTime(row.finished_at),
    failure: row.failure,
  }));
}
