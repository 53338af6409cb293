import { z } from 'zod';
import { isStandardGrain } from './model.ts';

/**
 * Shapes of the documents as people and dbt write them. YAML and the JSON manifest differ in small ways
 * (a filter is text, a list, or an object; a window is `7 days` or an object): both are accepted everywhere.
 */

const optional = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);
const text = optional(z.string());
const flag = optional(z.boolean());

const filterClauses = z
  .union([
    z.string().transform((one) => [one]),
    z.array(z.union([z.string(), z.object({ where_sql_template: z.string() })])),
    z
      .object({ where_filters: z.array(z.object({ where_sql_template: z.string() })) })
      .transform((o) => o.where_filters),
  ])
  .nullish()
  .transform((clauses) => (clauses ?? []).map((one) => (typeof one === 'string' ? one : one.where_sql_template)));

const WINDOW = /^\s*(\d+)\s+([a-z_][a-z0-9_]*?)\s*$/i;

/** `7 days`, `1 fiscal_quarter`, or `{count, granularity}`. A plural standard grain loses its s. */
const window = optional(
  z.union([
    z.object({ count: z.number().int().positive(), granularity: z.string() }),
    z.string().transform((value, context) => {
      const match = WINDOW.exec(value);
      if (match?.[1] && match[2]) return { count: Number(match[1]), granularity: match[2] };
      context.addIssue({ code: 'custom', message: `"${value}" is not a window such as "7 days"` });
      return z.NEVER;
    }),
  ]),
).transform((value) => (value === null ? null : { count: value.count, grain: singular(value.granularity) }));

function singular(grain: string): string {
  const lower = grain.toLowerCase();
  return lower.endsWith('s') && isStandardGrain(lower.slice(0, -1)) ? lower.slice(0, -1) : lower;
}

const meta = z.record(z.string(), z.unknown()).nullish();
const config = z.looseObject({ meta }).nullish();
const named = { description: text, label: text, meta, config };

const aggregationParams = z
  .looseObject({
    percentile: optional(z.number()),
    use_discrete_percentile: flag,
    use_approximate_percentile: flag,
  })
  .nullish();

const nonAdditive = z
  .looseObject({
    name: z.string(),
    window_choice: optional(z.string()),
    window_groupings: z.array(z.string()).nullish(),
  })
  .nullish();

const expression = z.union([z.string(), z.number(), z.boolean()]).nullish();

const measure = z.looseObject({
  name: z.string(),
  agg: z.string(),
  expr: expression,
  agg_time_dimension: text,
  agg_params: aggregationParams,
  non_additive_dimension: nonAdditive,
  create_metric: flag,
  ...named,
});

const validity = z.looseObject({ is_start: flag, is_end: flag }).nullish();

const dimension = z.looseObject({
  name: z.string(),
  type: z.string(),
  expr: expression,
  is_partition: flag,
  type_params: z.looseObject({ time_granularity: text, validity_params: validity }).nullish(),
  ...named,
});

const entity = z.looseObject({ name: z.string(), type: z.string(), expr: expression, label: text, meta, config });

export const rawModel = z.looseObject({
  name: z.string(),
  model: text,
  node_relation: z.looseObject({ alias: z.string(), schema_name: text, database: text }).nullish(),
  primary_entity: text,
  defaults: z.looseObject({ agg_time_dimension: text }).nullish(),
  entities: z.array(entity).nullish(),
  dimensions: z.array(dimension).nullish(),
  measures: z.array(measure).nullish(),
  /** A whole-model form of validity that some exported manifests carry: names of columns. */
  validity_params: z.looseObject({ is_valid_from: z.string(), is_valid_to: z.string() }).nullish(),
  ...named,
});

const measureInput = z.union([
  z.string().transform((name) => ({ name, filter: [], alias: null, join_to_timespine: null, fill_nulls_with: null })),
  z.looseObject({
    name: z.string(),
    filter: filterClauses,
    alias: text,
    join_to_timespine: flag,
    fill_nulls_with: optional(z.number()),
  }),
]);

const metricInput = z.union([
  z
    .string()
    .transform((name) => ({ name, filter: [] as string[], alias: null, offset_window: null, offset_to_grain: null })),
  z.looseObject({ name: z.string(), filter: filterClauses, alias: text, offset_window: window, offset_to_grain: text }),
]);

const cumulative = z
  .looseObject({
    window,
    grain_to_date: text,
    period_agg: text,
    metric: metricInput.nullish(),
  })
  .nullish();

const conversion = z
  .looseObject({
    entity: z.string(),
    calculation: text,
    window,
    base_measure: measureInput.nullish(),
    conversion_measure: measureInput.nullish(),
    base_metric: metricInput.nullish(),
    conversion_metric: metricInput.nullish(),
    constant_properties: z.array(z.object({ base_property: z.string(), conversion_property: z.string() })).nullish(),
  })
  .nullish();

const aggregation = z
  .looseObject({
    semantic_model: z.string(),
    agg: z.string(),
    expr: expression,
    agg_time_dimension: text,
    agg_params: aggregationParams,
    non_additive_dimension: nonAdditive,
  })
  .nullish();

export const rawMetric = z.looseObject({
  name: z.string(),
  type: z.string(),
  filter: filterClauses,
  time_granularity: text,
  type_params: z.looseObject({
    measure: measureInput.nullish(),
    metric_aggregation_params: aggregation,
    numerator: metricInput.nullish(),
    denominator: metricInput.nullish(),
    expr: expression,
    metrics: z.array(metricInput).nullish(),
    window,
    grain_to_date: text,
    join_to_timespine: flag,
    fill_nulls_with: optional(z.number()),
    cumulative_type_params: cumulative,
    conversion_type_params: conversion,
  }),
  ...named,
});

export const rawSavedQuery = z.looseObject({
  name: z.string(),
  query_params: z.looseObject({
    metrics: z.array(z.string()).nullish(),
    group_by: z.array(z.string()).nullish(),
    where: filterClauses,
    order_by: z.array(z.string()).nullish(),
    limit: optional(z.number().int().nonnegative()),
  }),
  ...named,
});

const customGranularities = z
  .array(z.looseObject({ name: z.string(), column_name: text }))
  .nullish()
  .transform((list) => (list ?? []).map((one) => ({ name: one.name, column: one.column_name ?? one.name })));

/** A dbt model that is a time spine. */
export const rawSpineModel = z.looseObject({
  name: z.string(),
  time_spine: z.looseObject({ standard_granularity_column: z.string(), custom_granularities: customGranularities }),
  columns: z.array(z.looseObject({ name: z.string(), granularity: text })).nullish(),
});

export const rawJsonSpine = z.looseObject({
  node_relation: z.looseObject({ alias: z.string(), schema_name: text, database: text }),
  primary_column: z.looseObject({ name: z.string(), time_granularity: z.string() }),
  custom_granularities: customGranularities,
});

export type RawModel = z.infer<typeof rawModel>;
export type RawMetric = z.infer<typeof rawMetric>;
export type RawMeasureInput = z.infer<typeof measureInput>;
export type RawMetricInput = z.infer<typeof metricInput>;
