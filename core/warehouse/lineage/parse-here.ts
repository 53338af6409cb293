import type { DuckDBConnection } from '@duckdb/node-api';

let parser: Promise<DuckDBConnection> | undefined;

/** An engine of this process that is given no data and reaches no file: it reads SQL alone, where the warehouse is another engine. */
async function open(): Promise<DuckDBConnection> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    enable_external_access: 'false',
    threads: '1',
    memory_limit: '256MB',
    lock_configuration: 'true',
  });
  return instance.connect();
}

/** The parse tree of DuckDB SQL, as `json_serialize_sql` gives it. */
export async function parseHere(sql: string): Promise<string> {
  parser ??= open();
  const read = await (await parser).runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql]);
  return String(read.getRows()[0]?.[0]);
}
