import { isDay, RELATIVE_PERIODS } from '@griot/kernel';
import { filter, period, widget } from '@griot/widgets';
import { z } from 'zod';
import { dashboardSpec } from '../spec/dashboard-spec.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const day = z.string().refine(isDay);
const text = z.object({ fr: z.string(), en: z.string() });

export const dashboardId = z.object({ id: z.string().min(1).max(120) });

export const summary = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  application: z.string(),
  ownerName: z.string(),
  access: z.enum(['view', 'edit', 'own']),
  shared: z.boolean(),
  version: z.number(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  widgets: z.number(),
});
export const dashboardList = z.object({ items: z.array(summary), shipped: z.array(summary) });
export const dashboard = summary.extend({ spec: dashboardSpec });
export const saved = z.object({ id: z.string(), version: z.number() });

export const share = z.object({
  kind: z.enum(['tenant', 'role', 'user']),
  grantee: z.string().max(100),
  access: z.enum(['view', 'edit']),
});
export const sharing = z.object({
  shares: z.array(share),
  roles: z.array(z.object({ name: z.string(), label: z.string() })),
  people: z.array(z.object({ id: z.string(), name: z.string() })),
});

/** One reading: whose figures, over which days, narrowed to what. */
export const reading = z.object({
  application: z.string().max(64),
  period: period.nullable().default(null),
  filters: z.array(filter).max(20).default([]),
});
export const dataRequest = reading.extend({ widgets: z.array(widget).min(1).max(60) });

const column = z.object({
  name: z.string(),
  kind: z.enum(['dimension', 'metric', 'comparison', 'share']),
  label: z.string(),
  metric: z.string().optional(),
  unit: z.enum(['currency', 'percent', 'days', 'count', 'hectares', 'score']).nullish(),
  currency: z.string().optional(),
  direction: z.enum(['up', 'down', 'none']).optional(),
  grain: z.string().optional(),
});
const days = z.object({ from: day, to: day });
export const passport = z.object({
  generation: z.number(),
  builtAt: z.string(),
  state: z.enum(['sound', 'warned', 'stale']),
  tests: z.object({ passed: z.number(), warned: z.number(), failed: z.number() }),
  troubles: z
    .array(
      z.object({
        ...{ test: z.string(), model: z.string(), failures: z.number() },
        status: z.enum(['warned', 'failed']),
      }),
    )
    .optional(),
  sources: z.array(
    z.object({ name: z.string(), loadedAt: z.string(), rows: z.number(), late: z.boolean().optional() }),
  ),
});
export const widgetData = z.object({
  columns: z.array(column),
  rows: z.array(z.array(value)),
  totals: z.record(z.string(), value).optional(),
  period: days.optional(),
  previousPeriod: days.optional(),
  passport,
  hasMore: z.boolean(),
  ignoredFilters: z.array(z.string()),
  leftOut: z.array(z.string()).optional(),
  trend: z.array(z.object({ period: z.string(), value })).optional(),
});
export const dataAnswer = z.object({
  generation: z.number().nullable(),
  answers: z.array(
    z.object({
      id: z.string(),
      data: widgetData.optional(),
      error: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).optional(),
    }),
  ),
});

const catalogueMetric = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  unit: z.enum(['currency', 'percent', 'days', 'count', 'hectares', 'score']).nullable(),
  synonyms: z.array(z.string()),
  dimensions: z.array(z.string()),
  timeGrains: z.array(z.string()),
});
export const catalogue = z.object({
  metrics: z.array(catalogueMetric),
  dimensions: z.array(
    z.object({ name: z.string(), label: z.string(), kind: z.enum(['categorical', 'time', 'entity']) }),
  ),
  layers: z.array(z.object({ id: z.string(), label: text, dimension: z.string() })),
  periods: z.array(z.enum(RELATIVE_PERIODS)),
});
export const areas = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      polygon: z.object({
        type: z.literal('Polygon'),
        coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))),
      }),
    }),
  ),
});
export const values = z.object({ items: z.array(value) });
