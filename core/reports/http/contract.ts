import { period } from '@griot/widgets';
import { z } from 'zod';
import { recipient, reportRequest } from '../spec/report-template.ts';

export const templateList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      application: z.string(),
      period,
      parameters: z.array(z.object({ dimension: z.string(), label: z.string() })),
      widgets: z.number(),
    }),
  ),
  people: z.array(z.object({ id: z.string(), name: z.string(), email: z.string().nullable() })),
  mailConfigured: z.boolean(),
});

export const previewRequest = z.object({
  template: z.string().min(1).max(120),
  period: period.nullish(),
  recipient,
});
export const preview = z.object({
  svg: z.string(),
  title: z.string(),
  from: z.string(),
  to: z.string(),
  generation: z.number().nullable(),
  empty: z.boolean(),
  reader: z.string(),
});

export const schedule = z.object({
  title: z.string().trim().min(1).max(120),
  /** Five fields; in `timeZone`, the recipients' own. */
  cron: z.string().min(1).max(100),
  timeZone: z.string().min(1).max(100).optional(),
  request: reportRequest.omit({ requestedBy: true }),
});
export const scheduleList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string().nullable(),
      cron: z.string(),
      timeZone: z.string(),
      request: z.looseObject({ template: z.string() }),
      next: z.array(z.string()),
      paused: z.boolean(),
      lastAt: z.string().nullable(),
      lastResult: z.string().nullable(),
    }),
  ),
});

export const sendRecord = z.object({
  id: z.string(),
  runId: z.string(),
  template: z.string(),
  title: z.string(),
  userId: z.string(),
  userName: z.string(),
  address: z.string(),
  state: z.enum(['sent', 'skipped', 'failed']),
  reason: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  generation: z.number().nullable(),
  files: z.array(z.object({ format: z.enum(['pdf', 'xlsx']), name: z.string(), sha256: z.string(), size: z.number() })),
  resendOf: z.string().nullable(),
  byName: z.string(),
  createdAt: z.string(),
  /** What became of the mail. */
  mail: z.object({ state: z.string(), lastError: z.string().nullable() }).nullable(),
});
export const history = z.object({ items: z.array(sendRecord) });
