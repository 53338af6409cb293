import { type SheetLimits, sheetLimits } from '@griot/sheets';

const MIB = 1024 * 1024;

/** What one file may cost before it is refused. */
export interface SourceLimits {
  textBytes: number;
  /** Bytes without the end of a row. */
  rowBytes: number;
  rows: number;
  /** Rows without any value, one after the other. */
  blankRows: number;
  sheets: number;
  workbook: SheetLimits;
  /** Findings kept of one kind in one file; all are counted. */
  findingsPerKind: number;
}

export const sourceLimits: SourceLimits = {
  textBytes: 2048 * MIB,
  rowBytes: MIB,
  rows: 5_000_000,
  blankRows: 20_000,
  sheets: 20,
  workbook: sheetLimits,
  findingsPerKind: 200,
};
