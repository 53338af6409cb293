import { grainRank } from '../manifest/model.ts';
import type { Dialect } from './dialect.ts';
import { type Sql, sql } from './fragment.ts';

const DAY = grainRank('day');

/** The first day of the period that a day is in. Weeks begin on Monday. */
const PERIOD = {
  week: (day: Sql) => sql`toStartOfWeek(${day}, 1)`,
  month: (day: Sql) => sql`toStartOfMonth(${day})`,
  quarter: (day: Sql) => sql`toStartOfQuarter(${day})`,
  year: (day: Sql) => sql`toStartOfYear(${day})`,
} as const;

const PART = {
  year: 'toYear',
  quarter: 'toQuarter',
  month: 'toMonth',
  week: 'toISOWeek',
  day: 'toDayOfMonth',
  dow: 'toDayOfWeek',
  doy: 'toDayOfYear',
} as const;

/** Texts, quoted names and comments of an expression: no operators are in them. */
const OPAQUE = /'(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * ClickHouse under the session settings of `@griot/warehouse` (nulls of outer joins, empty aggregates and nullable casts as
 * in standard SQL). Days are Date32: Date ends where it must not. A quotient of decimals keeps the numerator's digits only
 * there, so every division goes over floats, as in DuckDB.
 */
export const clickhouse: Dialect = {
  name: 'clickhouse',
  ordersByInputs: true,
  quote: (name) => `"${name.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`,
  truncate(grain, value) {
    if (grain === 'day') return sql`toDate32(${value})`;
    if (grainRank(grain) > DAY) return sql`toDate32(${PERIOD[grain as keyof typeof PERIOD](sql`toDate32(${value})`)})`;
    if (grain === 'nanosecond') return sql`toDateTime64(${value}, 9)`;
    return sql`toStartOfInterval(toDateTime64(${value}, 6), INTERVAL 1 ${grain})`;
  },
  extract: (part, value) => sql`${PART[part]}(${value})`,
  shift: (value, count, grain) => sql`${value} ${count < 0 ? '-' : '+'} INTERVAL ${Math.abs(count)} ${grain}`,
  addDays: (value, count) => sql`addDays(${value}, ${count})`,
  percentile(value, { at, discrete, approximate }) {
    if (approximate) return sql`quantileTDigest(${at})(toFloat64(${value}))`;
    if (!discrete) return sql`quantileExactInclusive(${at})(toFloat64(${value}))`;
    // The smallest value that at least this share of all values does not exceed.
    return sql`if(COUNT(${value}) = 0, NULL, arrayElement(arraySort(groupArray(${value})), greatest(1, toInt64(ceil(${at} * COUNT(${value}))))))`;
  },
  pick(how, value, by) {
    if (how === 'average') return sql`AVG(${value})`;
    // A bare null would not be picked: the tuple is never null.
    return sql`tupleElement(${how === 'first' ? 'argMin' : 'argMax'}(tuple(${value}), ${by}), 1)`;
  },
  divisions(expression) {
    const outside = (part: string): string => part.replaceAll('/', '* 1.0 /');
    let text = '';
    let at = 0;
    for (const match of expression.matchAll(OPAQUE)) {
      text += outside(expression.slice(at, match.index)) + match[0];
      at = match.index + match[0].length;
    }
    return text + outside(expression.slice(at));
  },
  toDouble: (value) => sql`toFloat64(${value})`,
  toText: (value) => sql`toString(${value})`,
  parameter(position, type) {
    const types = { text: 'String', number: 'Float64', boolean: 'Bool', day: 'Date32', time: 'DateTime64(6)' } as const;
    return `CAST($${position} AS Nullable(${types[type]}))`;
  },
  contains: (value, needle) => sql`positionCaseInsensitiveUTF8(toString(${value}), ${needle}) > 0`,
};
