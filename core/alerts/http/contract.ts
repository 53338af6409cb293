import { z } from 'zod';

export const alert = z.object({
  id: z.uuid(),
  type: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  status: z.enum(['active', 'acknowledged', 'resolved']),
  title: z.string(),
  message: z.string(),
  dimension: z.string().nullable(),
  zone: z.string().describe('The value of its dimension; empty for the whole figure'),
  context: z.record(z.string(), z.unknown()),
  thresholdValue: z.number().nullable(),
  actualValue: z.number().nullable(),
  held: z.boolean().describe('“Données suspectes”: nothing is decided until the data is sound again'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  acknowledgedAt: z.iso.datetime().nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: z.iso.datetime().nullable(),
  resolvedBy: z.string().nullable(),
});

export const alertDetails = alert.extend({
  history: z.array(z.object({ at: z.iso.datetime(), what: z.string(), by: z.string(), comment: z.string() })),
  deliveries: z.array(
    z.object({
      to: z.array(z.string()),
      subject: z.string(),
      state: z.string(),
      attempts: z.int(),
      lastError: z.string().nullable(),
    }),
  ),
});

export const alertFilters = z.object({
  severity: z.enum(['info', 'warning', 'critical']).optional(),
  type: z.string().max(40).optional(),
  status: z.enum(['active', 'acknowledged', 'resolved']).optional(),
  zone: z.string().max(200).optional(),
});

export const summary = z.object({
  active: z.int(),
  acknowledged: z.int(),
  critical: z.int(),
  resolvedThisMonth: z.int(),
  meanMinutesToAcknowledge: z.number().nullable(),
  bySeverity: z.object({ info: z.int(), warning: z.int(), critical: z.int() }),
  timeline: z.array(z.object({ day: z.iso.date(), opened: z.int(), resolved: z.int() })),
});
