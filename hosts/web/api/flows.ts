/** What the endpoints of runs answer: the views of the flows package with the names people know. */
export type RunState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
export type TaskState = 'pending' | 'ready' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'skipped';

export interface Label {
  fr: string;
  en: string;
}

export interface Run {
  id: string;
  flow: string;
  label: Label;
  state: RunState;
  /** Waits behind the run that holds its key. */
  waiting: boolean;
  cancelling: boolean;
  parameters: Record<string, unknown>;
  triggeredBy: { kind: string; id: string | null };
  triggeredByName: string | null;
  rerunOf: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** From start to end, or to the answer while it runs. */
  durationMs: number | null;
  /** 0 to 100. */
  progress: number;
  tasks: { total: number; succeeded: number; failed: number; running: number };
  failure: { task: string; message: string } | null;
  seq: number;
}

export interface RunAttempt {
  attempt: number;
  state: 'running' | 'succeeded' | 'failed' | 'timed_out' | 'cancelled' | 'lost';
  startedAt: string;
  finishedAt: string | null;
  durationMs: number;
  progress: number;
  progressText: string | null;
  rowsIn: number | null;
  rowsOut: number | null;
}

export interface RunTask {
  name: string;
  label: Label;
  dependsOn: string[];
  state: TaskState;
  retryAt: string | null;
  retries: number;
  timeoutMs: number;
  error: { code?: string; message?: string } | null;
  attempts: RunAttempt[];
}

export interface RunDetails extends Run {
  taskList: RunTask[];
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
  lines: LogLine[];
  /** Pass it as `after` next time. */
  lastSeq: number;
  more: boolean;
}

export interface FlowDescription {
  name: string;
  label: Label;
  schedule: { cron: string; timeZone: string; pausedAt: string | null; next: string[] } | null;
}

/** What live messages about runs say: what changed, so that the page reads it again. */
export interface FlowChange {
  runId: string;
  flow: string;
  kind: 'run' | 'task' | 'progress' | 'log' | 'cancel';
  seq: number;
  state?: string;
  task?: string;
}
