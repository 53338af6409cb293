import { DomainError } from '@griot/kernel';
import { checkContract, verifyContract } from '../build/contract.ts';
import { reconcileColumns } from '../build/incremental-columns.ts';
import { refuseDuplicateKeys, strategyOf } from '../build/materialize-incremental.ts';
import type { Made, NodeWork } from '../build/node-work.ts';
import { quoteName } from '../engine/identifiers.ts';
import type { NodeConfig } from '../project/manifest.ts';
import { clickhouseRelation } from './names.ts';
import { withPlainNames } from './plain-names.ts';
import { countRows, freshTable, withScratch } from './table-sql.ts';

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The continued table is written anew from the former one: rows that stay, then the new ones. That is what ClickHouse is
 * good at; changing rows in place it is not. Whoever reads the former table keeps it untouched.
 */
export async function continueIncremental(work: NodeWork, formerName: string): Promise<Made> {
  const { session, node, context } = work;
  const former = clickhouseRelation(context.tenantId, formerName);
  const sql = await withPlainNames(session, (await work.compileIncremental()).sql);
  if (node.config.contract.enforced) await checkContract(session, node, sql);
  return withScratch(work, sql, async (fresh) => {
    const strategy = strategyOf(node.config);
    if (strategy === 'merge') await refuseDuplicateKeys(work, fresh);
    const table = await freshTable(work);
    await session.run(`CREATE TABLE ${table} AS ${former}`);
    const replaced = replacedRows(node.config, strategy, fresh, node.id);
    await session.run(
      `INSERT INTO ${table} SELECT * FROM ${former} AS DBT_INTERNAL_DEST WHERE NOT coalesce(${replaced}, false)`,
    );
    const columns = await reconcileColumns(session, node, {
      table,
      fresh,
      retype: ({ name, type }) => `MODIFY COLUMN ${name} ${type}`,
    });
    if (strategy === 'merge') await mergeRows(work, { table, former, fresh, columns });
    else {
      const list = columns.map(quoteName).join(', ');
      await session.run(`INSERT INTO ${table} (${list}) SELECT ${list} FROM ${fresh}`);
    }
    if (node.config.contract.enforced) await verifyContract(work);
    return { kind: 'table', sql, rows: await countRows(session, table) };
  });
}

/** Whether an old row gives way, as a condition over the former table. A null in a key equals nothing. */
function replacedRows(config: NodeConfig, strategy: string, fresh: string, node: string): string {
  const predicates = config.incremental_predicates.map((predicate) => ` AND (${predicate})`).join('');
  const keys = config.unique_key.map((key) => (PLAIN_NAME.test(key) ? quoteName(key) : `(${key})`));
  switch (strategy) {
    case 'append':
      return 'false';
    case 'delete+insert':
    case 'merge':
      return keys.length === 0 ? 'false' : `${isIn(keys, fresh)}${predicates}`;
    case 'insert_overwrite': {
      if (config.partition_by.length === 0) return 'true';
      // The null partition is one like any other.
      const value = config.partition_by.map((p) => `coalesce(concat('v', toString(${p})), 'n')`).join(', ');
      return `(${value}) IN (SELECT ${value} FROM ${fresh})`;
    }
    default:
      throw new DomainError({ code: 'warehouse.strategy_unknown', kind: 'unsupported', details: { node, strategy } });
  }
}

function isIn(keys: readonly string[], table: string): string {
  const known = keys.map((key) => `${key} IS NOT NULL`).join(' AND ');
  return `(${known} AND (${keys.join(', ')}) IN (SELECT ${keys.join(', ')} FROM ${table} WHERE ${known}))`;
}

/** Rows of both tables with the columns that the merge updates from the new one, then rows that are only new. */
async function mergeRows(
  { session, node }: NodeWork,
  { table, former, fresh, columns }: { table: string; former: string; fresh: string; columns: string[] },
): Promise<void> {
  const { config } = node;
  if (config.unique_key.some((key) => !PLAIN_NAME.test(key))) {
    throw new DomainError({
      code: 'warehouse.strategy_unknown',
      kind: 'unsupported',
      details: { node: node.id, strategy: 'merge', unique_key: config.unique_key },
      message: `on ClickHouse, merge needs plain columns as unique_key (${node.name})`,
    });
  }
  const keys = config.unique_key.map(quoteName);
  const only = config.merge_update_columns?.map((name) => name.toLowerCase());
  const except = new Set(config.merge_exclude_columns?.map((name) => name.toLowerCase()) ?? []);
  const had = new Set((await session.run(`DESCRIBE (SELECT * FROM ${former})`)).rows.map(([name]) => name));
  const merged = columns.map((name) => {
    const lower = name.toLowerCase();
    const updated = only === undefined ? !except.has(lower) : only.includes(lower);
    if (updated) return `DBT_INTERNAL_SOURCE.${quoteName(name)}`;
    return had.has(name) ? `DBT_INTERNAL_DEST.${quoteName(name)}` : 'NULL';
  });
  const list = columns.map(quoteName).join(', ');
  const predicates = config.incremental_predicates.map((p) => `(${p})`);
  if (keys.length > 0) {
    const on = keys.map((key) => `DBT_INTERNAL_SOURCE.${key} = DBT_INTERNAL_DEST.${key}`).join(' AND ');
    const where = predicates.length === 0 ? '' : ` WHERE ${predicates.join(' AND ')}`;
    await session.run(
      `INSERT INTO ${table} (${list}) SELECT ${merged.join(', ')} FROM ${former} AS DBT_INTERNAL_DEST
       INNER JOIN ${fresh} AS DBT_INTERNAL_SOURCE ON ${on}${where}`,
    );
  }
  const among =
    predicates.length === 0
      ? former
      : `(SELECT * FROM ${former} AS DBT_INTERNAL_DEST WHERE ${predicates.join(' AND ')})`;
  const known = keys.length === 0 ? 'false' : isIn(keys, among);
  await session.run(`INSERT INTO ${table} (${list}) SELECT ${list} FROM ${fresh} WHERE NOT ${known}`);
}
