import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DomainError, isUuid } from '@griot/kernel';
import { checkedKey } from './checked-key.ts';
import type { ObjectStorage, StoredObject } from './object-storage.ts';

/** Not a tenant's id, so no key can reach it. */
const INCOMING = '.incoming';

/** Objects as files, `<folder>/<tenantId>/<path>`, readable by this user only. */
export function localFolder(folder: string): ObjectStorage {
  const root = path.resolve(folder);
  const place = (key: string): string => path.join(root, ...checkedKey(key));
  return {
    async put(key, content) {
      const target = place(key);
      const incoming = path.join(root, INCOMING, randomUUID());
      await mkdir(path.dirname(incoming), { recursive: true, mode: 0o700 });
      try {
        await writeDurably(incoming, content);
        await makeFolders(root, path.dirname(target));
        await rename(incoming, target);
        await syncFolder(path.dirname(target));
      } catch (error) {
        await rm(incoming, { force: true }).catch(() => {});
        throw isCode(error, 'ENOSPC', 'EDQUOT') ? storageFull(error) : error;
      }
    },
    async open(key, range) {
      const handle = await openObject(place(key), key);
      return handle.createReadStream(range === undefined ? {} : range);
    },
    async remove(key) {
      await rm(place(key), { force: true });
    },
    async tenants() {
      return (await folderNames(root)).filter(isUuid);
    },
    async *list(prefix) {
      const [tenant = ''] = prefix.split('/');
      if (!isUuid(tenant)) return;
      for await (const object of walk(root, tenant)) if (object.key.startsWith(prefix)) yield object;
    },
    async clean(before) {
      for (const name of await folderNames(path.join(root, INCOMING))) {
        const file = path.join(root, INCOMING, name);
        const found = await stat(file).catch(() => undefined);
        if (found !== undefined && found.mtime < before) await rm(file, { force: true });
      }
    },
  };
}

async function writeDurably(file: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close().catch(() => {});
  }
}

/** A new folder is an entry of its parent: without this it may be gone after a power cut, with all that is in it. */
async function makeFolders(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let at = folder; at !== root && at.length >= first.length; at = path.dirname(at))
    await syncFolder(path.dirname(at));
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // folders cannot be opened there
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openObject(file: string, key: string): Promise<FileHandle> {
  try {
    return await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (cause) {
    if (!isCode(cause, 'ENOENT')) throw cause;
    throw new DomainError({ code: 'files.object_missing', kind: 'internal', details: { key }, cause });
  }
}

async function* walk(root: string, below: string): AsyncGenerator<StoredObject> {
  for (const entry of await readdir(path.join(root, below), { withFileTypes: true }).catch(() => [])) {
    const key = `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, key);
    else if (entry.isFile()) {
      const found = await stat(path.join(root, key)).catch(() => undefined);
      if (found !== undefined) yield { key, size: found.size, modifiedAt: found.mtime };
    }
  }
}

function folderNames(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

function storageFull(cause: unknown): DomainError {
  return new DomainError({
    code: 'files.storage_full',
    kind: 'unavailable',
    message: 'No space left for files',
    cause,
  });
}
