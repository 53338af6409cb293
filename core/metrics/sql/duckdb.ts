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
    // Days that a model keeps as text are days too.
    if (grainRank(grain) > DAY) return sql`CAST(DATE_TRUNC('${grain}', CAST(${value} AS TIMESTAMP)) AS DATE)`;
    // DuckDB's timestamps count microseconds; a nanosecond grain keeps the value as it is.
    if (grain === 'nanosecond') return sql`CAST(${value} AS TIMESTAMP)`;
    return sql`DATE_TRUNC('${grain}', CAST(${value} AS TIMESTAMP))`;
  },
  extract: (part, value) => sql`EXTRACT(${part === 'dow' ? 'isodow' : part} FROM CAST(${value} AS TIMESTAMP))`,
  shift: (value, count, grain) => sql`${value} ${count < 0 ? '-' : '+'} INTERVAL ${Math.abs(count)} ${grain}`,
  addDays: (value, count) => sql`${value} + CAST(${count} AS INTEGER)`,
  percentile(value, { at, discrete, approximate }) {
    if (approximate) return sql`APPROX_QUANTILE(${value}, ${at})`;
    if (discrete) return sql`QUANTILE_DISC(${value}, ${at})`;
    // Between two decimals lies what their digits cannot say.
    return sql`QUANTILE_CONT(CAST(${value} AS DOUBLE), ${at})`;
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
