import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@griot/kernel';
import { dataRelation, quoteText } from '../engine/identifiers.ts';
import type { Made, NodeWork } from './node-work.ts';

/**
 * A CSV file of the project as a table. The whole file decides the types of columns without one in `column_types`; numbers
 * with a point become doubles, so money in a seed is given a decimal type there. An empty value is null.
 */
export async function materializeSeed({ context, session, node, relation }: NodeWork): Promise<Made> {
  if (node.seed === null)
    throw new DomainError({ code: 'warehouse.seed_missing', kind: 'invalid', details: { node: node.id } });
  const staged = join(context.staging, `seed-${relation}.csv`);
  await mkdir(context.staging, { recursive: true, mode: 0o700 });
  await copyFile(node.seed.path, staged);
  const types = Object.entries(node.config.column_types).map(
    ([name, type]) => `${quoteText(name)}: ${quoteText(type)}`,
  );
  const options = [
    'header = true',
    `delim = ${quoteText(node.config.delimiter || ',')}`,
    'sample_size = -1',
    `quote = '"'`,
    `escape = '"'`,
    'all_varchar = false',
    "auto_type_candidates = ['BOOLEAN', 'BIGINT', 'DOUBLE', 'DATE', 'TIMESTAMP', 'VARCHAR']",
    ...(types.length === 0 ? [] : [`types = {${types.join(', ')}}`]),
  ];
  const sql = `SELECT * FROM read_csv(${quoteText(staged)}, ${options.join(', ')})`;
  try {
    await session.run(`CREATE TABLE ${dataRelation(relation)} AS ${sql}`);
  } finally {
    await rm(staged, { force: true });
  }
  return { kind: 'table', sql: '' };
}
