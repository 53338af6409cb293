import { DomainError } from '@griot/kernel';
import { databaseFault, type Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { FlowDefinition } from '../definition/flow-types.ts';
import { rerunWords, type TriggeredBy } from '../domain/engine-words.ts';
import { appendLog, engineLine } from '../store/append-log.ts';
import { lockRun } from '../store/run-row.ts';
import { settle } from '../store/settle.ts';
import { runNotFound } from './cancel-run.ts';
import { type Sentences, type TriggerResult, triggerRun } from './trigger-run.ts';

/**
 * Opens an ended run again: finished tasks keep their outputs, the failed, cancelled and skipped ones start anew. The run keeps
 * its id, and its tasks their idempotency keys, so work that a failed attempt had half done can be gone on with.
 * Throws `flows.run_not_found`, `flows.run_not_ended`, `flows.nothing_to_rerun`, `flows.already_running` (its key is taken).
 */
export async function rerunFromFailed(tx: Tx, runId: string, by: TriggeredBy): Promise<TriggerResult> {
  const run = await lockRun(tx, runId);
  if (!run) throw runNotFound(runId);
  const refuse = (code: string, details: Record<string, unknown> = {}): never => {
    throw new DomainError({ code, kind: 'conflict', details: { runId, flow: run.flow, ...details } });
  };
  if (run.state === 'queued' || run.state === 'running') return refuse('flows.run_not_ended');
  if (run.state === 'succeeded') return refuse('flows.nothing_to_rerun');
  if (run.concurrencyKey !== null) {
    const { rows } = await tx.execute<{ id: string }>(sql`
      SELECT id FROM flow_runs WHERE tenant_id = ${run.tenantId} AND flow = ${run.flow}
         AND concurrency_key = ${run.concurrencyKey} AND key_place = 'active'`);
    if (rows[0]) return refuse('flows.already_running', { runId: rows[0].id, key: run.concurrencyKey });
  }
  try {
    await tx.execute(sql`
      UPDATE flow_runs SET state = 'running', key_place = 'active', finished_at = NULL, follow_due = false,
             cancel_requested_at = NULL, cancel_requested_by = NULL WHERE id = ${runId}`);
  } catch (error) {
    if (databaseFault(error)?.constraint === 'flow_runs_one_per_key') return refuse('flows.already_running');
    throw error;
  }
  await tx.execute(sql`
    UPDATE flow_tasks SET state = 'pending', failures = 0, losses = 0, error = NULL, token = NULL, worker_id = NULL, lease_until = NULL
     WHERE run_id = ${runId} AND state <> 'succeeded'`);
  await appendLog(tx, run, [engineLine('info', rerunWords(by))]);
  await settle(tx, { ...run, state: 'running', cancelRequested: false });
  return { runId, deduplicated: false };
}

/** A new run of the same flow with the same or other parameters; it points back by `rerunOf`. */
export async function rerunFromStart(
  tx: Tx,
  input: {
    tenantId: string;
    runId: string;
    flow: FlowDefinition;
    parameters?: unknown;
    by: TriggeredBy;
    sentences?: Sentences | undefined;
  },
): Promise<TriggerResult> {
  const { rows } = await tx.execute<{ parameters: unknown }>(
    sql`SELECT parameters FROM flow_runs WHERE id = ${input.runId} AND tenant_id = ${input.tenantId}`,
  );
  const old = rows[0];
  if (!old) throw runNotFound(input.runId);
  const { sentences, ...rest } = input;
  return triggerRun(tx, {
    ...rest,
    ...(sentences ? { sentences } : {}),
    parameters: input.parameters ?? old.parameters,
    rerunOf: input.runId,
  });
}
