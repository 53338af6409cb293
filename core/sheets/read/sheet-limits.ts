const MIB = 1024 * 1024;

/** What a workbook may cost before it is refused; measured while it is read, never taken from what the file says of itself. */
export interface SheetLimits {
  workbookBytes: number;
  /** A legacy workbook is read whole: it holds at most 65 536 rows a sheet. */
  legacyBytes: number;
  /** Of a legacy workbook: each is an object while it is read. */
  legacyCells: number;
  /** Shared texts and styles, which are kept whole while sheets are read: inflated, each. */
  sharedBytes: number;
  /** Bytes of XML without the beginning of a tag. A cell holds 32 767 characters. */
  textBytes: number;
  /** All parts of a workbook together, inflated. */
  inflatedBytes: number;
  /** Inflated over packed size of one part, from 4 MiB on. XML sheets reach about 60. */
  inflationRatio: number;
  parts: number;
  /** Bounded by what the columns `A` to `IV` can name. */
  columns: number;
}

export const sheetLimits: SheetLimits = {
  workbookBytes: 256 * MIB,
  legacyBytes: 32 * MIB,
  legacyCells: 1_200_000,
  sharedBytes: 128 * MIB,
  textBytes: MIB,
  inflatedBytes: 2048 * MIB,
  inflationRatio: 200,
  parts: 2000,
  columns: 256,
};
