import { isDomainError } from '@griot/kernel';
import type { TenantWarehouse } from '../client/warehouse.ts';
import { compileNode } from '../project/compile/compile-node.ts';
import type { Node, Project } from '../project/manifest.ts';
import { columnLineage } from './column-lineage.ts';

/** A column of a node or source of the project, by the id of that node or source. */
export interface ColumnPlace {
  id: string;
  column: string;
}

export interface TracedColumn {
  name: string;
  /** Null when nothing is published under that name. */
  type: string | null;
  origins: ColumnPlace[];
  isCopy: boolean;
}

export interface TracedNode {
  id: string;
  /** As it is run when it is built whole, with the names that readers use. Null for a seed. */
  sql: string | null;
  columns: TracedColumn[];
  /** Why its columns have no origins: the SQL does not compile or parse. */
  problem: string | null;
}

type Reader = Pick<TenantWarehouse, 'query'>;

/** `source__shop__orders`: the name under which a generation shows a source. */
const sourceName = (source: string, table: string): string => `source__${source}__${table}`;

/**
 * Every node of a project, inputs first, with its columns and where each comes from, down to the sources' columns. Columns of
 * sources and seeds are those of the published generation; what was never published has none.
 */
export async function traceProject(warehouse: Reader, project: Project): Promise<TracedNode[]> {
  const idOf = new Map<string, string>();
  for (const node of project.nodes.values()) idOf.set(node.alias.toLowerCase(), node.id);
  for (const source of project.sources) idOf.set(sourceName(source.source, source.name).toLowerCase(), source.id);
  const columns = new Map<string, { name: string; type: string }[]>();
  for (const name of idOf.keys()) columns.set(name, await publishedColumns(warehouse, name));
  const traced: TracedNode[] = [];
  for (const node of project.nodes.values()) {
    const one = await traceNode(warehouse, project, node, columns, idOf);
    traced.push(one);
    const known = columns.get(node.alias.toLowerCase()) ?? [];
    // Not published yet: its readers see it as its own SQL says.
    if (known.length === 0) {
      const derived = one.columns.map(({ name }) => ({ name, type: '' }));
      columns.set(node.alias.toLowerCase(), derived);
    }
  }
  return traced;
}

async function traceNode(
  warehouse: Reader,
  project: Project,
  node: Node,
  columns: ReadonlyMap<string, { name: string; type: string }[]>,
  idOf: ReadonlyMap<string, string>,
): Promise<TracedNode> {
  const published = columns.get(node.alias.toLowerCase()) ?? [];
  const known = published.map(({ name, type }) => ({ name, type: type || null, origins: [], isCopy: false }));
  if (node.kind === 'seed') return { id: node.id, sql: null, columns: known, problem: null };
  let sql: string | null = null;
  try {
    sql = (await compileForReading(warehouse, project, node)).trim();
    const { rows } = await warehouse.query('SELECT json_serialize_sql($1::VARCHAR)', [sql]);
    const found = columnLineage(String(rows[0]?.[0]), (table) =>
      (columns.get(table.toLowerCase()) ?? []).map(({ name }) => name),
    );
    const places = found.map(({ name, origins, isCopy }) => ({
      name,
      type: published.find((one) => one.name.toLowerCase() === name.toLowerCase())?.type ?? null,
      origins: origins.flatMap(({ table, column }) => {
        const id = idOf.get(table.toLowerCase());
        return id === undefined ? [] : [{ id, column }];
      }),
      isCopy,
    }));
    const named = new Set(places.map(({ name }) => name.toLowerCase()));
    // A snapshot has columns that its SQL does not: from when to when a row was so.
    return {
      id: node.id,
      sql,
      columns: [...places, ...known.filter(({ name }) => !named.has(name.toLowerCase()))],
      problem: null,
    };
  } catch (error) {
    if (isDomainError(error) && error.kind === 'unavailable') throw error;
    return { id: node.id, sql, columns: known, problem: error instanceof Error ? error.message : String(error) };
  }
}

async function compileForReading(warehouse: Reader, project: Project, node: Node): Promise<string> {
  const relation = (id: string): string => {
    const source = project.sources.find((one) => one.id === id);
    const name = source ? sourceName(source.source, source.name) : (project.nodes.get(id)?.alias ?? id);
    return `"${name.replaceAll('"', '""')}"`;
  };
  const { sql } = await compileNode(project, node.id, {
    relation,
    this: relation(node.id),
    isIncremental: false,
    runStartedAt: new Date().toISOString(),
    invocationId: 'lineage',
    runQuery: async (text) => {
      const { columns, rows } = await warehouse.query(text);
      return { columns, rows };
    },
  });
  return sql;
}

async function publishedColumns(warehouse: Reader, name: string): Promise<{ name: string; type: string }[]> {
  try {
    return (await warehouse.query(`SELECT * FROM "${name.replaceAll('"', '""')}" LIMIT 0`)).columns;
  } catch (error) {
    if (isDomainError(error) && ['warehouse.query_failed', 'warehouse.not_published'].includes(error.code)) return [];
    throw error;
  }
}
