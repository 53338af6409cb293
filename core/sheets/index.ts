export { XLSX_TYPE } from './media-types.ts';
export { type WorkbookTable, writeWorkbook } from './write-workbook.ts';
export { type SheetColumn, type SheetInput, type SheetValue, writeXlsx } from './write-xlsx.ts';
