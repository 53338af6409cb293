import type { DomainErrorInput } from '@griot/kernel';
import type { ColumnInfo } from '../engine/read-query.ts';
import type { Cell } from '../engine/result-values.ts';
import type { SourceColumn } from '../sources/source-columns.ts';

export interface ScratchTable {
  name: string;
  columns: readonly SourceColumn[];
  /** Clean CSV, see `cleanCsvLine`. Read once, before the session is locked. */
  file: string;
}

export interface ScratchQuery {
  sql: string;
  params: readonly unknown[];
  maxRows: number;
}

export interface ScratchAnswer {
  columns: ColumnInfo[];
  rows: Cell[][];
  truncated: boolean;
}

/** What the session's process is told: first what it holds, then one question at a time. */
export type ScratchAsk = { open: { tables: readonly ScratchTable[]; memoryLimit: string } } | { query: ScratchQuery };

/** One answer to each, in their order. */
export type ScratchSaid =
  | { ok: true; answer: ScratchAnswer | null }
  | { ok: false; error: Omit<DomainErrorInput, 'cause'> };
