import { isDomainError } from '@griot/kernel';
import type { TenantWarehouse } from '../client/warehouse.ts';
import { compileNode } from '../project/compile/compile-node.ts';
import type { Node, Project } from '../project/manifest.ts';
import { columnLineage } from './column-lineage.ts';
import { parseHere } from './parse-here.ts';

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

/** A query over published models, such as a metric's: its columns are traced beside those of the nodes. In DuckDB's words. */
export interface SelectToTrace {
  id: string;
  sql: string;
  /** As it is run, where that is another engine's. */
  shown?: string | null;
}

/**
 * Where the warehouse is another engine than DuckDB. Columns come from the same columns there: models are written once, and
 * only macros differ. So they are traced in DuckDB's words, which a parser of this process reads, and shown in the engine's.
 */
export interface ElsewhereRun {
  /** The same project, loaded for that engine. */
  shown: Project;
}

/** What the tracing looks things up in: which id has a name, and which columns. Names in small letters. */
interface Names {
  idOf: Map<string, string>;
  columns: Map<string, { name: string; type: string }[]>;
  parse(sql: string): Promise<string>;
}

/**
 * Every source and node of a project, inputs first, with its columns and where each comes from, down to the sources' columns;
 * then `selects`. Columns of sources and seeds are those of the published generation; what was never published has none.
 */
export async function traceProject(
  warehouse: Reader,
  project: Project,
  selects: readonly SelectToTrace[] = [],
  elsewhere: ElsewhereRun | null = null,
): Promise<TracedNode[]> {
  const parse = elsewhere === null ? (sql: string) => parsedBy(warehouse, sql) : parseHere;
  const names: Names = { idOf: new Map(), columns: new Map(), parse };
  const { idOf, columns } = names;
  for (const node of project.nodes.values()) idOf.set(node.alias.toLowerCase(), node.id);
  for (const source of project.sources) idOf.set(sourceName(source.source, source.name).toLowerCase(), source.id);
  for (const name of idOf.keys()) columns.set(name, await publishedColumns(warehouse, name));
  const traced: TracedNode[] = project.sources.map((source) => ({
    id: source.id,
    sql: null,
    columns: asKnown(columns.get(sourceName(source.source, source.name).toLowerCase()) ?? []),
    problem: null,
  }));
  for (const node of project.nodes.values()) {
    const one = await traceNode(warehouse, project, node, names);
    const shown = elsewhere?.shown.nodes.get(node.id);
    if (elsewhere !== null && shown !== undefined && one.sql !== null)
      one.sql = (await compileForReading(warehouse, elsewhere.shown, shown)).trim();
    traced.push(one);
    const known = columns.get(node.alias.toLowerCase()) ?? [];
    // Not published yet: its readers see it as its own SQL says.
    if (known.length === 0) {
      const derived = one.columns.map(({ name }) => ({ name, type: '' }));
      columns.set(node.alias.toLowerCase(), derived);
    }
  }
  for (const { id, sql, shown } of selects)
    traced.push({ ...(await traceSelect(id, sql, names)), ...(shown && { sql: shown }) });
  return traced;
}

const asKnown = (columns: readonly { name: string; type: string }[]): TracedColumn[] =>
  columns.map(({ name, type }) => ({ name, type: type || null, origins: [], isCopy: false }));

async function traceSelect(id: string, sql: string, names: Names): Promise<TracedNode> {
  try {
    return { id, sql, columns: await originsIn(sql, names), problem: null };
  } catch (error) {
    return { id, sql, columns: [], problem: problemOf(error) };
  }
}

async function parsedBy(warehouse: Reader, sql: string): Promise<string> {
  const { rows } = await warehouse.query('SELECT json_serialize_sql($1::VARCHAR)', [sql]);
  return String(rows[0]?.[0]);
}

/** The columns that a query answers. What cannot be traced is not worth failing for, an engine that is away is. */
async function originsIn(sql: string, { idOf, columns, parse }: Names): Promise<TracedColumn[]> {
  const found = columnLineage(await parse(sql), (table) =>
    (columns.get(table.toLowerCase()) ?? []).map(({ name }) => name),
  );
  return found.map(({ name, origins, isCopy }) => ({
    name,
    type: null,
    origins: origins.flatMap(({ table, column }) => {
      const id = idOf.get(table.toLowerCase());
      return id === undefined ? [] : [{ id, column }];
    }),
    isCopy,
  }));
}

function problemOf(error: unknown): string {
  if (isDomainError(error) && error.kind === 'unavailable') throw error;
  return error instanceof Error ? error.message : String(error);
}

async function traceNode(warehouse: Reader, project: Project, node: Node, names: Names): Promise<TracedNode> {
  const published = names.columns.get(node.alias.toLowerCase()) ?? [];
  const known = asKnown(published);
  if (node.kind === 'seed') return { id: node.id, sql: null, columns: known, problem: null };
  let sql: string | null = null;
  try {
    sql = (await compileForReading(warehouse, project, node)).trim();
    const found = await originsIn(sql, names);
    const named = new Set(found.map(({ name }) => name.toLowerCase()));
    const typeOf = (name: string): string | null =>
      published.find((one) => one.name.toLowerCase() === name.toLowerCase())?.type || null;
    return {
      id: node.id,
      sql,
      columns: [
        ...found.map((column) => ({ ...column, type: typeOf(column.name) })),
        // A snapshot has columns that its SQL does not: from when to when a row was so.
        ...known.filter(({ name }) => !named.has(name.toLowerCase())),
      ],
      problem: null,
    };
  } catch (error) {
    return { id: node.id, sql, columns: known, problem: problemOf(error) };
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
