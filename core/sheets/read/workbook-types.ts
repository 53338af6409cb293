/** A typed cell: never the text a spreadsheet would show. Dates are midnight UTC. */
export type CellValue = string | number | boolean | Date | null;

export interface SheetRow {
  /** 1-based row, as the spreadsheet shows it. */
  line: number;
  cells: CellValue[];
}

export interface OpenedWorkbook {
  format: 'xlsx' | 'xls';
  /** In the order of the tabs. */
  sheets: readonly string[];
  macros: boolean;
  /** It takes values from another file. */
  externalLinks: boolean;
  /** The first cell that is computed: its value is only what some program left there. */
  formula: { sheet: string; cell: string } | null;
  /** Rows of a sheet in batches, read only as they are taken. Throws `sheets.unreadable`, `sheets.too_wide`. */
  rows(sheet: number, o?: { maxRows?: number }): AsyncGenerator<SheetRow[], void, undefined>;
}

export type RefusalReason = 'not_a_workbook' | 'broken' | 'encrypted' | 'oversized' | 'too_wide';

/** Why a workbook is not opened. `detail` is for the reader's sentence: a part's name, a cell, a size. */
export interface WorkbookRefusal {
  refused: RefusalReason;
  detail: string;
  sheet?: string;
}

export const isRefusal = (value: OpenedWorkbook | WorkbookRefusal): value is WorkbookRefusal => 'refused' in value;
