import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { ancestorsOf } from '../definition/flow-graph.ts';
import type { Label } from '../definition/flow-types.ts';
import { progressColumns } from '../store/progress-columns.ts';
import { lockRun } from '../store/run-row.ts';
import { settle } from '../store/settle.ts';
import type { AttemptOrder } from './messages.ts';

const MAX_OUTPUT_BYTES = 1_048_576;

/** The output as it is stored. Throws `flows.output_too_large`, `flows.output_not_json`. */
export function outputJson(output: unknown, task: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(output ?? null);
  } catch (cause) {
    throw new DomainError({ code: 'flows.output_not_json', kind: 'invalid', details: { task }, cause });
  }
  const bytes = Buffer.byteLength(text ?? 'null');
  if (bytes > MAX_OUTPUT_BYTES) {
    const details = { task, bytes, limit: MAX_OUTPUT_BYTES };
    throw new DomainError({ code: 'flows.output_too_large', kind: 'too_large', details });
  }
  return text ?? 'null';
}

export interface LoadedAttempt {
  parameters: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** What the attempt works on, or undefined when it is no longer the task's current one. */
export async function loadAttempt(tx: Tx, order: AttemptOrder): Promise<LoadedAttempt | undefined> {
  const { rows: runs } = await tx.execute<{ parameters: Record<string, unknown> }>(sql`
    SELECT r.parameters FROM flow_runs r JOIN flow_tasks t ON t.run_id = r.id
     WHERE r.id = ${order.runId} AND t.task = ${order.task} AND t.token = ${order.token} AND t.state = 'running'`);
  if (!runs[0]) return undefined;
  const { rows } = await tx.execute<{ task: string; depends_on: string[]; output: unknown }>(
    sql`SELECT task, depends_on, output FROM flow_tasks WHERE run_id = ${order.runId} ORDER BY position`,
  );
  const before = ancestorsOf(
    rows.map((row) => ({ name: row.task, dependsOn: row.depends_on })),
    order.task,
  );
  const outputs = Object.fromEntries(rows.filter((row) => before.has(row.task)).map((row) => [row.task, row.output]));
  return { parameters: runs[0].parameters, outputs };
}

export interface AttemptFigures {
  rowsIn: number | undefined;
  rowsOut: number | undefined;
  progressText: Label | string | undefined;
}

/** `current`, `done` (by this very attempt: a commit whose answer was lost) or `superseded`. */
export async function attemptStanding(tx: Tx, order: AttemptOrder): Promise<'current' | 'done' | 'superseded'> {
  const { rows } = await tx.execute<{ state: string }>(
    sql`SELECT state FROM flow_tasks WHERE run_id = ${order.runId} AND task = ${order.task} AND token = ${order.token}`,
  );
  const state = rows[0]?.state;
  return state === 'running' ? 'current' : state === 'succeeded' ? 'done' : 'superseded';
}

/**
 * Writes the task's success in the caller's transaction, after whatever else that holds. An attempt that is no longer the
 * current one gets `flows.attempt_superseded`, and with it everything in the transaction is undone.
 */
export async function completeAttempt(
  tx: Tx,
  order: AttemptOrder,
  output: string,
  figures: AttemptFigures,
): Promise<void> {
  const run = await lockRun(tx, order.runId);
  const { rowCount } = await tx.execute(sql`
    UPDATE flow_tasks SET state = 'succeeded', output = ${output}::jsonb, error = NULL, lease_until = NULL
     WHERE run_id = ${order.runId} AND task = ${order.task} AND token = ${order.token} AND state = 'running'`);
  if (!run || rowCount !== 1) throw superseded(order);
  await tx.execute(sql`
    UPDATE flow_attempts SET state = 'succeeded', finished_at = clock_timestamp(), progress = 100,
           ${progressColumns(figures.progressText)},
           rows_in = coalesce(${figures.rowsIn ?? null}, rows_in), rows_out = coalesce(${figures.rowsOut ?? null}, rows_out)
     WHERE run_id = ${order.runId} AND task = ${order.task} AND attempt = ${order.attempt}`);
  await settle(tx, run);
}

export function superseded(order: AttemptOrder): DomainError {
  return new DomainError({
    code: 'flows.attempt_superseded',
    kind: 'conflict',
    details: { runId: order.runId, task: order.task, attempt: order.attempt },
    message: 'This attempt was given up: another one does the task, or the run has ended',
  });
}
