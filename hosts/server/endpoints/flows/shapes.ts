import { z } from 'zod';

/** What the pages of runs read. Instants are ISO 8601 in UTC. */
export const text = z.object({ fr: z.string(), en: z.string() });
const progress = z.object({ percent: z.number(), text: z.string() }).nullable();
const instant = z.string().nullable();
export const runState = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']);
export const logLevel = z.enum(['debug', 'info', 'warn', 'error']);
const values = z.record(z.string(), z.unknown());

export const flowItem = z.object({
  name: z.string(),
  label: text,
  description: text.nullable(),
  version: z.string(),
  /** JSON Schema of the parameters, for a form. */
  parameters: values,
  whenBusy: z.enum(['coalesce', 'refuse', 'queue']).nullable(),
  after: z.array(z.object({ flow: z.string(), states: z.array(z.string()) })),
  events: z.array(z.string()),
  backfill: z.object({ day: z.string(), maxParallel: z.number() }).nullable(),
  pausedAt: instant,
  pausedBy: z.string().nullable(),
  /** The next tick of any of its schedules. */
  nextAt: instant,
});

export const runItem = z.object({
  id: z.string(),
  flow: z.string(),
  version: z.string(),
  label: text,
  state: runState,
  /** Behind the run that holds its concurrency key. */
  waiting: z.boolean(),
  cancelling: z.boolean(),
  pausedAt: instant,
  queuedAt: z.string(),
  startedAt: instant,
  endedAt: instant,
  scheduledFor: instant,
  backfillId: z.string().nullable(),
  by: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  progress,
  tasksDone: z.number(),
  tasksTotal: z.number(),
  error: z.object({ code: z.string(), message: z.string(), task: z.string().nullable() }).nullable(),
});

const attemptItem = z.object({
  attempt: z.number(),
  state: z.enum(['running', 'succeeded', 'failed', 'timed_out', 'cancelled', 'lost']),
  startedAt: z.string(),
  endedAt: instant,
  rowsIn: z.number().nullable(),
  rowsOut: z.number().nullable(),
  error: z.string().nullable(),
});

const taskItem = z.object({
  name: z.string(),
  label: text,
  dependsOn: z.array(z.string()),
  state: z.enum(['waiting', 'queued', 'running', 'succeeded', 'failed', 'cancelled', 'skipped']),
  attempt: z.number(),
  maxAttempts: z.number(),
  timeoutMs: z.number(),
  needs: z.array(z.string()),
  retryAt: instant,
  startedAt: instant,
  endedAt: instant,
  progress,
  rowsIn: z.number().nullable(),
  rowsOut: z.number().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  attempts: z.array(attemptItem),
});

const reference = z.object({ id: z.string(), flow: z.string(), label: text, state: runState, at: z.string() });

export const runDetails = runItem.extend({
  parameters: values,
  concurrencyKey: z.string().nullable(),
  heldBy: z.string().nullable(),
  rerunOf: z.string().nullable(),
  before: z.array(reference),
  after: z.array(reference),
  reruns: z.array(reference),
  tasks: z.array(taskItem),
});

export const logLines = z.object({
  items: z.array(
    z.object({
      seq: z.number(),
      at: z.string(),
      task: z.string().nullable(),
      attempt: z.number().nullable(),
      level: logLevel,
      source: z.enum(['task', 'stdout', 'stderr', 'engine']),
      text: z.string(),
      fields: values.optional(),
    }),
  ),
  lastSeq: z.number(),
});

export const versionItem = z.object({
  version: z.string(),
  current: z.boolean(),
  runs: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  cancelled: z.number(),
  successRate: z.number().nullable(),
  meanMs: z.number().nullable(),
  medianMs: z.number().nullable(),
  p95Ms: z.number().nullable(),
  firstAt: z.string(),
  lastAt: z.string(),
  tasks: z.array(
    z.object({ name: z.string(), label: text, dependsOn: z.array(z.string()), meanMs: z.number().nullable() }),
  ),
});

export const scheduleItem = z.object({
  id: z.string(),
  flow: z.string(),
  label: text,
  title: z.string().nullable(),
  cron: z.string(),
  timeZone: z.string(),
  parameters: values,
  catchUp: z.enum(['none', 'one', 'all']),
  declared: z.boolean(),
  custom: z.boolean(),
  version: z.number(),
  pausedAt: instant,
  pausedBy: z.string().nullable(),
  next: z.array(z.string()),
  lastAt: instant,
  lastRunId: z.string().nullable(),
  lastResult: z.enum(['started', 'skipped', 'failed', 'missed']).nullable(),
});

export const scheduleBody = z.object({
  title: z.string().trim().max(120).nullable().default(null),
  cron: z.string().trim().min(1).max(120),
  /** IANA name; default the organisation's. */
  timeZone: z.string().max(60).optional(),
  parameters: values.default({}),
  catchUp: z.enum(['none', 'one', 'all']).default('one'),
});

const dayState = z.enum(['waiting', 'running', 'succeeded', 'failed', 'cancelled']);

export const backfillItem = z.object({
  id: z.string(),
  flow: z.string(),
  label: text,
  firstDay: z.string(),
  lastDay: z.string(),
  newestFirst: z.boolean(),
  parallel: z.number(),
  parameters: values,
  state: z.enum(['running', 'succeeded', 'failed', 'cancelled']),
  cancelling: z.boolean(),
  by: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: instant,
  days: z.record(dayState.or(z.literal('total')), z.number()),
});

export const backfillDetails = backfillItem.extend({
  dayList: z.array(
    z.object({
      day: z.string(),
      state: dayState,
      runId: z.string().nullable(),
      error: z.string().nullable(),
      startedAt: instant,
      finishedAt: instant,
      progress: z.number(),
    }),
  ),
});

export const queueAnswer = z.object({
  ready: z.number(),
  retrying: z.number(),
  running: z.number(),
  openRuns: z.number(),
  waitingRuns: z.number(),
  oldestReadyMs: z.number().nullable(),
  items: z.array(
    z.object({
      runId: z.string(),
      flow: z.string(),
      label: text,
      task: text.nullable(),
      reason: z.enum(['key', 'run_paused', 'flow_paused', 'retry', 'no_worker', 'busy']),
      since: z.string(),
      until: instant,
      heldBy: z.string().nullable(),
      concurrencyKey: z.string().nullable(),
      needs: z.array(z.string()),
    }),
  ),
  workers: z.array(
    z.object({
      id: z.string(),
      machine: z.string(),
      /** For those who run the platform. */
      pid: z.number().nullable(),
      kind: z.string(),
      labels: z.array(z.string()),
      slots: z.number(),
      busy: z.number(),
      startedAt: z.string(),
      beatAt: z.string(),
      state: z.enum(['living', 'silent', 'stopped']),
    }),
  ),
});
