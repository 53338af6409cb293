import { checkContract, verifyContract } from '../build/contract.ts';
import type { Made, Materialize, NodeWork } from '../build/node-work.ts';
import { continueIncremental } from './materialize-incremental.ts';
import { continueMicrobatch } from './materialize-microbatch.ts';
import { materializeSeed } from './materialize-seed.ts';
import { materializeSnapshot } from './materialize-snapshot.ts';
import { withPlainNames } from './plain-names.ts';
import { countRows, engineOf, freshTable } from './table-sql.ts';

async function materializeView(work: NodeWork): Promise<Made> {
  const { session, node, compiled } = work;
  const sql = await withPlainNames(session, compiled.sql);
  if (node.config.contract.enforced) await checkContract(session, node, sql);
  await session.run(`CREATE VIEW ${await freshTable(work)} AS ${sql}`);
  return { kind: 'view', sql };
}

async function materializeTable(work: NodeWork): Promise<Made> {
  return { kind: 'table', sql: work.compiled.sql, rows: await createTable(work, work.compiled.sql) };
}

/** Constraints of a contract are verified over the rows: ClickHouse has no unique keys, and its checks are for inserts. */
export async function createTable(work: NodeWork, select: string): Promise<number> {
  const { session, node } = work;
  const sql = await withPlainNames(session, select);
  if (node.config.contract.enforced) await checkContract(session, node, sql);
  const table = await freshTable(work);
  await session.run(`CREATE TABLE ${table} ${engineOf(node.config.order_by)} AS ${sql}`);
  if (node.config.contract.enforced) await verifyContract(work);
  return countRows(session, table);
}

async function materializeIncremental(work: NodeWork): Promise<Made> {
  if (work.node.config.incremental_strategy === 'microbatch') return continueMicrobatch(work, createTable);
  return work.former === null ? materializeTable(work) : continueIncremental(work, work.former.relation);
}

export const clickhouseMaterializations: Record<string, Materialize> = {
  view: materializeView,
  table: materializeTable,
  seed: materializeSeed,
  incremental: materializeIncremental,
  snapshot: materializeSnapshot,
};
