import { dataRelation } from '../engine/identifiers.ts';
import { createContractTable } from './contract.ts';
import type { Made, NodeWork } from './node-work.ts';

/** A view over the physical relations of its inputs. */
export async function materializeView({ session, relation, compiled, node }: NodeWork): Promise<Made> {
  await session.run(`CREATE VIEW ${dataRelation(relation)} AS (\n${compiled.sql}\n)`);
  void node;
  return { kind: 'view', sql: compiled.sql };
}

/** The rows of the SELECT, in the physical order the model asks for. */
export async function materializeTable(work: NodeWork): Promise<Made> {
  const { compiled } = work;
  await createTable(work, compiled.sql);
  return { kind: 'table', sql: compiled.sql };
}

export async function createTable(work: NodeWork, sql: string): Promise<void> {
  const { session, relation, node } = work;
  const table = dataRelation(relation);
  const order = node.config.order_by.length === 0 ? '' : `\nORDER BY ${node.config.order_by.join(', ')}`;
  if (node.config.contract.enforced) {
    await createContractTable(work, sql, order);
    return;
  }
  await session.run(
    order === ''
      ? `CREATE TABLE ${table} AS (\n${sql}\n)`
      : `CREATE TABLE ${table} AS SELECT * FROM (\n${sql}\n)${order}`,
  );
}
