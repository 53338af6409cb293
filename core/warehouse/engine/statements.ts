import type { DuckDBConnection } from '@duckdb/node-api';
import { bindParameters } from './parameters.ts';
import { type Cell, rowsOf } from './result-values.ts';

export type Row = Record<string, Cell>;

/** Runs one statement; answers how many rows it wrote. */
export async function run(connection: DuckDBConnection, sql: string, params: readonly unknown[] = []): Promise<number> {
  if (params.length === 0) return (await connection.run(sql)).rowsChanged;
  const statement = await connection.prepare(sql);
  try {
    bindParameters(statement, params);
    return (await statement.run()).rowsChanged;
  } finally {
    statement.destroySync();
  }
}

/** All rows of one statement as objects. For our own small tables. */
export async function all(connection: DuckDBConnection, sql: string, params: readonly unknown[] = []): Promise<Row[]> {
  const statement = await connection.prepare(sql);
  try {
    bindParameters(statement, params);
    const result = await statement.run();
    const names = result.columnNames();
    const rows: Row[] = [];
    for (const chunk of await result.fetchAllChunks()) {
      for (const row of rowsOf(chunk)) rows.push(Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])));
    }
    return rows;
  } finally {
    statement.destroySync();
  }
}

export async function first(
  connection: DuckDBConnection,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row | null> {
  return (await all(connection, sql, params))[0] ?? null;
}

/** Commits what `work` did, or leaves no trace of it. */
export async function inTransaction<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run('BEGIN TRANSACTION');
  try {
    const result = await work();
    await connection.run('COMMIT');
    return result;
  } catch (error) {
    await rollBack(connection);
    throw error;
  }
}

const TIMES = 200;

/** Work that was ended is interrupted until it is over, and so is its end: a connection that stays in its transaction would refuse everybody. */
async function rollBack(connection: DuckDBConnection): Promise<void> {
  for (let time = 0; time < TIMES; time += 1) {
    try {
      await connection.run('ROLLBACK');
      return;
    } catch (error) {
      // A failed commit has already rolled back: there is nothing to end.
      if (!/interrupt/i.test(String(error))) return;
    }
  }
}

export const text = (value: Cell | undefined): string => (value === null || value === undefined ? '' : String(value));
export const textOrNull = (value: Cell | undefined): string | null =>
  value === null || value === undefined ? null : String(value);
export const count = (value: Cell | undefined): number => Number(value ?? 0);
export const countOrNull = (value: Cell | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);
