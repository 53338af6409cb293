import type { Readable } from 'node:stream';
import type { FileType } from '../ledger-types.ts';

/** A file that was handed in, wherever it lies. `open` gives its bytes from the beginning, each time it is called. */
export interface SourceFile {
  name: string;
  /** What the user says it is, against what its content shows. */
  type?: FileType;
  /** Columns that the user mended, by role: names of columns or numbers from 0. */
  columns?: Readonly<Record<string, number>>;
  open(): Promise<Readable> | Readable;
}
