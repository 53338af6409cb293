import { dataRelation } from '../engine/identifiers.ts';
import { checkContract, createContractTable } from './contract.ts';
import type { Made, NodeWork } from './node-work.ts';

/** A view over the physical relations of its inputs. */
export async function materializeView({ session, relation, compiled, node }: NodeWork): Promise<Made> {
  // Of a contract a view keeps names and types; constraints are for tables.
  if (node.config.contract.enforced) await checkContract(session, node, compiled.sql);
  await session.run(`CREATE VIEW ${dataRelation(relation)} AS (\n${compiled.sql}\n)`);
  return { kind: 'view', sql: compiled.sql };
}

/** The rows of the SELECT, in the physical order the model asks for. */
export async function materializeTable(work: NodeWork): Promise<Made> {
  const { compiled } = work;
  const rows = await createTable(work, compiled.sql);
  return { kind: 'table', sql: compiled.sql, rows };
}

/** Answers the number of rows. */
export async function createTable(work: NodeWork, sql: string): Promise<number> {
  const { session, relation, node } = work;
  const table = dataRelation(relation);
  const order = node.config.order_by.length === 0 ? '' : `\nORDER BY ${node.config.order_by.join(', ')}`;
  if (node.config.contract.enforced) return createContractTable(work, sql, order);
  const select = order === '' ? `(\n${sql}\n)` : `SELECT * FROM (\n${sql}\n)${order}`;
  const { rows } = await session.run(`CREATE TABLE ${table} AS ${select}`);
  return Number(rows[0]?.[0] ?? 0);
}
