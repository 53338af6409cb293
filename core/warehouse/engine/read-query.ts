import {
  type DuckDBConnection,
  type DuckDBExtractedStatements,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  StatementType,
} from '@duckdb/node-api';
import { DomainError } from '@griot/kernel';
import { checkLength, checkSelect } from '../guard/check-select.ts';
import { META_SCHEMA } from './identifiers.ts';
import { bindParameters } from './parameters.ts';
import { type Cell, rowsOf } from './result-values.ts';
import { type Limits, runLimited } from './run-limited.ts';
import { all, first, text } from './statements.ts';
import type { TenantDatabase } from './tenant-database.ts';

export interface ColumnInfo {
  name: string;
  /** The engine's name: `DECIMAL(18,2)`. */
  type: string;
}

export interface ReadQuery {
  sql: string;
  params: readonly unknown[];
  generation: number | 'current';
  /** Rows after this many are not read, and `truncated` is true. Absent: more than `ROW_BOUND` rows are an error. */
  maxRows?: number;
  /** For SQL that people write: only these tables (null: all of the generation), and only harmless functions. */
  guard?: { tables: readonly string[] | null };
}

export interface ReadEnd {
  columns: ColumnInfo[];
  generation: number | null;
  truncated: boolean;
}

/** What one answer can hold at most; bigger results are streamed by the caller in pages. */
export const ROW_BOUND = 2_000_000;

const READABLE: ReadonlySet<StatementType> = new Set([StatementType.SELECT, StatementType.EXPLAIN]);

export function columnsOf(result: DuckDBResult): ColumnInfo[] {
  return result.columnNames().map((name, index) => ({ name, type: result.columnType(index).toString() }));
}

/**
 * One SELECT inside a read-only transaction, where unqualified names mean the views of one generation: all its tables are
 * of that generation even when another one is published meanwhile. Rows go to `emit` by chunks of about two thousand.
 */
export async function readQuery(
  database: TenantDatabase,
  query: ReadQuery,
  limits: Limits,
  emit: (rows: Cell[][]) => void | Promise<void>,
): Promise<ReadEnd> {
  const generation = query.generation === 'current' ? database.current : query.generation;
  const pooled = await database.acquireReader(generation);
  const { connection } = pooled;
  let sound = false;
  let statement: DuckDBPreparedStatement | undefined;
  try {
    return await runLimited(connection, limits, async (goOn) => {
      if (query.guard !== undefined) await guardQuery(connection, query.sql, query.guard.tables, generation);
      goOn();
      // What people write is asked once; what programs ask comes again with other values.
      statement = query.guard === undefined ? pooled.prepared.take(query.sql) : undefined;
      const fresh = statement === undefined ? await oneStatement(connection, query.sql) : undefined;
      await connection.run('BEGIN TRANSACTION READ ONLY');
      let again = false;
      try {
        goOn();
        statement ??= await fresh?.prepare(0);
        if (statement === undefined) throw notOneSelect(0);
        if (!READABLE.has(statement.statementType)) throw notOneSelect(1, StatementType[statement.statementType]);
        bindParameters(statement, query.params);
        goOn();
        const result = await statement.stream();
        const truncated = await drain(result, query.maxRows, goOn, emit);
        again = query.guard === undefined && !truncated;
        return { columns: columnsOf(result), generation, truncated };
      } finally {
        if (statement && again) pooled.prepared.keep(query.sql, statement);
        else statement?.destroySync();
        await connection.run('ROLLBACK');
        sound = true;
      }
    });
  } catch (error) {
    throw explainMissing(error, generation);
  } finally {
    if (sound) database.release(pooled);
    else database.discard(pooled);
  }
}

async function oneStatement(connection: DuckDBConnection, sql: string): Promise<DuckDBExtractedStatements> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw notOneSelect(statements.count);
  return statements;
}

/** The engine's own parser reads the SQL; what it read is checked, and nothing has been run. */
async function guardQuery(
  connection: DuckDBConnection,
  sql: string,
  given: readonly string[] | null,
  generation: number | null,
): Promise<void> {
  checkLength(sql);
  const serialized = await first(connection, 'SELECT json_serialize_sql($1::VARCHAR) AS tree', [sql]);
  let tables = given;
  if (tables === null && generation !== null) {
    const models = await all(connection, `SELECT name FROM ${META_SCHEMA}.generation_nodes WHERE generation = $1`, [
      generation,
    ]);
    tables = models.map((row) => text(row.name));
  }
  checkSelect(text(serialized?.tree), { tables: new Set(tables ?? []) });
}

async function drain(
  result: DuckDBResult,
  maxRows: number | undefined,
  goOn: () => void,
  emit: (rows: Cell[][]) => void | Promise<void>,
): Promise<boolean> {
  const bound = maxRows ?? ROW_BOUND;
  let count = 0;
  for (;;) {
    goOn();
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return false;
    const rows = rowsOf(chunk);
    if (count + rows.length > bound) {
      if (maxRows === undefined) {
        throw new DomainError({ code: 'warehouse.too_many_rows', kind: 'too_large', details: { bound } });
      }
      await emit(rows.slice(0, bound - count));
      return true;
    }
    count += rows.length;
    await emit(rows);
  }
}

function notOneSelect(count: number, type?: string): DomainError {
  return new DomainError({ code: 'warehouse.not_a_select', kind: 'invalid', details: { statements: count, type } });
}

/** A missing table has a better reason when nothing is published yet. */
function explainMissing(error: unknown, generation: number | null): unknown {
  if (!(error instanceof DomainError) || error.code !== 'warehouse.query_failed') return error;
  const engine = String(error.details.engine ?? '');
  if (!engine.startsWith('Catalog Error')) return error;
  if (generation === null) return new DomainError({ code: 'warehouse.not_published', kind: 'not_found', cause: error });
  return error;
}
