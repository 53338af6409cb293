export { XLSX_TYPE } from './media-types.ts';
export {
  type CellValue,
  isRefusal,
  type OpenedWorkbook,
  openWorkbook,
  type RefusalReason,
  type SheetRow,
  type WorkbookRefusal,
  workbookFormat,
} from './read/open-workbook.ts';
export { rowsAt } from './read/rows-at.ts';
export { type SheetLimits, sheetLimits } from './read/sheet-limits.ts';
export type { StoredBytes } from './read/zip-parts.ts';
export { type GridInput, writeGrid, writeLegacyGrid } from './write-grid.ts';
export { type WorkbookTable, writeWorkbook } from './write-workbook.ts';
export { type SheetColumn, type SheetInput, type SheetValue, writeXlsx } from './write-xlsx.ts';
