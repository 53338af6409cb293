import { z } from 'zod';

/** What the pages of runs read. Instants are ISO 8601 in UTC. */
const text = z.object({ fr: z.string(), en: z.string() });
const progress = z.object({ percent: z.number(), text: z.string() }).nullable();

export const flowItem = z.object({
  name: z.string(),
  label: text,
  /** JSON Schema of the parameters, for a form. */
  parameters: z.record(z.string(), z.unknown()),
  schedule: z
    .object({ cron: z.string(), timeZone: z.string(), paused: z.boolean(), nextAt: z.string().nullable() })
    .nullable(),
});

export const runItem = z.object({
  id: z.string(),
  flow: z.string(),
  label: text,
  state: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
  queuedAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  by: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  progress,
  tasksDone: z.number(),
  tasksTotal: z.number(),
  error: z.object({ code: z.string(), message: z.string(), task: z.string().nullable() }).nullable(),
});

const taskItem = z.object({
  name: z.string(),
  label: text,
  dependsOn: z.array(z.string()),
  state: z.enum(['waiting', 'queued', 'running', 'succeeded', 'failed', 'cancelled', 'skipped']),
  attempt: z.number(),
  maxAttempts: z.number(),
  timeoutMs: z.number(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  progress,
  rowsIn: z.number().nullable(),
  rowsOut: z.number().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

export const runDetails = runItem.extend({
  parameters: z.record(z.string(), z.unknown()),
  rerunOf: z.string().nullable(),
  tasks: z.array(taskItem),
});

export const logLines = z.object({
  items: z.array(
    z.object({
      seq: z.number(),
      at: z.string(),
      task: z.string().nullable(),
      level: z.enum(['debug', 'info', 'warn', 'error']),
      text: z.string(),
      fields: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  lastSeq: z.number(),
});
