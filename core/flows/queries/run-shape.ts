import { sql } from 'drizzle-orm/sql';
import type { RunState, TaskState } from '../domain/settle-run.ts';

/** A run as lists show it. Times are ISO 8601 in UTC. */
export interface RunSummary {
  id: string;
  flow: string;
  flowVersion: string;
  state: RunState;
  /** True while it waits behind the run that holds its concurrency key. */
  waiting: boolean;
  cancelling: boolean;
  parameters: Record<string, unknown>;
  triggeredBy: { kind: string; id: string | null };
  concurrencyKey: string | null;
  rerunOf: string | null;
  /** The schedule's tick that it serves. */
  scheduledFor: string | null;
  backfillId: string | null;
  /** No further task starts. */
  pausedAt: string | null;
  pausedBy: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** From start to end, or to now while it runs. */
  durationMs: number | null;
  /** Share of its tasks that are done, with the running ones' own progress: 0 to 100. */
  progress: number;
  tasks: { total: number; succeeded: number; failed: number; running: number };
  /** The first failed task and its message. */
  failure: { task: string; message: string } | null;
  seq: number;
}

export interface RunSummaryRow extends Record<string, unknown> {
  id: string;
  flow: string;
  flow_version: string;
  state: RunState;
  key_place: string | null;
  cancelling: boolean;
  parameters: Record<string, unknown>;
  triggered_by_kind: string;
  triggered_by_id: string | null;
  concurrency_key: string | null;
  rerun_of: string | null;
  scheduled_for: string | null;
  backfill_id: string | null;
  paused_at: string | null;
  paused_by: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  duration_ms: number | null;
  seq: string;
  tasks: { state: TaskState; progress: number; task: string; message: string | null }[];
}

/** Columns of `RunSummaryRow` for `flow_runs r`. */
export const runColumns = sql`
  r.id, r.flow, r.flow_version, r.state, r.key_place, r.cancel_requested_at IS NOT NULL AS cancelling, r.parameters,
  r.triggered_by_kind, r.triggered_by_id, r.concurrency_key, r.rerun_of, r.scheduled_for, r.backfill_id, r.paused_at, r.paused_by, r.created_at, r.started_at, r.finished_at, r.seq,
  round(extract(epoch FROM coalesce(r.finished_at, clock_timestamp()) - r.started_at) * 1000)::float8 AS duration_ms,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('state', t.state, 'task', t.task, 'message', t.error ->> 'message',
                                                'progress', coalesce(a.progress, 0)) ORDER BY t.position), '[]')
     FROM flow_tasks t LEFT JOIN flow_attempts a ON a.run_id = t.run_id AND a.task = t.task AND a.attempt = t.attempt
    WHERE t.run_id = r.id) AS tasks`;

export const isoTime = (value: string): string => new Date(value).toISOString();
export const isoOrNull = (value: string | null): string | null => (value === null ? null : isoTime(value));

export function runSummary(row: RunSummaryRow): RunSummary {
  const count = (state: TaskState): number => row.tasks.filter((task) => task.state === state).length;
  const done = row.tasks.map((task) =>
    task.state === 'succeeded' ? 100 : task.state === 'running' ? task.progress : 0,
  );
  const failed = row.tasks.find((task) => task.state === 'failed');
  return {
    id: row.id,
    flow: row.flow,
    flowVersion: row.flow_version,
    state: row.state,
    waiting: row.key_place === 'next',
    cancelling: row.cancelling && row.key_place !== null,
    parameters: row.parameters,
    triggeredBy: { kind: row.triggered_by_kind, id: row.triggered_by_id },
    concurrencyKey: row.concurrency_key,
    rerunOf: row.rerun_of,
    scheduledFor: isoOrNull(row.scheduled_for),
    backfillId: row.backfill_id,
    pausedAt: isoOrNull(row.paused_at),
    pausedBy: row.paused_by,
    createdAt: isoTime(row.created_at),
    startedAt: isoOrNull(row.started_at),
    finishedAt: isoOrNull(row.finished_at),
    durationMs: row.duration_ms,
    progress: Math.floor(done.reduce((sum, one) => sum + one, 0) / Math.max(1, done.length)),
    tasks: {
      total: row.tasks.length,
      succeeded: count('succeeded'),
      failed: count('failed'),
      running: count('running'),
    },
    failure: failed ? { task: failed.task, message: failed.message ?? '' } : null,
    seq: Number(row.seq),
  };
}
