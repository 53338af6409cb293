import { DomainError } from '@griot/kernel';
import { dataRelation, quoteName } from '../engine/identifiers.ts';
import type { IncrementalStrategy, NodeConfig } from '../project/manifest.ts';
import { checkContract, verifyContract } from './contract.ts';
import { copyFormer } from './copy-former.ts';
import { reconcileColumns } from './incremental-columns.ts';
import { materializeMicrobatch } from './materialize-microbatch.ts';
import { createTable } from './materialize-select.ts';
import type { Made, NodeWork } from './node-work.ts';

/** The new rows of a continuation, until they are in the table. */
const FRESH = '"griot_fresh"';
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function strategyOf(config: NodeConfig): IncrementalStrategy {
  return config.incremental_strategy ?? (config.unique_key.length > 0 ? 'delete+insert' : 'append');
}

/**
 * A table that is continued: the former one is copied under its new name, then changed by the new rows, in the node's one
 * transaction. Readers and a later build keep the former one untouched.
 */
export async function materializeIncremental(work: NodeWork): Promise<Made> {
  if (strategyOf(work.node.config) === 'microbatch') return materializeMicrobatch(work);
  if (work.former === null) {
    const rows = await createTable(work, work.compiled.sql);
    return { kind: 'table', sql: work.compiled.sql, rows };
  }
  const { session, node } = work;
  await copyFormer(work, work.former.relation);
  const { sql } = await work.compileIncremental();
  if (node.config.contract.enforced) await checkContract(session, node, sql);
  await session.run(`CREATE TEMP TABLE ${FRESH} AS (\n${sql}\n)`);
  const columns = await reconcileColumns(session, node, { table: dataRelation(work.relation), fresh: FRESH });
  await applyRows(work, columns);
  if (node.config.contract.enforced) await verifyContract(work);
  await session.run(`DROP TABLE temp.${FRESH}`);
  return { kind: 'table', sql };
}

async function applyRows(work: NodeWork, columns: string[]): Promise<void> {
  const { session, node, relation } = work;
  const { config } = node;
  const table = dataRelation(relation);
  const list = columns.map(quoteName).join(', ');
  const insert = `INSERT INTO ${table} (${list}) SELECT ${list} FROM ${FRESH}`;
  const strategy = strategyOf(config);
  if (strategy === 'append') {
    await session.run(insert);
  } else if (strategy === 'delete+insert') {
    await session.run(deleteByKey(table, config));
    await session.run(insert);
  } else if (strategy === 'insert_overwrite') {
    await session.run(deletePartitions(table, config.partition_by));
    await session.run(insert);
  } else if (strategy === 'merge') {
    await refuseDuplicateKeys(work, FRESH);
    await session.run(merge(table, config, columns));
  } else {
    throw new DomainError({
      code: 'warehouse.strategy_unknown',
      kind: 'unsupported',
      details: { node: node.id, strategy },
    });
  }
}

/**
 * A null in a key equals nothing: such rows are added, never replaced. Plain names in a predicate are the old row's; one
 * that names the new row is looked at beside the key.
 */
function deleteByKey(table: string, config: NodeConfig): string {
  const keys = config.unique_key;
  if (keys.length === 0) return `DELETE FROM ${table} WHERE false`;
  const and = (list: string[]): string => list.map((predicate) => ` AND (${predicate})`).join('');
  const ofNew = (predicate: string): boolean => /DBT_INTERNAL_SOURCE/i.test(predicate);
  const inside = and(config.incremental_predicates.filter(ofNew));
  const outside = and(config.incremental_predicates.filter((predicate) => !ofNew(predicate)));
  if (keys.every((key) => PLAIN_NAME.test(key))) {
    const match = keys.map((key) => `DBT_INTERNAL_SOURCE.${quoteName(key)} = DBT_INTERNAL_DEST.${quoteName(key)}`);
    return `DELETE FROM ${table} AS DBT_INTERNAL_DEST WHERE EXISTS (SELECT 1 FROM ${FRESH} AS DBT_INTERNAL_SOURCE WHERE ${match.join(' AND ')}${inside})${outside}`;
  }
  const tuple = `(${keys.map((key) => `(${key})`).join(', ')})`;
  return `DELETE FROM ${table} AS DBT_INTERNAL_DEST WHERE ${tuple} IN (SELECT ${tuple} FROM ${FRESH} AS DBT_INTERNAL_SOURCE)${inside}${outside}`;
}

/** The partitions that the new rows have anything of, the null one like any other; without partitions, everything. */
function deletePartitions(table: string, partitions: string[]): string {
  if (partitions.length === 0) return `DELETE FROM ${table}`;
  const value = partitions.map((partition) => `coalesce('v' || CAST((${partition}) AS VARCHAR), 'n')`).join(', ');
  return `DELETE FROM ${table} WHERE [${value}] IN (SELECT [${value}] FROM ${FRESH})`;
}

function merge(table: string, config: NodeConfig, columns: string[]): string {
  const only = config.merge_update_columns?.map((name) => name.toLowerCase());
  const except = new Set(config.merge_exclude_columns?.map((name) => name.toLowerCase()) ?? []);
  const updated = columns.filter((name) =>
    only === undefined ? !except.has(name.toLowerCase()) : only.includes(name.toLowerCase()),
  );
  const match = config.unique_key.map((key) =>
    PLAIN_NAME.test(key) ? `DBT_INTERNAL_SOURCE.${quoteName(key)} = DBT_INTERNAL_DEST.${quoteName(key)}` : `(${key})`,
  );
  const on = [...(match.length === 0 ? ['false'] : match), ...config.incremental_predicates.map((p) => `(${p})`)];
  const set = updated.map((name) => `${quoteName(name)} = DBT_INTERNAL_SOURCE.${quoteName(name)}`).join(', ');
  const list = columns.map(quoteName).join(', ');
  const values = columns.map((name) => `DBT_INTERNAL_SOURCE.${quoteName(name)}`).join(', ');
  return [
    `MERGE INTO ${table} AS DBT_INTERNAL_DEST USING ${FRESH} AS DBT_INTERNAL_SOURCE ON (${on.join(' AND ')})`,
    ...(match.length === 0 || updated.length === 0 ? [] : [`WHEN MATCHED THEN UPDATE SET ${set}`]),
    `WHEN NOT MATCHED THEN INSERT (${list}) VALUES (${values})`,
  ].join('\n');
}

/** Two new rows for one old row: which one wins would be chance. */
export async function refuseDuplicateKeys({ session, node }: NodeWork, fresh: string): Promise<void> {
  const keys = node.config.unique_key.filter((key) => PLAIN_NAME.test(key));
  if (keys.length === 0 || keys.length < node.config.unique_key.length) return;
  const names = keys.map(quoteName);
  const { rows } = await session.run(
    `SELECT ${names.join(', ')}, count(*) FROM ${fresh} WHERE ${names.map((n) => `${n} IS NOT NULL`).join(' AND ')}
     GROUP BY ALL HAVING count(*) > 1 LIMIT 10`,
  );
  if (rows.length === 0) return;
  throw new DomainError({
    code: 'warehouse.duplicate_key',
    kind: 'invalid',
    details: { node: node.id, key: keys, rows },
    message: `the new rows of ${node.name} have ${keys.join(', ')} more than once`,
  });
}
