import type { Readable } from 'node:stream';
import type { FileType } from '../ledger-types.ts';

/** A file that was handed in, wherever it lies. `open` gives its bytes from the beginning, each time it is called. */
export interface SourceFile {
  name: string;
  /** What the user says it is, against what its content shows. */
  type?: FileType;
  /** The user insists on the type: contents are read as that. */
  asserted?: boolean;
  /** Columns that the user mended, by role; numbers from 0. */
  columns?: Readonly<Record<string, number>>;
  open(): Promise<Readable> | Readable;
}
