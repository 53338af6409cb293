import { filter, period, widget } from '@griot/widgets';
import { z } from 'zod';

const name = z.string().trim().min(1).max(200);
const formats = z
  .array(z.enum(['pdf', 'xlsx']))
  .min(1)
  .max(2)
  .default(['pdf']);

function uniqueIds(widgets: readonly { id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  widgets.forEach(({ id }, at) => {
    if (seen.has(id)) context.addIssue({ code: 'custom', path: [at, 'id'], message: `"${id}" twice` });
    seen.add(id);
  });
}

/** A report as an application declares it in a YAML file: what it says, for which days by default, what may be narrowed. */
export const reportTemplate = z.strictObject({
  title: z.string().trim().min(1).max(120),
  description: z.string().trim().max(500).default(''),
  application: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/),
  /** The part of the business it is about, for people to find it: « Finances ». */
  area: z.string().trim().max(60).default(''),
  /** Counted from the day on which it is made, in the recipient's time zone. */
  period: period.default('last_month'),
  /** Dimensions that a sender may narrow, for each recipient. */
  parameters: z.array(name).max(8).default([]),
  formats,
  /** What the form proposes: nobody gets a mail about nothing. */
  skipEmpty: z.boolean().default(false),
  widgets: z.array(widget).min(1).max(40).superRefine(uniqueIds),
});
export type ReportTemplate = z.output<typeof reportTemplate>;

export const recipient = z.strictObject({
  userId: z.uuid(),
  filters: z.array(filter).max(8).default([]),
});

/** One sending: which report, over which days, to whom, as what. Kept as the parameters of a run and of a schedule. */
export const reportRequest = z.strictObject({
  template: z.string().min(1).max(120),
  period: period.nullish(),
  /** Each person once: one mail each. */
  recipients: z
    .array(recipient)
    .min(1)
    .max(50)
    .refine((list) => new Set(list.map(({ userId }) => userId)).size === list.length, {
      error: 'the same person twice',
    }),
  formats,
  /** Nobody gets a mail about nothing: a report without a single figure is not sent. */
  skipEmpty: z.boolean().default(false),
  message: z.string().trim().max(2000).default(''),
  /** Who asked. */
  requestedBy: z.string().max(100).default(''),
});
export type ReportRequest = z.output<typeof reportRequest>;
export type ReportFormat = ReportRequest['formats'][number];
