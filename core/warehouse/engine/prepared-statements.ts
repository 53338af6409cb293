import type { DuckDBPreparedStatement } from '@duckdb/node-api';

const MOST = 48;
const LONGEST = 20_000;

/**
 * Statements of one connection that were read, bound and planned once, oldest out first: metrics ask the same SQL again and
 * again with other values, and reading it costs more than running it. They are bound to what names meant when they were
 * prepared, so a connection whose search path changes must `clear` them; changes of the tables themselves the engine sees.
 */
export class PreparedStatements {
  readonly #kept = new Map<string, DuckDBPreparedStatement>();

  /** Takes the statement out: whoever has it gives it back with `keep`, or destroys it. */
  take(sql: string): DuckDBPreparedStatement | undefined {
    const found = this.#kept.get(sql);
    this.#kept.delete(sql);
    return found;
  }

  keep(sql: string, statement: DuckDBPreparedStatement): void {
    if (sql.length > LONGEST || this.#kept.has(sql)) {
      statement.destroySync();
      return;
    }
    this.#kept.set(sql, statement);
    for (const [oldest, one] of this.#kept) {
      if (this.#kept.size <= MOST) break;
      this.#kept.delete(oldest);
      one.destroySync();
    }
  }

  clear(): void {
    for (const statement of this.#kept.values()) statement.destroySync();
    this.#kept.clear();
  }
}
