import type { Cell } from '@griot/warehouse';
import type { z } from 'zod';
import type { listQuery } from '../http/contract.ts';
import type { Params } from '../queries/filters.ts';
import type { Period } from '../queries/period.ts';
import type { Reader } from '../queries/reader.ts';

/**
 * What a column holds. `money`, `percent` and `number` leave as exact decimal texts (null where there is nothing to
 * measure), `count` as a whole number, `day` as `YYYY-MM-DD`.
 */
export type ColumnKind = 'text' | 'money' | 'percent' | 'number' | 'count' | 'day' | 'yes_no';
/** Columns in their order; the names are the answer's, the file's headings and what `sort` takes. */
export type Columns = Readonly<Record<string, ColumnKind>>;
export type RawRow = Record<string, Cell>;

/** Where the rows come from: few and worked out here, or a statement of the warehouse that pages by itself. */
export type TableSource = { period?: Period } & (
  | { rows: readonly RawRow[] }
  /** A SELECT whose columns bear the table's names. */
  | { sql: string; params: Params }
);

export type ListQuery = z.output<typeof listQuery>;

/** One list of the API: its endpoint, its export as CSV and XLSX, its sorting, search and paging all come from this. */
export interface Table<Q extends ListQuery = ListQuery> {
  /** `/api/…`, with `:name` for parameters of the path. */
  path: `/api/${string}`;
  /** Name of the exported file and of its sheet. */
  name: string;
  summary: string;
  tag: string;
  permission: string;
  columns: Columns;
  /** Columns that make a row the only one of its kind: they decide ties. */
  key: readonly string[];
  /** `-column` to descend. */
  sort: string;
  /** Rows of a page when the caller does not say. Default 50; lists that charts draw whole give more. */
  limit?: number;
  /** Columns summed over all rows (not the page's): money and counts. */
  totals?: readonly string[];
  /** Further filters. */
  query?: z.ZodObject;
  params?: z.ZodObject;
  read(reader: Reader, query: Q): Promise<TableSource>;
}

/** Columns as they are written: their names and kinds stay known to the compiler. */
export const columnsOf = <const C extends Columns>(columns: C): C => columns;
