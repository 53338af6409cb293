import { CasingCache } from 'drizzle-orm/casing';
import type { SQL } from 'drizzle-orm/sql';
import pg from 'pg';
import { StatementError } from './errors.ts';

type Row = Record<string, unknown>;

/**
 * One transaction. Statements are drizzle's `sql` templates: what stands in `${…}` is a parameter. Values are PostgreSQL's own text
 * for dates, times, intervals, numeric and bigint (strings), else what `pg` makes of them.
 */
export interface Tx {
  execute<R extends Row = Row>(statement: SQL): Promise<pg.QueryResult<R>>;
  /** A savepoint: what fails in it is undone alone, and its error is thrown on. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/**
 * Of drizzle only the template is used, not its session and dialect: these read the whole query builder, 0.6 s of CPU in every process
 * that starts, each task slot too, and nothing of ours builds queries.
 */
export function openTx(client: pg.PoolClient, depth = 0): Tx {
  return {
    async execute<R extends Row>(statement: SQL) {
      const { sql: text, params: values } = statement.toQuery(POSTGRES);
      try {
        return await client.query<R>({ text, values, types: AS_TEXT });
      } catch (error) {
        throw new StatementError(text, error);
      }
    },
    async transaction(work) {
      const savepoint = `sp${depth + 1}`;
      await client.query(`SAVEPOINT ${savepoint}`);
      try {
        const result = await work(openTx(client, depth + 1));
        await client.query(`RELEASE SAVEPOINT ${savepoint}`);
        return result;
      } catch (error) {
        // When this fails too the connection is gone or the transaction is lost: its end says so.
        await client.query(`ROLLBACK TO SAVEPOINT ${savepoint}`).catch(() => {});
        throw error;
      }
    },
  };
}

const POSTGRES = {
  casing: new CasingCache(),
  escapeName: (name: string) => `"${name.replaceAll('"', '""')}"`,
  escapeParam: (index: number) => `$${index + 1}`,
  escapeString: (text: string) => `'${text.replaceAll("'", "''")}'`,
};

const { TIMESTAMPTZ, TIMESTAMP, DATE, INTERVAL } = pg.types.builtins;
/** The last five are their arrays, and numeric's: `pg` has no names for these. */
const KEPT_AS_TEXT = new Set<number>([TIMESTAMPTZ, TIMESTAMP, DATE, INTERVAL, 1185, 1115, 1182, 1187, 1231]);
const AS_TEXT: pg.CustomTypesConfig = {
  getTypeParser: ((type: number, format?: 'text' | 'binary') =>
    KEPT_AS_TEXT.has(type) ? (value: string) => value : pg.types.getTypeParser(type, format)) as never,
};
