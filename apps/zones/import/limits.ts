const MIB = 1024 * 1024;

/** What a file may cost before it is refused; all measured, never taken from what the file says of itself. */
export interface ImportLimits {
  textBytes: number;
  workbookBytes: number;
  geojsonBytes: number;
  /** All parts of a workbook together, inflated. */
  inflatedBytes: number;
  /** Inflated over packed size of one part, from 4 MiB on. XML sheets reach about 60. */
  inflationRatio: number;
  workbookParts: number;
  sheetRows: number;
  columns: number;
  /** Bytes without the end of a row: an open quotation mark swallows a whole file. */
  rowBytes: number;
  cellCharacters: number;
  /** Findings kept of one kind in one file; all are counted. */
  findingsPerKind: number;
}

export const importLimits: ImportLimits = {
  textBytes: 8192 * MIB,
  workbookBytes: 128 * MIB,
  geojsonBytes: 64 * MIB,
  inflatedBytes: 1024 * MIB,
  inflationRatio: 200,
  workbookParts: 2000,
  sheetRows: 1_048_576,
  columns: 256,
  rowBytes: 2 * MIB,
  cellCharacters: 20_000,
  findingsPerKind: 500,
};
