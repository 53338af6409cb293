/** Functions of DuckDB that the models use and PostgreSQL has under other names. All are inlined or built in. */
export const DIALECT_SETUP = `
  CREATE FUNCTION date_diff(part text, a date, b date) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT b - a';
  CREATE FUNCTION to_days(n integer) RETURNS interval IMMUTABLE LANGUAGE sql AS 'SELECT make_interval(days => n)';
  CREATE FUNCTION strftime(d date, format text) RETURNS text IMMUTABLE LANGUAGE sql AS $$SELECT to_char(d, 'DD/MM/YYYY')$$;
  CREATE FUNCTION unnest(t timestamptz) RETURNS timestamptz IMMUTABLE LANGUAGE sql AS 'SELECT t';
  CREATE OPERATOR // (leftarg = numeric, rightarg = numeric, function = div);`;

/**
 * The compiled SQL for PostgreSQL. Exact ratios keep their whole-number division, over numeric, for there is no 128-bit
 * integer; the calendar's divisions are of integers, where `/` is already whole.
 */
export function toPostgres(sql: string): string {
  return sql
    .replaceAll(/interval (\d+) (year|month|day)/g, "interval '$1 $2'")
    .replaceAll(/\bhugeint\b/g, 'numeric')
    .replaceAll(/\/\/(?! \(2 \*)/g, '/')
    .replaceAll(/max_by\((\w+), (\w+)\)/g, '(array_agg($1 ORDER BY $2 DESC))[1]');
}

export const toPostgresType = (type: string): string =>
  type.replace(/^VARCHAR$/i, 'text').replace(/^DECIMAL/i, 'numeric');
