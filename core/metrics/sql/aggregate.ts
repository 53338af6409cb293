import type { Aggregation } from '../manifest/model.ts';
import type { Dialect } from './dialect.ts';
import { type Sql, sql } from './fragment.ts';

/** What a measure does with its column. Only percentiles (the median is one) are said differently by each engine. */
export function aggregate(
  dialect: Pick<Dialect, 'percentile'>,
  { agg, percentile }: Pick<Aggregation, 'agg' | 'percentile'>,
  value: Sql,
): Sql {
  switch (agg) {
    case 'sum':
      return sql`SUM(${value})`;
    case 'sum_boolean':
      return sql`SUM(CASE WHEN ${value} THEN 1 ELSE 0 END)`;
    case 'count':
      return sql`COUNT(${value})`;
    case 'count_distinct':
      return sql`COUNT(DISTINCT ${value})`;
    case 'average':
      return sql`AVG(${value})`;
    case 'min':
      return sql`MIN(${value})`;
    case 'max':
      return sql`MAX(${value})`;
    case 'median':
      return dialect.percentile(value, { at: 0.5, discrete: false, approximate: false });
    case 'percentile':
      return dialect.percentile(value, {
        at: percentile?.value ?? 0.5,
        discrete: percentile?.discrete ?? false,
        approximate: percentile?.approximate ?? false,
      });
  }
}
