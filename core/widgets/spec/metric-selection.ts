import { isDay, RELATIVE_PERIODS } from '@griot/kernel';
import { z } from 'zod';

const name = z.string().trim().min(1).max(200);
const value = z.union([z.string().max(500), z.number(), z.boolean()]);
const day = z.string().refine(isDay, { error: 'not a day' });

export const filter = z.strictObject({
  dimension: name,
  operator: z
    .enum(['eq', 'ne', 'in', 'not_in', 'gt', 'gte', 'lt', 'lte', 'between', 'is_null', 'is_not_null', 'contains'])
    .default('eq'),
  value: z.union([value, z.array(value).max(500)]).optional(),
});

export const dayRange = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { error: 'the end is before the start' });

/** A period as people say it, or two days. */
export const period = z.union([z.enum(RELATIVE_PERIODS), dayRange]);

/** What a widget measures: a query of core/metrics whose period may be the reader's. */
export const metricSelection = z.strictObject({
  metrics: z.array(name).min(1).max(12),
  /** `zone__nom_zone`, `metric_time__month`. */
  dimensions: z.array(name).max(4).default([]),
  filters: z.array(filter).max(20).default([]),
  /** `reader`: the period that the page or the report is read with; `all`: no bound. */
  period: z.union([z.literal('reader'), z.literal('all'), period]).default('reader'),
  compare: z.enum(['previous_period', 'previous_year']).optional(),
  /** `-ca_total`: largest first. */
  order: z.array(name).max(5).default([]),
  limit: z.int().min(1).max(10_000).optional(),
  totals: z.boolean().default(false),
});

export type MetricSelection = z.output<typeof metricSelection>;
export type WidgetFilter = z.output<typeof filter>;
export type WidgetPeriod = z.output<typeof period>;

/** A dimension of time, which has a grain of its own in a query: `metric_time__month`. */
export function isTimeDimension(dimension: string): boolean {
  return /^metric_time(__|$)/.test(dimension) || /__(day|week|month|quarter|year)$/.test(dimension);
}
