import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { settleRun, type TaskState } from '../domain/settle-run.ts';
import { announce } from './announce.ts';
import { moveSeq, type RunRow } from './run-row.ts';

interface TaskRow extends Record<string, unknown> {
  task: string;
  depends_on: string[];
  state: TaskState;
}

/**
 * Brings a locked run forward after any of its tasks changed: readies, skips, ends; gives its concurrency key back and lets
 * the run waiting behind it start. Same transaction as the change itself, so no run can be left between two states.
 */
export async function settle(tx: Tx, run: RunRow): Promise<void> {
  const { rows } = await tx.execute<TaskRow>(
    sql`SELECT task, depends_on, state FROM flow_tasks WHERE run_id = ${run.id} ORDER BY position`,
  );
  const standing = rows.map((row) => ({ name: row.task, dependsOn: row.depends_on, state: row.state }));
  const { changes, end } = settleRun(standing, run.cancelRequested);
  if (changes.size > 0) {
    const list = [...changes].map(([task, state]) => ({ task, state }));
    await tx.execute(sql`
      UPDATE flow_tasks t SET state = c.state, run_after = CASE WHEN c.state = 'ready' THEN clock_timestamp() END
        FROM jsonb_to_recordset(${JSON.stringify(list)}::jsonb) AS c(task text, state text)
       WHERE t.run_id = ${run.id} AND t.task = c.task`);
  }
  const started = rows.some((row) => row.state !== 'pending' && row.state !== 'ready');
  const state = end ?? (started || run.state === 'running' ? 'running' : 'queued');
  if (state !== run.state) {
    await tx.execute(sql`
      UPDATE flow_runs SET state = ${state},
             started_at = coalesce(started_at, CASE WHEN ${state !== 'queued'} THEN clock_timestamp() END),
             finished_at = CASE WHEN ${end !== undefined} THEN clock_timestamp() END,
             follow_due = ${end !== undefined}, paused_at = CASE WHEN ${end === undefined} THEN paused_at END,
             key_place = CASE WHEN ${end === undefined} THEN key_place END
       WHERE id = ${run.id}`);
  }
  const seq = await moveSeq(tx, run.id, 1);
  const change = { tenantId: run.tenantId, runId: run.id, flow: run.flow, seq };
  await announce(tx, state === run.state ? { ...change, kind: 'task' } : { ...change, kind: 'run', state });
  if (end !== undefined) await startNext(tx, run);
}

async function startNext(tx: Tx, ended: RunRow): Promise<void> {
  if (ended.concurrencyKey === null) return;
  const { rows } = await tx.execute<{ id: string; cancel_requested: boolean }>(sql`
    UPDATE flow_runs n SET key_place = 'active'
     WHERE tenant_id = ${ended.tenantId} AND flow = ${ended.flow} AND concurrency_key = ${ended.concurrencyKey}
       AND key_place = 'next'
       AND NOT EXISTS (SELECT FROM flow_runs a WHERE a.tenant_id = n.tenant_id AND a.flow = n.flow
                          AND a.concurrency_key = n.concurrency_key AND a.key_place = 'active')
    RETURNING id, cancel_requested_at IS NOT NULL AS cancel_requested`);
  const next = rows[0];
  if (!next) return;
  await settle(tx, { ...ended, id: next.id, state: 'queued', cancelRequested: next.cancel_requested });
}
