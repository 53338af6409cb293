import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { lockRun } from '../store/run-row.ts';
import { settle } from '../store/settle.ts';

export interface ClaimedTask {
  tenantId: string;
  runId: string;
  flow: string;
  task: string;
  attempt: number;
  token: string;
  timeoutMs: number;
}

interface Row extends Record<string, unknown> {
  tenant_id: string;
  run_id: string;
  flow: string;
  task: string;
  attempt: number;
  token: string;
  timeout_ms: number;
}

/** Takes up to `limit` ready tasks for this worker, oldest first; no two workers get the same one. Paused runs and flows wait. */
export async function claimTasks(
  store: Store,
  o: { workerId: string; flows: readonly string[]; labels?: readonly string[]; limit: number; leaseMs: number },
): Promise<ClaimedTask[]> {
  return store.withSystem(async (tx) => {
    const { rows } = await tx.execute<Row>(sql`
      WITH picked AS (
        SELECT run_id, task FROM flow_tasks t
         WHERE state = 'ready' AND run_after <= clock_timestamp() AND flow = ANY (${sql.param(o.flows)}::text[])
           AND needs <@ ${sql.param(o.labels ?? [])}::text[]
           AND NOT EXISTS (SELECT FROM flow_runs r WHERE r.id = t.run_id AND r.paused_at IS NOT NULL)
           AND NOT EXISTS (SELECT FROM flow_pauses p WHERE p.tenant_id = t.tenant_id AND p.flow = t.flow)
         ORDER BY run_after, position FOR UPDATE OF t SKIP LOCKED LIMIT ${o.limit}
      ), taken AS (
        UPDATE flow_tasks t SET state = 'running', attempt = attempt + 1, token = gen_random_uuid(), worker_id = ${o.workerId},
               lease_until = clock_timestamp() + make_interval(secs => ${o.leaseMs / 1000}), error = NULL
          FROM picked p WHERE t.run_id = p.run_id AND t.task = p.task
        RETURNING t.tenant_id, t.run_id, t.flow, t.task, t.attempt, t.token, t.timeout_ms
      ), noted AS (
        INSERT INTO flow_attempts (run_id, tenant_id, task, attempt, worker_id)
        SELECT run_id, tenant_id, task, attempt, ${o.workerId} FROM taken
      )
      SELECT * FROM taken`);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      runId: row.run_id,
      flow: row.flow,
      task: row.task,
      attempt: row.attempt,
      token: row.token,
      timeoutMs: row.timeout_ms,
    }));
  });
}

/** Tells the world that a claimed task runs. Apart from the claim, which must not lock runs (see the lock order). */
export async function noteStarted(store: Store, runId: string): Promise<void> {
  await store.withSystem(async (tx) => {
    const run = await lockRun(tx, runId);
    if (run && (run.state === 'queued' || run.state === 'running')) await settle(tx, run);
  });
}
