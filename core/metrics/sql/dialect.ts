import type { DatePart, StandardGrain } from '../manifest/model.ts';
import type { Sql } from './fragment.ts';

/** What a parameter's text or number is to the engine. */
export type ParameterType = 'text' | 'number' | 'boolean' | 'day' | 'time';

/** Everything in which one engine's SQL differs from another's. Pure text; no connection. */
export interface Dialect {
  readonly name: string;
  /** Whether a name in ORDER BY means a column of the FROM clause before one of the SELECT's own. */
  readonly ordersByInputs: boolean;
  quote(name: string): string;
  /** First instant of the period; a DATE for grains of a day and above, else a timestamp. */
  truncate(grain: StandardGrain, value: Sql): Sql;
  /** An integer; `dow` is ISO (Monday 1). */
  extract(part: DatePart, value: Sql): Sql;
  /** `value` moved by `count` (may be negative) periods. */
  shift(value: Sql, count: number, grain: StandardGrain): Sql;
  /** A day moved by a computed number of days. */
  addDays(value: Sql, count: Sql): Sql;
  /** Aggregate: the value that a share `at` (0 to 1) of all values does not exceed; discrete: one of them. */
  percentile(value: Sql, how: { at: number; discrete: boolean; approximate: boolean }): Sql;
  /** Aggregate: `value` of the row whose `by` is smallest or largest, or the mean of all values. */
  pick(how: 'first' | 'last' | 'average', value: Sql, by: Sql): Sql;
  /** An expression of the manifest whose quotients are floats, whatever their parts. */
  divisions(expression: string): string;
  toDouble(value: Sql): Sql;
  toText(value: Sql): Sql;
  /** Placeholder of the parameter at `position` (1 is the first). */
  parameter(position: number, type: ParameterType): string;
  /** True when `needle` (already SQL) occurs in `value`, whatever the case. */
  contains(value: Sql, needle: Sql): Sql;
}
