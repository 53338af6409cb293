import type { CellValue } from '@griot/sheets';
import type { Role } from '../../domain/layout/roles.ts';
import type { FileType } from '../../domain/ledger-types.ts';

/** What a row is, so that a fault can be planted in it and its place be told without reading it again. */
export type RowTag =
  | { kind: 'entry'; line: number }
  | { kind: 'owner' | 'total'; owner: string }
  | { kind: 'row'; code: string }
  | { kind: 'grand' | 'heading' | 'period' | 'period_end' | 'page' };

export interface ExportRow {
  cells: CellValue[];
  tag?: RowTag;
}

export type ExportFormat = 'xlsx' | 'xls' | 'csv' | 'txt' | 'pnm';

/** An export before it is written: rows as the program would lay them out. */
export interface ExportFile {
  type: FileType;
  layout: string;
  name: string;
  format: ExportFormat;
  encoding: 'utf8' | 'latin1';
  delimiter: string;
  sheet: string;
  /** How texts write amounts. */
  decimal: ',' | '.';
  /** Where values stand; columns count from 0. */
  columns: Partial<Record<Role, number>>;
  /** Can be gone through again. */
  rows: Iterable<ExportRow>;
}

export type LedgerLayoutName = 'sage' | 'tiers-a' | 'tiers-b' | 'tiers-c' | 'bare' | 'pnm';

/** How an export of a set is laid out. */
export interface ExportStyle {
  format: ExportFormat;
  layout?: LedgerLayoutName;
  encoding?: 'utf8' | 'latin1';
  delimiter?: string;
  decimal?: ',' | '.';
}
