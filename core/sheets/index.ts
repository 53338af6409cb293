export { XLSX_TYPE } from './media-types.ts';
export { openWorkbook, workbookFormat } from './read/open-workbook.ts';
export { rowsAt } from './read/rows-at.ts';
export { type SheetLimits, sheetLimits } from './read/sheet-limits.ts';
export {
  type CellValue,
  isRefusal,
  type OpenedWorkbook,
  type RefusalReason,
  type SheetRow,
  type WorkbookRefusal,
} from './read/workbook-types.ts';
export type { StoredBytes } from './read/zip-parts.ts';
export type { SheetValue } from './sheet-cell.ts';
export { type GridInput, writeGrid, writeLegacyGrid } from './write-grid.ts';
export { type WorkbookTable, writeWorkbook } from './write-workbook.ts';
export { type SheetColumn, type SheetInput, writeXlsx } from './write-xlsx.ts';
