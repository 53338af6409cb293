import type { DuckDBConnection } from '@duckdb/node-api';
import { DomainError } from '@griot/kernel';
import { generationSchema, quoteName } from '../engine/identifiers.ts';
import { count, first } from '../engine/statements.ts';
import { type GenerationNode, readGenerations } from './generation-info.ts';

export interface RelationDifference {
  name: string;
  /** `same`: not one row differs. */
  change: 'added' | 'removed' | 'same' | 'changed' | 'columns_changed';
  rowsFrom: number | null;
  rowsTo: number | null;
  /** Rows of one side that the other does not have (as often); null when the columns differ. */
  onlyInFrom: number | null;
  onlyInTo: number | null;
}

export interface GenerationComparison {
  from: number;
  to: number;
  relations: RelationDifference[];
}

/** What differs between two kept generations, relation by relation. Throws `warehouse.generation_unknown`. */
export async function compareGenerations(
  connection: DuckDBConnection,
  from: number,
  to: number,
): Promise<GenerationComparison> {
  const before = await nodesOf(connection, from);
  const after = await nodesOf(connection, to);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const relations: RelationDifference[] = [];
  for (const name of names) {
    const a = before.get(name);
    const b = after.get(name);
    relations.push(await difference(connection, name, a, b, from, to));
  }
  return { from, to, relations };
}

async function nodesOf(connection: DuckDBConnection, id: number): Promise<Map<string, GenerationNode>> {
  const [info] = await readGenerations(connection, id);
  if (info === undefined) {
    throw new DomainError({ code: 'warehouse.generation_unknown', kind: 'not_found', details: { generation: id } });
  }
  return new Map(info.nodes.map((node) => [node.name, node]));
}

async function difference(
  connection: DuckDBConnection,
  name: string,
  a: GenerationNode | undefined,
  b: GenerationNode | undefined,
  from: number,
  to: number,
): Promise<RelationDifference> {
  const left = `${quoteName(generationSchema(from))}.${quoteName(name)}`;
  const right = `${quoteName(generationSchema(to))}.${quoteName(name)}`;
  const rows = async (relation: string): Promise<number> =>
    count((await first(connection, `SELECT count(*) AS n FROM ${relation}`))?.n);
  if (a === undefined || b === undefined) {
    return {
      name,
      change: a === undefined ? 'added' : 'removed',
      rowsFrom: a === undefined ? null : await rows(left),
      rowsTo: b === undefined ? null : await rows(right),
      onlyInFrom: null,
      onlyInTo: null,
    };
  }
  const rowsFrom = await rows(left);
  if (a.relation === b.relation)
    return { name, change: 'same', rowsFrom, rowsTo: rowsFrom, onlyInFrom: 0, onlyInTo: 0 };
  const rowsTo = await rows(right);
  if ((await shape(connection, left)) !== (await shape(connection, right))) {
    return { name, change: 'columns_changed', rowsFrom, rowsTo, onlyInFrom: null, onlyInTo: null };
  }
  const only = async (x: string, y: string): Promise<number> =>
    count((await first(connection, `SELECT count(*) AS n FROM (FROM ${x} EXCEPT ALL FROM ${y})`))?.n);
  const onlyInFrom = await only(left, right);
  const onlyInTo = await only(right, left);
  const change = onlyInFrom === 0 && onlyInTo === 0 ? 'same' : 'changed';
  return { name, change, rowsFrom, rowsTo, onlyInFrom, onlyInTo };
}

async function shape(connection: DuckDBConnection, relation: string): Promise<string> {
  const row = await first(
    connection,
    `SELECT to_json(list([column_name, column_type])) AS shape FROM (DESCRIBE ${relation})`,
  );
  return String(row?.shape);
}
