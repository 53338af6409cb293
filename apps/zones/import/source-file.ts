import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { TableName } from './tables.ts';

/** A file to import, wherever it lies. `open` gives its bytes from the beginning, each time it is called. */
export interface SourceFile {
  name: string;
  /** When the user said what it is; else its name and its header tell. */
  table?: TableName;
  /** Column of the table to title of the file, when somebody said it; else the titles tell. */
  columns?: Readonly<Record<string, string>>;
  open(): Readable | Promise<Readable>;
}

export async function fileOnDisk(path: string, table?: TableName): Promise<SourceFile> {
  await stat(path);
  return {
    name: basename(path),
    ...(table && { table }),
    open: () => createReadStream(path, { highWaterMark: 256 * 1024 }),
  };
}
