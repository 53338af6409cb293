import type { Aggregation, AggregationName } from './model.ts';

const AGGREGATIONS: Readonly<Record<string, AggregationName>> = {
  sum: 'sum',
  sum_boolean: 'sum_boolean',
  count: 'count',
  count_distinct: 'count_distinct',
  average: 'average',
  avg: 'average',
  median: 'median',
  percentile: 'percentile',
  approximate_continuous: 'percentile',
  approximate_discrete: 'percentile',
  min: 'min',
  max: 'max',
};

interface RawAggregation {
  agg: string;
  expr?: string | number | boolean | null;
  agg_time_dimension: string | null;
  agg_params?: {
    percentile: number | null;
    use_discrete_percentile: boolean | null;
    use_approximate_percentile: boolean | null;
  } | null;
  non_additive_dimension?: {
    name: string;
    window_choice: string | null;
    window_groupings?: string[] | null;
  } | null;
}

/** Shared by measures and by metrics that carry their aggregation themselves. */
export function aggregationOf(
  raw: RawAggregation,
  owner: { model: string; name: string; defaultTime: string | null },
  complain: (message: string) => void,
): Aggregation {
  const word = raw.agg.toLowerCase();
  const agg = AGGREGATIONS[word];
  if (!agg) complain(`aggregation "${raw.agg}" is not one of ${Object.keys(AGGREGATIONS).join(', ')}`);
  const params = raw.agg_params;
  return {
    model: owner.model,
    agg: agg ?? 'sum',
    expr: raw.expr === null || raw.expr === undefined ? owner.name : String(raw.expr),
    time: raw.agg_time_dimension ?? owner.defaultTime,
    percentile:
      agg === 'percentile'
        ? {
            value: params?.percentile ?? null,
            discrete: word === 'approximate_discrete' || params?.use_discrete_percentile === true,
            approximate: word.startsWith('approximate') || params?.use_approximate_percentile === true,
          }
        : null,
    nonAdditive: raw.non_additive_dimension
      ? {
          dimension: raw.non_additive_dimension.name,
          choice: raw.non_additive_dimension.window_choice?.toLowerCase() === 'max' ? 'max' : 'min',
          groupings: raw.non_additive_dimension.window_groupings ?? [],
        }
      : null,
  };
}
