import { inspectParts } from './inspect-parts.ts';
import { openLegacy } from './open-legacy.ts';
import { readSheet } from './read-sheet.ts';
import { type SheetLimits, sheetLimits } from './sheet-limits.ts';
import type { OpenedWorkbook, WorkbookRefusal } from './workbook-types.ts';
import { bytesBetween, type ZipBytes } from './zip-parts.ts';

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');

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
