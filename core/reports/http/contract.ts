import { period } from '@griot/widgets';
import { z } from 'zod';
import { recipient, reportRequest, reportTemplate } from '../spec/report-template.ts';

const format = z.enum(['pdf', 'xlsx']);

export const templateList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      application: z.string(),
      area: z.string(),
      formats: z.array(format),
      skipEmpty: z.boolean(),
      /** Made here; else an application ships it. */
      own: z.boolean(),
      updatedAt: z.string().nullable(),
      updatedBy: z.string().nullable(),
      period,
      parameters: z.array(z.object({ dimension: z.string(), label: z.string() })),
      widgets: z.number(),
    }),
  ),
  people: z.array(z.object({ id: z.string(), name: z.string(), email: z.string().nullable() })),
  /** The caller, to preview their own copy. */
  me: z.string(),
  mailConfigured: z.boolean(),
});

export const templateId = z.object({ id: z.string().min(1).max(120) });
export const templateDetails = z.object({
  id: z.string(),
  spec: reportTemplate,
  /** 0: an application ships it; it is copied to be changed. */
  version: z.number(),
});
export const savedTemplate = z.object({ id: z.string(), version: z.number() });
/** What the blocks of a template can measure, in the reader's language. */
export const catalogue = z.object({
  metrics: z.array(z.object({ name: z.string(), label: z.string(), dimensions: z.array(z.string()) })),
  dimensions: z.array(z.object({ name: z.string(), label: z.string(), kind: z.string() })),
});
export const values = z.object({ items: z.array(z.string()) });

export const previewRequest = z.object({
  template: z.string().min(1).max(120),
  /** A template that is not saved yet, in place of the kept one. */
  draft: reportTemplate.optional(),
  period: period.nullish(),
  recipient,
});
export const preview = z.object({
  /** The very file, in base64. */
  pdf: z.string(),
  pages: z.number(),
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
      version: z.number(),
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
  /** Why it was not sent, for people. */
  reason: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  generation: z.number().nullable(),
  files: z.array(z.object({ format, name: z.string(), sha256: z.string(), size: z.number() })),
  resendOf: z.string().nullable(),
  byName: z.string(),
  createdAt: z.string(),
  /** What became of the mail. */
  mail: z
    .object({
      state: z.string(),
      lastError: z.string().nullable(),
      attempts: z.number(),
      sentAt: z.string().nullable(),
      nextAt: z.string().nullable(),
    })
    .nullable(),
});
export const history = z.object({ items: z.array(sendRecord) });
