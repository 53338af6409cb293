import { inspectParts } from './inspect-parts.ts';
import { openLegacy } from './open-legacy.ts';
import { readSheet } from './read-sheet.ts';
import { type SheetLimits, sheetLimits } from './sheet-limits.ts';
import { bytesBetween, type ZipBytes } from './zip-parts.ts';

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

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');

export const isRefusal = (value: OpenedWorkbook | WorkbookRefusal): value is WorkbookRefusal => 'refused' in value;

/** What sort of workbook the first bytes are; null: none. */
export function workbookFormat(head: Uint8Array): 'xlsx' | 'xls' | null {
  const start = Buffer.from(head.subarray(0, 8));
  if (start.equals(OLE)) return 'xls';
  return start.subarray(0, 4).equals(ZIP) ? 'xlsx' : null;
}

/**
 * Checks a workbook before anything unpacks it, and opens it. What it costs is bounded by the limits whatever it claims.
 * Sizes, widths, macros, links and formulas are found while its parts are inflated once, keeping nothing. Bytes that lie in a file are
 * read from there each time; those of a legacy workbook are taken whole.
 */
export async function openWorkbook(
  bytes: ZipBytes,
  limits: SheetLimits = sheetLimits,
): Promise<OpenedWorkbook | WorkbookRefusal> {
  const format = workbookFormat(bytesBetween(bytes, 0, Math.min(8, bytes.length)));
  if (format === null) return { refused: 'not_a_workbook', detail: '' };
  const most = format === 'xls' ? limits.legacyBytes : limits.workbookBytes;
  if (bytes.length > most) return { refused: 'oversized', detail: `${Math.round(most / (1024 * 1024))} Mio` };
  if (format === 'xls') return openLegacy(bytesBetween(bytes, 0, bytes.length), limits);
  const seen = await inspectParts(bytes, limits);
  if ('refused' in seen) return seen;
  return {
    format,
    sheets: seen.sheets.map(({ name }) => name),
    macros: seen.macros,
    externalLinks: seen.externalLinks,
    formula: seen.formula,
    rows: (sheet, o = {}) => readSheet(bytes, seen, sheet, { columns: limits.columns, ...o }),
  };
}
