import type { Branch } from './parse-tree.ts';

/** A column of a table that the SQL reads. */
export interface Origin {
  table: string;
  column: string;
}

export interface LineageColumn {
  name: string;
  /** Columns its value is made from, in order of first use. Not those that only filter, join or sort. */
  origins: Origin[];
  /** The value is a column's, as it is there. */
  isCopy: boolean;
}

/** Columns of a table by its name, as far as they are known. */
export type ColumnsOf = (table: string) => readonly string[];

/** What a name in FROM stands for. `using`: columns that stand for two because of `JOIN … USING`. */
export interface Relation {
  alias: string;
  columns: LineageColumn[];
}

export interface Scope {
  columnsOf: ColumnsOf;
  /** The columns of any query, for what holds one. */
  columnsOfQuery(query: Branch, around: Scope): LineageColumn[];
  ctes: ReadonlyMap<string, LineageColumn[]>;
  /** In FROM here, then of the queries around. */
  relations: readonly Relation[];
  outer: Scope | null;
  /** Parameters of lambdas: not columns. */
  parameters: ReadonlySet<string>;
  /** Items before, which an item may name by their alias. */
  before: readonly LineageColumn[];
}

/** `(a, b)` after an alias names the columns anew, from the first on. */
export function renamed(columns: readonly LineageColumn[], names: readonly string[]): LineageColumn[] {
  return columns.map((column, at) => ({ ...column, name: names[at] ?? column.name }));
}

export function distinct(origins: readonly Origin[]): Origin[] {
  const seen = new Map(origins.map((origin) => [`${origin.table}\n${origin.column}`.toLowerCase(), origin]));
  return [...seen.values()];
}
