/** What the endpoints of runs answer. Instants are ISO 8601 in UTC. */
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
  label: Label;
  state: RunState;
  queuedAt: string;
  startedAt: string | null;
  endedAt: string | null;
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
  startedAt: string | null;
  endedAt: string | null;
  progress: Progress | null;
  rowsIn: number | null;
  rowsOut: number | null;
  error: { code: string; message: string } | null;
}

export interface RunDetails extends Run {
  parameters: Record<string, unknown>;
  rerunOf: string | null;
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
  /** JSON Schema; a flow with required parameters is not started by a bare button. */
  parameters: { required?: string[] };
  schedule: { cron: string; timeZone: string; paused: boolean; nextAt: string | null } | null;
}

/** Live message of `flows.runs`: a run's state changed. */
export interface RunChange {
  runId: string;
  flow: string;
  state?: string;
}
