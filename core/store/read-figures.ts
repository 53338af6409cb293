import type pg from 'pg';

export interface StoreFigures {
  version: string;
  sizeBytes: number;
  /** Of all who use the database, and how many it allows. */
  connections: number;
  maxConnections: number;
  /** Since its statistics began. */
  commits: number;
  rollbacks: number;
  deadlocks: number;
  /** Partitions counted with their table, indexes with theirs; the largest first. */
  tables: { name: string; bytes: number; rows: number }[];
  /** Of this process, by pool: `waiting` is work that has no connection yet. */
  pools: { pool: string; busy: number; idle: number; waiting: number }[];
}

const LARGEST = 40;

const DATABASE = `
  SELECT current_setting('server_version') AS version, pg_database_size(datname)::float8 AS size, numbackends AS connections,
         current_setting('max_connections')::int AS most, xact_commit::float8 AS commits, xact_rollback::float8 AS rollbacks,
         deadlocks::float8 AS deadlocks
    FROM pg_stat_database WHERE datname = current_database()`;

/** Rows are the planner's estimate: counting would read them all. */
const TABLES = `
  SELECT root AS name, sum(pg_total_relation_size(oid))::float8 AS bytes, sum(greatest(reltuples, 0))::float8 AS rows
    FROM (SELECT c.oid, c.reltuples, coalesce(pg_partition_root(c.oid), c.oid)::regclass::text AS root
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%') t
   GROUP BY root ORDER BY bytes DESC LIMIT ${LARGEST}`;

interface DatabaseRow {
  version: string;
  size: number;
  connections: number;
  most: number;
  commits: number;
  rollbacks: number;
  deadlocks: number;
}

export async function readFigures(pool: pg.Pool, pools: Record<string, pg.Pool>): Promise<StoreFigures> {
  const database = (await pool.query<DatabaseRow>(DATABASE)).rows[0];
  const tables = await pool.query<{ name: string; bytes: number; rows: number }>(TABLES);
  return {
    version: database?.version ?? '',
    sizeBytes: database?.size ?? 0,
    connections: database?.connections ?? 0,
    maxConnections: database?.most ?? 0,
    commits: database?.commits ?? 0,
    rollbacks: database?.rollbacks ?? 0,
    deadlocks: database?.deadlocks ?? 0,
    tables: tables.rows,
    pools: Object.entries(pools).map(([name, { totalCount, idleCount, waitingCount }]) => ({
      pool: name,
      busy: totalCount - idleCount,
      idle: idleCount,
      waiting: waitingCount,
    })),
  };
}
