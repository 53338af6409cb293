import type { SheetRow } from '@griot/sheets';
import type { TextScanner } from './text-scanner.ts';

export type GridFormat = 'xlsx' | 'xls' | 'delimited' | 'fixed';

/** A file, or one sheet of it, as rows of cells, whatever it was. */
export interface Grid {
  file: string;
  format: GridFormat;
  sheet?: string;
  /** Rows of a text; what is told about how it was read. */
  encoding?: 'utf-8' | 'windows-1252' | 'utf-16le';
  delimiter?: string;
  /** The first rows, to see what it is. */
  head: SheetRow[];
  /** All rows from the first, in batches, read only as they are taken. Throws `SourceRefused`. */
  rows(): AsyncGenerator<SheetRow[], void, undefined>;
  /** Of a text: its rows as they lie in its bytes, for who goes through many. Throws `SourceRefused`. */
  scan?(): AsyncGenerator<TextScanner, void, undefined>;
}

export const HEAD_ROWS = 400;
