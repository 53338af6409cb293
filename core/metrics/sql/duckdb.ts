import { grainRank } from '../manifest/model.ts';
import type { Dialect } from './dialect.ts';
import { sql } from './fragment.ts';

const DAY = grainRank('day');

export const duckdb: Dialect = {
  name: 'duckdb',
  ordersByInputs: false,
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  truncate(grain, value) {
    if (grain === 'day') return sql`CAST(${value} AS DATE)`;
    if (grainRank(grain) > DAY) return sql`CAST(DATE_TRUNC('${grain}', ${value}) AS DATE)`;
    // DuckDB's timestamps count microseconds; a nanosecond grain keeps the value as it is.
    if (grain === 'nanosecond') return sql`CAST(${value} AS TIMESTAMP)`;
    return sql`DATE_TRUNC('${grain}', CAST(${value} AS TIMESTAMP))`;
  },
  extract: (part, value) => sql`EXTRACT(${part === 'dow' ? 'isodow' : part} FROM ${value})`,
  shift: (value, count, grain) => sql`${value} ${count < 0 ? '-' : '+'} INTERVAL ${Math.abs(count)} ${grain}`,
  addDays: (value, count) => sql`${value} + CAST(${count} AS INTEGER)`,
  aggregate({ agg, percentile }, value) {
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
      // Between two decimals lies what their digits cannot say.
      case 'median':
        return sql`QUANTILE_CONT(CAST(${value} AS DOUBLE), 0.5)`;
      case 'percentile': {
        const at = percentile?.value ?? 0.5;
        if (percentile?.approximate) return sql`APPROX_QUANTILE(${value}, ${at})`;
        return percentile?.discrete
          ? sql`QUANTILE_DISC(${value}, ${at})`
          : sql`QUANTILE_CONT(CAST(${value} AS DOUBLE), ${at})`;
      }
    }
  },
  pick(how, value, by) {
    if (how === 'average') return sql`AVG(${value})`;
    return how === 'first' ? sql`ARG_MIN_NULL(${value}, ${by})` : sql`ARG_MAX_NULL(${value}, ${by})`;
  },
  divisions: (expression) => expression,
  toDouble: (value) => sql`CAST(${value} AS DOUBLE)`,
  toText: (value) => sql`CAST(${value} AS VARCHAR)`,
  parameter(position, type) {
    const types = { text: 'VARCHAR', number: 'DOUBLE', boolean: 'BOOLEAN', day: 'DATE', time: 'TIMESTAMP' } as const;
    return `CAST($${position} AS ${types[type]})`;
  },
  contains: (value, needle) => sql`CONTAINS(LOWER(CAST(${value} AS VARCHAR)), LOWER(${needle}))`,
};
