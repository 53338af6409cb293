/**
 * What the engines say differently, for the statements behind the pages. Everything else of them is common to both: outer joins,
 * windows, `FILTER`, `* REPLACE`. ClickHouse answers under the session settings of `@griot/warehouse`; there a day is a
 * Date32, because Date begins in 1970, and a quotient of decimals keeps the digits of the numerator alone.
 */
export interface SqlWords {
  /** A text `YYYY-MM-DD` as a day. */
  day(value: string): string;
  dayAfter(day: string): string;
  /** The last day of a day's month. */
  monthEnd(day: string): string;
  /** `times x part / whole` with two decimals, rounded half away from zero; null over nothing. */
  ratio(part: string, whole: string, times?: number): string;
  /** Whether the one text is in the other, whatever accents and capitals. */
  contains(text: string, sought: string): string;
  /** A condition as a truth value, for a column of its own. */
  truth(condition: string): string;
}

const duckdb: SqlWords = {
  day: (value) => `CAST(${value} AS DATE)`,
  dayAfter: (day) => `CAST(${day} + INTERVAL 1 DAY AS DATE)`,
  monthEnd: (day) => `last_day(${day})`,
  // A double just under a half is meant as the half, as where figures are presented.
  ratio: (part, whole, times = 1) =>
    `CAST(round(${times} * ${part} / nullif(${whole}, 0) + sign(${part}) * 1e-9, 2) AS DECIMAL(18, 2))`,
  contains: (text, sought) => `contains(strip_accents(lower(${text})), strip_accents(lower(${sought})))`,
  truth: (condition) => `(${condition})`,
};

const exact = (value: string): string => `CAST(${value} AS Nullable(Decimal(38, 4)))`;
/** Nothing is divided by zero, not even where the quotient is thrown away. */
const divided = (part: string, whole: string): string =>
  `if(coalesce(${whole}, 0) = 0, NULL, divideDecimal(${exact(part)}, ${exact(`if(coalesce(${whole}, 0) = 0, 1, ${whole})`)}, 6))`;
const folded = (text: string): string => `replaceRegexpAll(normalizeUTF8NFD(lowerUTF8(${text})), '\\\\p{Mn}', '')`;

const clickhouse: SqlWords = {
  day: (value) => `CAST(${value} AS Nullable(Date32))`,
  dayAfter: (day) => `addDays(${day}, 1)`,
  monthEnd: (day) => `toDate32(toLastDayOfMonth(${day}))`,
  ratio: (part, whole, times = 1) =>
    // Four digits more than are kept decide how the last one is rounded.
    `CAST(round(${divided(`${times} * ${part}`, whole)}, 2) AS Nullable(Decimal(18, 2)))`,
  contains: (text, sought) => `position(${folded(text)}, ${folded(sought)}) > 0`,
  truth: (condition) => `CAST(${condition} AS Nullable(Bool))`,
};

export const sqlWords = { duckdb, clickhouse } as const;
