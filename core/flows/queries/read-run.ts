import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { runNotFound } from '../commands/cancel-run.ts';
import type { Label } from '../definition/flow-types.ts';
import type { TaskState } from '../domain/settle-run.ts';
import type { StoredError } from '../runner/messages.ts';
import { progressWords } from '../store/progress-columns.ts';
import { type RunReference, readChain } from './read-chain.ts';
import { isoOrNull, isoTime, type RunSummary, type RunSummaryRow, runColumns, runSummary } from './run-shape.ts';

export interface AttemptView {
  attempt: number;
  state: 'running' | 'succeeded' | 'failed' | 'timed_out' | 'cancelled' | 'lost';
  workerId: string;
  startedAt: string;
  finishedAt: string | null;
  durationMs: number;
  progress: number;
  progressText: Label | null;
  rowsIn: number | null;
  rowsOut: number | null;
  error: StoredError | null;
}

export interface TaskView {
  name: string;
  label: Label;
  dependsOn: string[];
  state: TaskState;
  /** Ready, but not before this instant: a retry after its back-off. */
  retryAt: string | null;
  retries: number;
  timeoutMs: number;
  needs: string[];
  output: unknown;
  error: StoredError | null;
  attempts: AttemptView[];
}

export interface RunView extends RunSummary {
  taskList: TaskView[];
  /** Edges of the graph, from a task to one that waits for it. */
  edges: { from: string; to: string }[];
  /** Runs that started this one, and those that it started or found under way. */
  before: RunReference[];
  after: RunReference[];
  /** New runs of it with the same or other parameters. */
  reruns: RunReference[];
  /** The run that holds the concurrency key this one waits for. */
  heldBy: string | null;
}

interface TaskRow extends Record<string, unknown> {
  task: string;
  label: Label;
  depends_on: string[];
  state: TaskState;
  run_after: string | null;
  late: boolean;
  retries: number;
  timeout_ms: number;
  needs: string[];
  output: unknown;
  error: StoredError | null;
}

interface AttemptRow extends Record<string, unknown> {
  task: string;
  attempt: number;
  state: AttemptView['state'];
  worker_id: string;
  started_at: string;
  finished_at: string | null;
  duration_ms: number;
  progress: number;
  progress_text: string | null;
  progress_words: Label | null;
  rows_in: string | null;
  rows_out: string | null;
  error: StoredError | null;
}

/** Everything about one run but its log. Throws `flows.run_not_found`. */
export async function readRun(tx: Tx, tenantId: string, runId: string): Promise<RunView> {
  const { rows: runs } = await tx.execute<RunSummaryRow>(
    sql`SELECT ${runColumns} FROM flow_runs r WHERE r.tenant_id = ${tenantId} AND r.id = ${runId}`,
  );
  if (!runs[0]) throw runNotFound(runId);
  const { rows: tasks } = await tx.execute<TaskRow>(sql`
    SELECT task, label, depends_on, state, run_after, run_after > clock_timestamp() AS late, retries, timeout_ms, needs, output, error
      FROM flow_tasks WHERE run_id = ${runId} ORDER BY position`);
  const { rows: attempts } = await tx.execute<AttemptRow>(sql`
    SELECT task, attempt, state, worker_id, started_at, finished_at, progress, progress_text, progress_words, rows_in, rows_out, error,
           round(extract(epoch FROM coalesce(finished_at, clock_timestamp()) - started_at) * 1000)::float8 AS duration_ms
      FROM flow_attempts WHERE run_id = ${runId} ORDER BY attempt`);
  const taskList = tasks.map((row) => taskView(row, attempts));
  const chain = await readChain(tx, tenantId, runId);
  return {
    ...runSummary(runs[0]),
    taskList,
    edges: taskList.flatMap((task) => task.dependsOn.map((from) => ({ from, to: task.name }))),
    ...chain,
  };
}

function taskView(row: TaskRow, attempts: AttemptRow[]): TaskView {
  return {
    name: row.task,
    label: row.label,
    dependsOn: row.depends_on,
    state: row.state,
    retryAt: row.state === 'ready' && row.late ? isoOrNull(row.run_after) : null,
    retries: row.retries,
    timeoutMs: row.timeout_ms,
    needs: row.needs,
    output: row.output,
    error: row.error,
    attempts: attempts.filter((one) => one.task === row.task).map(attemptView),
  };
}

function attemptView(row: AttemptRow): AttemptView {
  return {
    attempt: row.attempt,
    state: row.state,
    workerId: row.worker_id,
    startedAt: isoTime(row.started_at),
    finishedAt: isoOrNull(row.finished_at),
    durationMs: row.duration_ms,
    progress: row.progress,
    progressText: progressWords(row),
    rowsIn: row.rows_in === null ? null : Number(row.rows_in),
    rowsOut: row.rows_out === null ? null : Number(row.rows_out),
    error: row.error,
  };
}
