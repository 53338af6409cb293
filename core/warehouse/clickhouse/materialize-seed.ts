import { readFile } from 'node:fs/promises';
import { DomainError } from '@griot/kernel';
import type { Made, NodeWork } from '../build/node-work.ts';
import { quoteName } from '../engine/identifiers.ts';
import { readCsvCells } from '../project/tests/csv-rows.ts';
import { clickhouseText } from './names.ts';
import { engineOf, freshTable } from './table-sql.ts';
import { clickhouseType } from './types.ts';

/** The types a column may turn out to have, in the order in which they are tried; as for the other engine. */
const CANDIDATES: { type: string; fits: RegExp }[] = [
  { type: 'BOOLEAN', fits: /^(true|false)$/i },
  { type: 'BIGINT', fits: /^[+-]?\d{1,18}$/ },
  { type: 'DOUBLE', fits: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/ },
  { type: 'DATE', fits: /^\d{4}-\d{2}-\d{2}$/ },
  { type: 'TIMESTAMP', fits: /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?$/ },
];

/** A CSV file of the project as a table. Seeds are small: the rows travel in the statement. */
export async function materializeSeed(work: NodeWork): Promise<Made> {
  const { session, node } = work;
  if (node.seed === null) {
    throw new DomainError({ code: 'warehouse.seed_missing', kind: 'invalid', details: { node: node.id } });
  }
  const [names = [], ...rows] = readCsvCells(await readFile(node.seed.path, 'utf8'), node.config.delimiter || ',');
  const header = names.map((name) => name ?? '');
  const declared = new Map(Object.entries(node.config.column_types).map(([name, type]) => [name.toLowerCase(), type]));
  const types = header.map((name, i) => {
    const values = rows.map((row) => row[i] ?? '').filter((value) => value !== '');
    const found = CANDIDATES.find(({ fits }) => values.length > 0 && values.every((value) => fits.test(value)));
    return clickhouseType(declared.get(name.toLowerCase()) ?? found?.type ?? 'VARCHAR');
  });
  const table = await freshTable(work);
  const columns = header.map((name, i) => `${quoteName(name)} ${types[i]}`);
  await session.run(`CREATE TABLE ${table} (${columns.join(', ')}) ${engineOf(node.config.order_by)}`);
  for (let at = 0; at < rows.length; at += 1000) {
    const lines = rows.slice(at, at + 1000).map((row) => {
      const cells = types.map((type, i) => (row[i] ? `CAST(${clickhouseText(row[i] ?? '')} AS ${type})` : 'NULL'));
      return `(${cells.join(', ')})`;
    });
    await session.run(`INSERT INTO ${table} VALUES ${lines.join(',\n')}`);
  }
  return { kind: 'table', sql: '', rows: rows.length };
}
