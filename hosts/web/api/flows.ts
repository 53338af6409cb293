import type { JsonSchema } from '../pages/flows/form/form-fields.ts';

/** What the endpoints of flows answer. Instants are ISO 8601 in UTC. */
export type RunState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
export type TaskState = 'waiting' | 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'skipped';

export interface Label {
  fr: string;
  en: string;
}

/** Percent 0 to 100, and what is being done. */
export interface Progress {
  percent: number;
  text: string;
}

export interface Run {
  id: string;
  flow: string;
  version: string;
  label: Label;
  state: RunState;
  /** Behind the run that holds its concurrency key. */
  waiting: boolean;
  cancelling: boolean;
  pausedAt: string | null;
  queuedAt: string;
  startedAt: string | null;
  endedAt: string | null;
  scheduledFor: string | null;
  backfillId: string | null;
  by: { kind: string; id: string | null; name: string | null };
  /** While it runs. */
  progress: Progress | null;
  tasksDone: number;
  tasksTotal: number;
  error: { code: string; message: string; task: string | null } | null;
}

/** A step, as its last attempt stands. */
export interface RunTask {
  name: string;
  label: Label;
  dependsOn: string[];
  state: TaskState;
  attempt: number;
  maxAttempts: number;
  timeoutMs: number;
  needs: string[];
  retryAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  progress: Progress | null;
  rowsIn: number | null;
  rowsOut: number | null;
  error: { code: string; message: string } | null;
  attempts: { attempt: number; state: string; startedAt: string; endedAt: string | null; error: string | null }[];
}

export interface RunReference {
  id: string;
  flow: string;
  label: Label;
  state: RunState;
  at: string;
}

export interface RunDetails extends Run {
  parameters: Record<string, unknown>;
  concurrencyKey: string | null;
  heldBy: string | null;
  rerunOf: string | null;
  before: RunReference[];
  after: RunReference[];
  reruns: RunReference[];
  tasks: RunTask[];
}

export interface RunPage {
  items: Run[];
  nextCursor: string | null;
}

export interface LogLine {
  seq: number;
  at: string;
  level: 'debug' | 'info' | 'warn' | 'error';
  task: string | null;
  attempt: number | null;
  text: string;
}

export interface LogPage {
  items: LogLine[];
  /** Pass it as `after` next time. */
  lastSeq: number;
}

export interface FlowDescription {
  name: string;
  label: Label;
  description: Label | null;
  version: string;
  parameters: JsonSchema;
  whenBusy: 'coalesce' | 'refuse' | 'queue' | null;
  after: { flow: string; states: string[] }[];
  events: string[];
  backfill: { day: string; maxParallel: number } | null;
  pausedAt: string | null;
  nextAt: string | null;
}

export interface FlowVersion {
  version: string;
  current: boolean;
  runs: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  successRate: number | null;
  meanMs: number | null;
  medianMs: number | null;
  p95Ms: number | null;
  firstAt: string;
  lastAt: string;
  tasks: { name: string; label: Label; dependsOn: string[]; meanMs: number | null }[];
}

export type CatchUp = 'none' | 'one' | 'all';

export interface Schedule {
  id: string;
  flow: string;
  label: Label;
  title: string | null;
  cron: string;
  timeZone: string;
  parameters: Record<string, unknown>;
  catchUp: CatchUp;
  declared: boolean;
  custom: boolean;
  version: number;
  pausedAt: string | null;
  next: string[];
  lastAt: string | null;
  lastRunId: string | null;
  lastResult: 'started' | 'skipped' | 'failed' | 'missed' | null;
}

type DayState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface Backfill {
  id: string;
  flow: string;
  label: Label;
  firstDay: string;
  lastDay: string;
  parallel: number;
  state: 'running' | 'succeeded' | 'failed' | 'cancelled';
  cancelling: boolean;
  by: string | null;
  createdAt: string;
  finishedAt: string | null;
  days: Record<DayState | 'total', number>;
}

export interface BackfillDay {
  day: string;
  state: DayState;
  runId: string | null;
  error: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  progress: number;
}

export interface BackfillDetails extends Backfill {
  parameters: Record<string, unknown>;
  dayList: BackfillDay[];
}

export interface QueueItem {
  runId: string;
  flow: string;
  label: Label;
  task: Label | null;
  reason: 'key' | 'run_paused' | 'flow_paused' | 'retry' | 'no_worker' | 'busy';
  since: string;
  until: string | null;
  heldBy: string | null;
  concurrencyKey: string | null;
  needs: string[];
}

export interface QueueWorker {
  id: string;
  machine: string;
  pid: number | null;
  kind: string;
  labels: string[];
  slots: number;
  busy: number;
  beatAt: string;
  state: 'living' | 'silent' | 'stopped';
}

export interface Queue {
  ready: number;
  retrying: number;
  running: number;
  openRuns: number;
  waitingRuns: number;
  oldestReadyMs: number | null;
  items: QueueItem[];
  workers: QueueWorker[];
}

/** Live message of `flows.runs`: a run's state changed, or (without a run) something else of the flow. */
export interface RunChange {
  runId: string | null;
  flow: string;
  state?: string;
}
