import { z } from 'zod';
import { ALERT_CATEGORIES, ALERT_SOURCES, SEVERITIES } from '../domain/alert-rules.ts';
import { WINDOWS } from '../domain/business-time.ts';
import { METRIC_NAMES } from '../domain/metrics.ts';
import { WIDGET_KINDS } from '../domain/widgets.ts';

// What endpoints answer: the pages take their types from here.

export const decimal = z.string().nullable();
const text = z.string().nullable();
export const ALERT_STATES = ['open', 'acknowledged', 'resolved'] as const;

export const kpi = z.object({
  metric: z.enum(METRIC_NAMES),
  unit: z.enum(['money', 'count', 'percent', 'duration']),
  good: z.enum(['up', 'down', 'none']),
  label: z.object({ fr: z.string(), en: z.string() }),
  value: decimal,
  previous: decimal,
  changePct: decimal,
  byCurrency: z.record(z.string(), z.string()),
  sparkline: z.array(z.object({ at: z.string(), value: decimal })),
});

export const snapshot = z.object({
  ...{ window: z.enum(WINDOWS), timeZone: z.string(), reportingCurrency: z.string(), grain: z.enum(['hour', 'day']) },
  ...{ from: z.string(), to: z.string(), before: z.object({ from: z.string(), to: z.string() }) },
  ...{ computedAt: z.string(), ageSeconds: z.number() },
  kpis: z.array(kpi),
  restated: z.object({ events: z.number(), hours: z.number() }),
});

export const ranked = z.object({
  ...{ key: z.string(), label: z.string(), tenantType: z.string().nullable(), gmv: decimal },
  ...{ transactions: z.string(), conversion: decimal, fraudCount: z.string() },
});

export const transaction = z.object({
  ...{ id: z.string(), kind: z.string(), time: z.string(), recordedAt: z.string(), tenantType: z.string() },
  ...{ tenantId: z.string(), name: z.string(), country: z.string(), region: z.string(), city: z.string() },
  ...{ currency: z.string(), source: z.string(), amount: z.string(), reference: text, user: text, route: text },
  ...{ method: text, reason: text, latencyMs: z.number().nullable() },
});

/** What late events added to an hour that was read already. */
export const restatement = z.object({
  ...{ hour: z.string(), arrivedHour: z.string(), lastAt: z.string(), currency: z.string() },
  ...{ events: z.string(), transactions: z.string(), gmv: z.string() },
});

export const agent = z.object({
  ...{
    id: z.string(),
    name: z.string(),
    country: z.string(),
    region: z.string(),
    city: z.string(),
    currency: z.string(),
  },
  ...{ latitude: z.number(), longitude: z.number(), float: z.string(), salesToday: z.string(), lastSeen: z.string() },
  distance: z.number().nullable(),
});
/** A cell of the H3 grid with the agents in it. */
export const agentCell = z.object({
  ...{ cell: z.string(), ring: z.array(z.tuple([z.number(), z.number()])), place: z.string() },
  ...{ agents: z.number(), low: z.number(), floats: z.record(z.string(), z.string()), agentIds: z.array(z.string()) },
});

export const rebalancing = z.object({
  ...{ agentId: z.string(), name: z.string(), currency: z.string(), float: z.string(), amount: z.string() },
  from: z.object({ id: z.string(), name: z.string(), metres: z.number() }).nullable(),
});

export const simulator = z.object({ running: z.boolean(), rate: z.number(), simulatedTo: z.string() });

export const health = z.object({
  lag: z.number().nullable(),
  deadLetters: z.number().nullable(),
  snapshotAgeSeconds: z.number().nullable(),
  simulator: simulator.nullable(),
});

export const deadLetter = z.object({
  ...{ id: z.string(), eventId: z.string(), type: z.string(), code: z.string(), reason: z.string() },
  event: z.record(z.string(), z.unknown()),
  original: z.record(z.string(), z.unknown()).nullable(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })),
  ...{ attempts: z.number(), state: z.enum(['open', 'queued', 'resent', 'discarded']), createdAt: z.string() },
  ...{ resolvedBy: z.string().nullable(), note: z.string().nullable() },
});

export const alert = z.object({
  ...{ id: z.string(), source: z.enum(ALERT_SOURCES), category: z.enum(ALERT_CATEGORIES) },
  severity: z.enum(SEVERITIES),
  subject: z.object({ tenantType: z.string(), id: z.string(), name: z.string(), region: text }),
  facts: z.record(z.string(), z.unknown()),
  ...{
    state: z.enum(ALERT_STATES),
    openedAt: z.string(),
    acknowledgedAt: text,
    acknowledgedBy: text,
    note: text,
    resolvedAt: text,
  },
});

export const difference = z.object({
  ...{ payoutId: z.string(), merchantId: z.string(), currency: z.string(), requested: text, paid: text },
  ...{ why: z.enum(['not_asked', 'amount', 'failed', 'overdue', 'waiting']), reason: text },
});

/** What the agents of a region hold in a currency. */
export const floatRow = z.object({
  ...{ region: z.string(), currency: z.string(), agents: z.number(), low: z.number() },
  ...{ float: z.string(), salesToday: z.string() },
  /** At today’s pace; null: nothing was sold today. */
  hoursLeft: z.number().nullable(),
});

/** Payouts due in a currency, by when. */
export const dueTotal = z.object({
  ...{ currency: z.string(), when: z.enum(['overdue', 'today', 'later']), payouts: z.number() },
  ...{ held: z.number(), amount: z.string() },
});

export const duePayout = z.object({
  ...{ payoutId: z.string(), merchantId: z.string(), name: z.string(), region: z.string(), currency: z.string() },
  ...{ amount: z.string(), route: text, state: z.string(), dueAt: text, attempts: z.number(), reason: text },
  held: z.boolean(),
});

const place = z.object({
  x: z.int().min(0).max(11),
  y: z.int().min(0).max(200),
  w: z.int().min(1).max(12),
  h: z.int().min(1).max(12),
});
const title = z.object({ fr: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) });
export const widget = z.object({
  id: z.string(),
  kind: z.enum(WIDGET_KINDS),
  title,
  config: z.record(z.string(), z.unknown()),
  place,
});
