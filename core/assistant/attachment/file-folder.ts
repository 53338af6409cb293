import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isUuid } from '@griot/kernel';

/** A file is only swept when it is older: one that is being read has no row yet. */
const YOUNG_MS = 3_600_000;

/** Where attached files wait: names are ids of ours, one folder a tenant, for the server's user alone. */
export class FileFolder {
  readonly #root: string;

  constructor(dataDir: string) {
    this.#root = join(dataDir, 'assistant', 'attachments');
  }

  /** The rows of a file as clean CSV. */
  rows(tenantId: string, id: string): string {
    return join(this.#root, tenantId, `${id}.csv`);
  }

  /** Writes what arrives; the bytes as they came, to be read once. */
  async receive(tenantId: string, id: string, content: Readable): Promise<{ path: string; size: number }> {
    await mkdir(join(this.#root, tenantId), { recursive: true, mode: 0o700 });
    const path = join(this.#root, tenantId, `${id}.received`);
    try {
      await pipeline(content, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return { path, size: (await stat(path)).size };
  }

  async remove(tenantId: string, id: string): Promise<void> {
    await rm(this.rows(tenantId, id), { force: true });
  }

  async removeReceived(tenantId: string, id: string): Promise<void> {
    await rm(join(this.#root, tenantId, `${id}.received`), { force: true });
  }

  async tenants(): Promise<string[]> {
    const found = await readdir(this.#root).catch(() => []);
    return found.filter(isUuid);
  }

  /** Removes files that no row knows: of conversations that are gone, of a process that was killed. */
  async sweep(tenantId: string, known: ReadonlySet<string>, now: number): Promise<void> {
    const folder = join(this.#root, tenantId);
    for (const name of await readdir(folder).catch(() => [])) {
      const id = name.replace(/\.(csv|received)$/, '');
      if (known.has(id) && name.endsWith('.csv')) continue;
      const found = await stat(join(folder, name)).catch(() => null);
      if (found && now - found.mtimeMs > YOUNG_MS) await rm(join(folder, name), { force: true });
    }
  }
}
