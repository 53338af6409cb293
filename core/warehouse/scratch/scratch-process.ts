/** The program of a scratch session: a database in memory with some files' rows, closed to everything else, one question at a time. */
import process from 'node:process';
import { type DuckDBConnection, DuckDBInstance, StatementType } from '@duckdb/node-api';
import { DomainError } from '@griot/kernel';
import { engineError } from '../engine/engine-errors.ts';
import { quoteName } from '../engine/identifiers.ts';
import { bindParameters } from '../engine/parameters.ts';
import { columnsOf } from '../engine/read-query.ts';
import { type Cell, rowsOf } from '../engine/result-values.ts';
import { first, text } from '../engine/statements.ts';
import { checkLength, checkSelect } from '../guard/check-select.ts';
import { readCleanCsv } from '../sources/clean-csv.ts';
import type { ScratchAnswer, ScratchAsk, ScratchQuery, ScratchSaid, ScratchTable } from './scratch-protocol.ts';

/** Bytes of a row; with more the file is refused when it is read. */
const LONGEST_LINE = 1_048_576;

let connection: DuckDBConnection | undefined;
let tables: ReadonlySet<string> = new Set();

async function open(given: readonly ScratchTable[], memoryLimit: string): Promise<null> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memoryLimit,
    threads: '1',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    preserve_insertion_order: 'false',
  });
  const opened = await instance.connect();
  // Nothing is written anywhere: what does not fit in its memory is refused.
  await opened.run("SET temp_directory = ''; SET TimeZone = 'UTC'");
  for (const { name, columns, file } of given)
    await opened.run(`CREATE TABLE ${quoteName(name)} AS ${readCleanCsv([file], columns, LONGEST_LINE)}`);
  await opened.run('SET enable_external_access = false; SET lock_configuration = true');
  connection = opened;
  tables = new Set(given.map(({ name }) => name));
  return null;
}

async function answer({ sql, params, maxRows }: ScratchQuery): Promise<ScratchAnswer> {
  if (!connection) throw new DomainError({ code: 'warehouse.unavailable', kind: 'unavailable' });
  checkLength(sql);
  const serialized = await first(connection, 'SELECT json_serialize_sql($1::VARCHAR) AS tree', [sql]);
  checkSelect(text(serialized?.tree), { tables });
  const statement = await connection.prepare(sql);
  try {
    if (statement.statementType !== StatementType.SELECT)
      throw new DomainError({ code: 'warehouse.not_a_select', kind: 'invalid' });
    bindParameters(statement, params);
    const result = await statement.stream();
    const rows: Cell[][] = [];
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return { columns: columnsOf(result), rows, truncated: false };
      for (const row of rowsOf(chunk)) {
        if (rows.length >= maxRows) return { columns: columnsOf(result), rows, truncated: true };
        rows.push(row);
      }
    }
  } finally {
    statement.destroySync();
  }
}

process.on('message', (ask: ScratchAsk) => {
  const work = 'open' in ask ? open(ask.open.tables, ask.open.memoryLimit) : answer(ask.query);
  work
    .then((found): ScratchSaid => ({ ok: true, answer: found }))
    .catch((error: unknown): ScratchSaid => {
      const { code, kind, details, message } = engineError(error);
      return { ok: false, error: { code, kind, details, message } };
    })
    .then((said) => process.send?.(said));
});
process.once('disconnect', () => process.exit(0));
// Ctrl C reaches the whole group: the parent decides when this one ends.
process.on('SIGINT', () => {});
