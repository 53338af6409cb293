import { z } from 'zod';

const severity = z.enum(['info', 'warning', 'critical']);
const attempt = z.object({ attempt: z.int(), at: z.iso.datetime(), ok: z.boolean(), answer: z.string() });

export const alert = z.object({
  id: z.uuid(),
  source: z.string().describe('The threshold’s id, `flow:<name>` or `manual:<id>`'),
  type: z.string(),
  severity,
  status: z.enum(['active', 'acknowledged', 'resolved']),
  title: z.string(),
  message: z.string(),
  dimension: z.string().nullable(),
  zone: z.string().describe('The value of its dimension; empty for the whole figure'),
  zoneLabel: z.string().describe('The same in words: a zone’s name'),
  context: z.record(z.string(), z.unknown()),
  thresholdValue: z.number().nullable(),
  actualValue: z.number().nullable(),
  held: z.boolean().describe('“Données suspectes”: nothing is decided until the data is sound again'),
  heldBecause: z
    .array(z.object({ kind: z.enum(['stale', 'tests', 'build']), names: z.array(z.string()) }))
    .nullable()
    .describe('Sources that are too old, tests that failed, what a refused build stumbled over'),
  snoozedUntil: z.iso.datetime().nullable(),
  escalationLevel: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  acknowledgedAt: z.iso.datetime().nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: z.iso.datetime().nullable(),
  resolvedBy: z.string().nullable(),
});

export const deliveryView = z.object({
  id: z.string(),
  channel: z.enum(['mail', 'webhook']),
  kind: z.enum(['alert', 'digest', 'test']),
  to: z.array(z.string()),
  subject: z.string(),
  state: z.enum(['held', 'waiting', 'sent', 'failed', 'not_configured']),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  nextAt: z.iso.datetime().nullable(),
  lastError: z.string().nullable(),
  attempts: z.array(attempt),
});

export const alertDetails = alert.extend({
  history: z.array(z.object({ at: z.iso.datetime(), what: z.string(), by: z.string(), comment: z.string() })),
  deliveries: z.array(deliveryView),
  escalatesAt: z.iso.datetime().nullable().describe('When the next step of the escalation falls due'),
});

export const alertFilters = z.object({
  severity: severity.optional(),
  type: z.string().max(40).optional(),
  status: z.enum(['active', 'acknowledged', 'resolved']).optional(),
  zone: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
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

export const series = z.object({
  days: z.array(z.iso.date()),
  values: z.array(z.number().nullable()),
  limit: z.number().nullable(),
  unit: z.string().nullable(),
});

export const bell = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      alertId: z.uuid(),
      at: z.iso.datetime(),
      what: z.string(),
      title: z.string(),
      severity,
      read: z.boolean(),
    }),
  ),
  unread: z.int().describe('At most 100 are counted'),
});

const seenValue = z.object({ value: z.string(), label: z.string(), actual: z.number().nullable() });
export const tested = z.object({
  days: z.int(),
  fired: z.int().nullable().describe('Null: the past cannot tell'),
  openings: z.array(seenValue.extend({ day: z.iso.date() })),
  now: z.array(seenValue.extend({ breach: z.boolean() })),
  series: z.array(
    z.object({ value: z.string(), label: z.string(), fired: z.int(), values: z.array(z.number().nullable()) }),
  ),
  dayList: z.array(z.iso.date()),
});

export const webhook = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  active: z.boolean(),
  version: z.int(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
});
