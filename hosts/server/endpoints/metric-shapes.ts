import { z } from 'zod';

/** The query form over HTTP, and what comes back. Names are checked against the manifest, values become parameters. */
export const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const name = z.string().min(1).max(200);
export const application = z.object({ application: z.string().max(64) });

const range = z.object({ from: z.iso.date(), to: z.iso.date() });
const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const compare = z.enum(['previous_period', 'previous_year']);

const filter = z.object({
  dimension: name.describe('a dimension, or one of the metrics asked for (then checked after aggregation)'),
  grain: name.optional(),
  operator: z.enum([
    ...(['eq', 'ne', 'in', 'not_in', 'gt', 'gte', 'lt', 'lte', 'between', 'is_null', 'is_not_null'] as const),
    'contains',
  ]),
  value: z.union([scalar, z.array(scalar).max(1000), z.null()]).optional(),
});
const dimension = z.union([
  name,
  z.object({
    name,
    grain: name.optional(),
    datePart: z.enum(['year', 'quarter', 'month', 'week', 'day', 'dow', 'doy']).optional(),
  }),
]);
const order = z.array(z.union([name, z.object({ by: name, descending: z.boolean().optional() })])).max(5);

const refinements = {
  filters: z.array(filter).max(50).optional(),
  timeRange: range.nullish(),
  compare: compare.nullish(),
  targets: z.boolean().optional().describe('adds `<metric>__target` where one is declared'),
  order: order.optional().describe('`-ca_total` = largest first'),
  offset: z.number().int().min(0).max(1_000_000).optional(),
  totals: z.boolean().optional(),
  shares: z.boolean().optional().describe('adds `<metric>__share`, percent of the total'),
};

export const query = z.object({
  metrics: z.array(name).min(1).max(20),
  dimensions: z.array(dimension).max(10).optional().describe('`zone__nom_zone`, `metric_time__month`'),
  ...refinements,
  limit: z.number().int().min(1).max(10_000).default(1000),
  generation: z.number().int().min(1).optional().describe('read "as of" a generation that is still kept'),
});

export const saved = z.object({ ...refinements, limit: z.number().int().min(1).max(10_000).optional() });

export const drill = z.object({
  metric: name,
  query: query.omit({ metrics: true, generation: true, limit: true }),
  cell: z.record(name, value).optional().describe('values of the row’s dimension columns'),
  input: name.optional().describe('for ratios and derived metrics: which of `inputs`'),
  order: z.array(name).max(5).optional(),
  limit: z.number().int().min(1).max(1000).default(50),
  offset: z.number().int().min(0).max(1_000_000).optional(),
});

export const contribution = z.object({
  metric: name,
  dimension,
  timeRange: range,
  compare: compare.default('previous_period'),
  filters: z.array(filter).max(50).optional(),
});

export const passport = z.looseObject({ generation: z.number(), state: z.string() });
const columns = z.array(z.looseObject({ name }));

export const result = z.object({
  columns,
  rows: z.array(z.array(value)),
  totals: z.record(z.string(), value).optional(),
  period: range.optional(),
  previousPeriod: range.optional(),
  leftOut: z.array(z.string()).optional(),
  hasMore: z.boolean(),
  sql: z.string(),
  params: z.array(value),
  passport,
});

export const drilled = z.object({
  columns,
  rows: z.array(z.array(value)),
  total: z.number(),
  figure: value,
  adds: z.boolean(),
  input: z.string(),
  inputs: z.array(z.object({ name, label: z.string() })),
  hasMore: z.boolean(),
  sql: z.string(),
  params: z.array(value),
  passport,
});

export const contributed = z.object({
  metric: z.looseObject({ name }).optional(),
  dimension: z.looseObject({ name }).optional(),
  now: value,
  before: value,
  change: value,
  rows: z.array(z.object({ value, now: value, before: value, effect: value, contribution: z.number().nullable() })),
  adds: z.boolean(),
  period: range.optional(),
  previousPeriod: range.optional(),
  passport,
});

export const catalogue = z.object({
  metrics: z.array(z.looseObject({ name })),
  dimensions: z.array(z.looseObject({ name })),
  hierarchies: z.array(z.looseObject({ name })),
  savedQueries: z.array(z.looseObject({ name })),
});
