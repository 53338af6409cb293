import { z } from 'zod';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');
const recipients = z.array(z.email().max(320)).max(50);

export const quietHours = z.object({
  from: time,
  to: time,
  days: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5, 6, 7]),
  criticalPasses: z.boolean().default(true),
});

export const escalationSteps = z
  .array(z.object({ afterMinutes: z.int().min(1).max(10_080), recipients: recipients.min(1) }))
  .max(5)
  .refine((steps) => steps.every((one, i) => i === 0 || one.afterMinutes > (steps[i - 1]?.afterMinutes ?? 0)), {
    message: 'each step must come later than the one before',
  });

/** Who is told, when, and how. */
export const delivery = z.object({
  recipients: recipients.default([]),
  quiet: quietHours.nullable().default(null),
  /** Nobody acknowledged it so many minutes after it opened: these are told too. */
  escalation: escalationSteps.default([]),
  webhookId: z.uuid().nullable().default(null),
});

export type Delivery = z.output<typeof delivery>;
export const silent: Delivery = { recipients: [], quiet: null, escalation: [], webhookId: null };

/** When the step after `level` falls due, counted from `from`; null: there is none. */
export function escalateAt(steps: Delivery['escalation'], level: number, from: Date): Date | null {
  const next = steps[level];
  return next === undefined ? null : new Date(from.getTime() + next.afterMinutes * 60_000);
}
