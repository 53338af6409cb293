/** Rows of unit tests as SELECTs, with the types of what they stand for. Documented at docs.getdbt.com, "Supported data formats for unit tests". */
import { quoteIdentifier } from '../context/relation.ts';
import type { EngineType, QueryColumn, UnitTestRows } from '../manifest.ts';

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A value as SQL: lists and maps as the engine's lists and structs. */
export function literalSql(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(literalSql).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, inner]) => `${text(key)}: ${literalSql(inner)}`)
      .join(', ')}}`;
  return text(String(value));
}

/** Columns that the rows name, in order of first use. */
export function namedColumns(rows: readonly Record<string, unknown>[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/**
 * A SELECT of the rows. `columns` are those of what they stand for: they give the types, and those that no row names are null.
 * A column that only the rows name keeps the type its values have.
 */
export function fixtureSelect(given: UnitTestRows, columns: readonly QueryColumn[], engine: EngineType): string {
  if (given.format === 'sql') return given.sql.trim().replace(/;$/, '');
  const { rows } = given;
  const types = new Map(columns.map(({ name, type }) => [name.toLowerCase(), type]));
  const own = namedColumns(rows);
  const ownLower = new Set(own.map((name) => name.toLowerCase()));
  const names = [...own, ...columns.map(({ name }) => name).filter((name) => !ownLower.has(name.toLowerCase()))];
  if (names.length === 0) return 'select null as no_columns where false';
  const nullable = (type: string) =>
    engine === 'clickhouse' && !/^(Nullable|Array|Map|Tuple)/.test(type) ? `Nullable(${type})` : type;
  const one = (row: Record<string, unknown>) =>
    names
      .map((name) => {
        const type = types.get(name.toLowerCase());
        const value = literalSql(row[name]);
        return `${type === undefined ? value : `cast(${value} as ${nullable(type)})`} as ${quoteIdentifier(name, engine)}`;
      })
      .join(', ');
  if (rows.length === 0) return `select ${one({})} where false`;
  return rows.map((row) => `select ${one(row)}`).join('\nunion all\n');
}
