import { type FileHandle, open } from 'node:fs/promises';
import iconv from 'iconv-lite';

export type FileEncoding = 'utf8' | 'utf8-bom' | 'windows-1252';
export type CsvCell = string | number | null;

const FLUSH_AT = 256 * 1024;

/** A `;`-separated file written row by row; at most a quarter of a megabyte waits in memory. */
export class CsvFile {
  rows = 0;
  #pending = '';
  readonly #handle: FileHandle;
  readonly #encoding: FileEncoding;

  private constructor(handle: FileHandle, encoding: FileEncoding) {
    this.#handle = handle;
    this.#encoding = encoding;
  }

  static async create(path: string, encoding: FileEncoding, header: readonly string[]): Promise<CsvFile> {
    const file = new CsvFile(await open(path, 'w'), encoding);
    if (encoding === 'utf8-bom') file.#pending = '\uFEFF';
    file.#add(header);
    return file;
  }

  /** Resolves at once unless the buffer is full. */
  async write(cells: readonly CsvCell[]): Promise<void> {
    this.#add(cells);
    this.rows += 1;
    if (this.#pending.length >= FLUSH_AT) await this.#flush();
  }

  async close(): Promise<void> {
    await this.#flush();
    await this.#handle.sync();
    await this.#handle.close();
  }

  #add(cells: readonly CsvCell[]): void {
    let line = '';
    for (const [index, cell] of cells.entries()) {
      if (index > 0) line += ';';
      if (cell !== null) line += quoted(String(cell));
    }
    this.#pending += `${line}\r\n`;
  }

  async #flush(): Promise<void> {
    const text = this.#pending;
    this.#pending = '';
    const bytes = this.#encoding === 'windows-1252' ? iconv.encode(text, 'windows-1252') : Buffer.from(text, 'utf8');
    await this.#handle.write(bytes);
  }
}

function quoted(text: string): string {
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
