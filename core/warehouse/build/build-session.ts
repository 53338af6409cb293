import type { EngineConnection } from '../client/engine-connection.ts';
import type { Cell } from '../engine/result-values.ts';
import { type BuildRecords, recordsSql } from './build-records.ts';

export interface StatementResult {
  columns: { name: string; type: string }[];
  rows: Cell[][];
  /** Rows written. */
  changed: number;
}

export interface Committed<T> {
  result: T;
  statements?: readonly string[];
  records?: BuildRecords;
}

/** One connection inside the warehouse process, for one node or test at a time. */
export interface BuildSession {
  run(sql: string, params?: readonly unknown[], o?: { maxRows?: number; timeoutMs?: number }): Promise<StatementResult>;
  /**
   * Commits what `work` did, or leaves no trace of it. The statement that begins it travels with the work's first one, the
   * last statements and the records that `work` answers with the commit. Where the engine has no transactions, what was made
   * is there when its record is: records are written last, at once.
   */
  transaction<T>(work: () => Promise<Committed<T>>): Promise<T>;
}

export interface SessionPool {
  /** Waits for a free session; at most `size` works run at once. */
  use<T>(work: (session: BuildSession) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface SessionPoolOptions {
  connection: EngineConnection;
  tenantId: string;
  /** Null: not of any build. */
  buildId: string | null;
  size: number;
  /** Of one statement of the work; what a build writes down about itself has a time of its own. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** A short limit, or a busy machine, must not take away the record of what became of the work. */
const RECORDS_MS = 60_000;

async function openSession(o: SessionPoolOptions): Promise<{ session: BuildSession; close(): Promise<void> }> {
  const { connection, tenantId, buildId, timeoutMs, signal } = o;
  const { session: id } = await connection.call('session.open', { tenantId, buildId });
  const recordsMs = Math.max(timeoutMs, RECORDS_MS);
  /** A transaction was asked for and its first statement has not come yet. */
  let begin = false;
  const run: BuildSession['run'] = async (sql, params, limits = {}) => {
    const rows: Cell[][] = [];
    const first = begin ? 'BEGIN TRANSACTION;\n' : '';
    begin = false;
    const ask = { session: id, sql: first + sql, timeoutMs, ...(params === undefined ? {} : { params }), ...limits };
    const take = (group: Cell[][]): void => {
      for (const row of group) rows.push(row);
    };
    const answer = await connection.call('session.run', ask, { signal, onRows: take });
    return { ...answer, rows };
  };
  const close = async (): Promise<void> => {
    await connection.call('session.close', { session: id }).catch(() => undefined);
  };
  if (connection.engine === 'clickhouse') {
    const transaction: BuildSession['transaction'] = async (work) => {
      const { result, statements = [], records } = await work();
      for (const statement of statements) await run(statement);
      if (records !== undefined) await connection.call('build.record', { tenantId, records });
      return result;
    };
    return { session: { run, transaction }, close };
  }
  return {
    session: {
      run,
      async transaction(work) {
        begin = true;
        try {
          const { result, statements = [], records } = await work();
          const last = [...statements, ...(records === undefined ? [] : recordsSql(records)), 'COMMIT'];
          // Statements of the work among them have the work's limit.
          await run(last.join(';\n'), undefined, statements.length > 0 ? {} : { timeoutMs: recordsMs });
          return result;
        } catch (error) {
          // Not under the signal: also what was cancelled is rolled back before the session is used again.
          const ask = { session: id, sql: 'ROLLBACK', timeoutMs: recordsMs };
          if (!begin) await connection.call('session.run', ask).catch(() => undefined);
          throw error;
        } finally {
          begin = false;
        }
      },
    },
    close,
  };
}

/** Sessions are opened when needed, kept until `close`, and given to one work at a time. */
export function createSessionPool(o: SessionPoolOptions): SessionPool {
  const idle: { session: BuildSession; close(): Promise<void> }[] = [];
  const all: { close(): Promise<void> }[] = [];
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async use(work) {
      if (running >= o.size) await new Promise<void>((go) => waiting.push(go));
      else running += 1;
      try {
        let held = idle.pop();
        if (held === undefined) {
          held = await openSession(o);
          all.push(held);
        }
        try {
          return await work(held.session);
        } finally {
          idle.push(held);
        }
      } finally {
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
    async close() {
      await Promise.all(all.map((held) => held.close()));
    },
  };
}
