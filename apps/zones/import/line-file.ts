import { type FileHandle, open } from 'node:fs/promises';

const FLUSH_AT = 512 * 1024;

/** A text file written line by line, flushed by half megabytes and synced at the end. */
export class LineFile {
  readonly path: string;
  #handle: FileHandle | undefined;
  #pending: string;

  constructor(path: string, begin: string) {
    this.path = path;
    this.#pending = begin;
  }

  add(line: string): void {
    this.#pending += line;
  }

  /** To be awaited now and then, so that memory stays bounded. */
  async drain(): Promise<void> {
    if (this.#pending.length >= FLUSH_AT) await this.#flush();
  }

  async close(): Promise<void> {
    await this.#flush();
    await this.#handle?.sync();
    await this.#handle?.close();
  }

  async #flush(): Promise<void> {
    this.#handle ??= await open(this.path, 'w');
    const text = this.#pending;
    this.#pending = '';
    await this.#handle.write(text);
  }
}
