import { DomainError } from '@griot/kernel';
import { dataRelation, quoteName } from '../engine/identifiers.ts';
import type { Column, Node } from '../project/manifest.ts';
import { resolve } from './build-context.ts';
import type { BuildSession } from './build-session.ts';
import type { NodeWork } from './node-work.ts';

interface Mismatch {
  column: string;
  /** Null: not in the contract, or not in the SQL. */
  expected: string | null;
  found: string | null;
}

async function typesOf(session: BuildSession, sql: string): Promise<Map<string, { name: string; type: string }>> {
  const { rows } = await session.run(`DESCRIBE (\n${sql}\n)`);
  return new Map(rows.map(([name, type]) => [String(name).toLowerCase(), { name: String(name), type: String(type) }]));
}

/** The engine's own spelling of a type, so that `text` and `VARCHAR` are the same. */
async function engineType(session: BuildSession, type: string): Promise<string> {
  const [column] = (await typesOf(session, `SELECT CAST(NULL AS ${type}) AS x`)).values();
  return column?.type ?? type;
}

/** All differences between an enforced contract and the SQL at once, as `warehouse.contract_broken`. */
export async function checkContract(session: BuildSession, node: Node, sql: string): Promise<void> {
  const found = await typesOf(session, sql);
  const mismatches: Mismatch[] = [];
  for (const column of node.columns) {
    const expected = column.data_type === null ? null : await engineType(session, column.data_type);
    const actual = found.get(column.name.toLowerCase());
    found.delete(column.name.toLowerCase());
    if (actual === undefined || (expected !== null && !sameType(expected, actual.type))) {
      mismatches.push({ column: column.name, expected, found: actual?.type ?? null });
    }
  }
  for (const extra of found.values()) mismatches.push({ column: extra.name, expected: null, found: extra.type });
  if (mismatches.length > 0) {
    const list = mismatches.map(
      (m) => `${m.column}: ${m.found ?? 'missing'}, contract says ${m.expected ?? 'nothing'}`,
    );
    throw new DomainError({
      code: 'warehouse.contract_broken',
      kind: 'invalid',
      details: { mismatches },
      message: `the SQL does not keep the model's contract: ${list.join('; ')}`,
    });
  }
}

/** A type without its size (`DECIMAL`, `VARCHAR`) accepts every size. */
function sameType(expected: string, found: string): boolean {
  // ClickHouse says of a type whether it may be null; a contract does so with `not_null`.
  const [a, b] = [expected, found].map((type) => type.replace(/^Nullable\((.*)\)$/, '$1'));
  return a === b || a?.replace(/\(.*\)/, '') === b?.replace(/\(.*\)/, '');
}

const NOT_NULL = new Set(['not_null', 'primary_key']);

function columnSql(column: Column, type: string): string {
  const parts = [quoteName(column.name), type];
  if (column.constraints.some((constraint) => NOT_NULL.has(constraint.type))) parts.push('NOT NULL');
  for (const constraint of column.constraints) {
    if (constraint.type === 'check' && constraint.expression !== null) parts.push(`CHECK (${constraint.expression})`);
  }
  return parts.join(' ');
}

/**
 * A table with the contract's columns, types and constraints. Not-null and check are the engine's; unique and primary keys
 * are verified once over the whole table, because an index on a table that is never changed only costs.
 */
export async function createContractTable(work: NodeWork, sql: string, order: string): Promise<number> {
  const { session, node, relation } = work;
  await checkContract(session, node, sql);
  const table = dataRelation(relation);
  const found = await typesOf(session, sql);
  const columns = node.columns.map((column) =>
    columnSql(column, found.get(column.name.toLowerCase())?.type ?? 'VARCHAR'),
  );
  const primary = node.constraints.filter((c) => c.type === 'primary_key').flatMap((c) => c.columns);
  const checks = node.constraints
    .filter((c) => c.type === 'check' && c.expression !== null)
    .map((c) => `CHECK (${c.expression})`);
  await session.run(`CREATE TABLE ${table} (${[...columns, ...checks].join(', ')})`);
  for (const name of primary) await session.run(`ALTER TABLE ${table} ALTER COLUMN ${quoteName(name)} SET NOT NULL`);
  const { rows } = await session.run(`INSERT INTO ${table} BY NAME SELECT * FROM (\n${sql}\n)${order}`);
  for (const key of uniqueKeys(node)) await refuseDuplicates(session, table, key, node.id);
  await refuseStrangers(work, table);
  return Number(rows[0]?.[0] ?? 0);
}

/**
 * A continued table was copied, and a copy has no constraints: what the contract says is verified over all its rows.
 * Throws `warehouse.contract_broken` with the first constraint that does not hold.
 */
export async function verifyContract(work: NodeWork): Promise<void> {
  const { session, node, relation, context } = work;
  const table = context.engine.relation(context.tenantId, relation);
  const primary = new Set(node.constraints.filter((c) => c.type === 'primary_key').flatMap((c) => c.columns));
  const required = node.columns.filter((c) => primary.has(c.name) || c.constraints.some((k) => NOT_NULL.has(k.type)));
  const checks = [...node.columns.flatMap((c) => c.constraints), ...node.constraints].flatMap((k) =>
    k.type === 'check' && k.expression !== null ? [k.expression] : [],
  );
  const broken = [...required.map((c) => `${quoteName(c.name)} IS NULL`), ...checks.map((check) => `NOT (${check})`)];
  for (const condition of broken) {
    const { rows } = await session.run(`SELECT count(*) FROM ${table} WHERE ${condition}`);
    if (Number(rows[0]?.[0]) > 0) {
      throw new DomainError({
        code: 'warehouse.contract_broken',
        kind: 'invalid',
        details: { node: node.id, condition, rows: Number(rows[0]?.[0]) },
        message: `${rows[0]?.[0]} rows of ${node.name} break its contract: ${condition}`,
      });
    }
  }
  for (const key of uniqueKeys(node)) await refuseDuplicates(session, table, key, node.id);
  await refuseStrangers(work, table);
}

/**
 * Foreign keys of a contract, verified over the whole table: every value that is not null stands in what `to` names. The old
 * free-text `expression` names a relation outside of the project's graph and is not looked at.
 */
async function refuseStrangers({ session, node, context }: NodeWork, table: string): Promise<void> {
  const ofColumns = node.columns.flatMap((c) => c.constraints.map((k) => ({ ...k, columns: [c.name] })));
  for (const key of [...ofColumns, ...node.constraints]) {
    if (key.type !== 'foreign_key' || key.to === null) continue;
    const other = context.engine.relation(context.tenantId, resolve(context, key.to).relation);
    const own = key.columns.map(quoteName);
    const theirs = (key.to_columns.length === 0 ? key.columns : key.to_columns).map(quoteName);
    const given = own.map((name) => `${name} IS NOT NULL`).join(' AND ');
    const known = theirs.map((name) => `${name} IS NOT NULL`).join(' AND ');
    const { rows } = await session.run(
      `SELECT count(*) FROM ${table} WHERE ${given} AND (${own.join(', ')}) NOT IN (SELECT ${theirs.join(', ')} FROM ${other} WHERE ${known})`,
    );
    if (Number(rows[0]?.[0]) === 0) continue;
    throw new DomainError({
      code: 'warehouse.contract_broken',
      kind: 'invalid',
      details: { node: node.id, columns: key.columns, to: key.to, rows: Number(rows[0]?.[0]) },
      message: `${rows[0]?.[0]} rows of ${node.name} have a ${key.columns.join(', ')} that ${key.to} does not have`,
    });
  }
}

function uniqueKeys(node: Node): string[][] {
  const unique = (type: string): boolean => type === 'unique' || type === 'primary_key';
  return [
    ...node.columns.filter((c) => c.constraints.some((k) => unique(k.type))).map((c) => [c.name]),
    ...node.constraints.filter((k) => unique(k.type) && k.columns.length > 0).map((k) => k.columns),
  ];
}

async function refuseDuplicates(session: BuildSession, table: string, key: string[], node: string): Promise<void> {
  const names = key.map(quoteName);
  // As in SQL, rows with a null in the key are never equal.
  const { rows } = await session.run(
    `SELECT ${names.join(', ')}, count(*) FROM ${table} WHERE ${names.map((n) => `${n} IS NOT NULL`).join(' AND ')}
     GROUP BY ALL HAVING count(*) > 1 LIMIT 10`,
  );
  if (rows.length > 0) {
    throw new DomainError({
      code: 'warehouse.duplicate_key',
      kind: 'invalid',
      details: { node, key, rows },
      message: `${key.join(', ')} is not unique in ${node}`,
    });
  }
}
