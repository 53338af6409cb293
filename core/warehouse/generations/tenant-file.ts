import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoteText } from '../engine/identifiers.ts';
import { stagingFolder } from '../engine/staging-folder.ts';

/** Makes what was written to a file or folder survive a power cut. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Rewrites a closed database without its holes: the engine reuses freed space but never gives it back. The copy takes the
 * old file's place in one rename, so a crash leaves one or the other.
 */
export async function compactFile(path: string, folder: string): Promise<{ bytesBefore: number; bytesAfter: number }> {
  const bytesBefore = (await stat(path)).size;
  const fresh = `${path}.compact`;
  await rm(fresh, { force: true });
  const instance = await DuckDBInstance.create(':memory:', { temp_directory: join(folder, 'spill') });
  try {
    const connection = await instance.connect();
    await connection.run(`ATTACH ${quoteText(path)} AS old; ATTACH ${quoteText(fresh)} AS fresh`);
    await connection.run('CHECKPOINT old; COPY FROM DATABASE old TO fresh; CHECKPOINT fresh');
    await connection.run('DETACH fresh; DETACH old');
    connection.disconnectSync();
  } finally {
    instance.closeSync();
  }
  await sync(fresh);
  await rename(fresh, path);
  await sync(dirname(path));
  return { bytesBefore, bytesAfter: (await stat(path)).size };
}

/** A consistent copy of a closed database: closing has written its log into the file. */
export async function copyClosedFile(path: string, to: string): Promise<{ bytes: number }> {
  await copyFile(path, to);
  await sync(to);
  return { bytes: (await stat(to)).size };
}

/** With the log that was not yet written into it; nothing for a tenant that has no file. */
export async function fileSize(path: string): Promise<{ bytes: number }> {
  const sizes = await Promise.all(
    [path, `${path}.wal`].map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return { bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Everything the warehouse has of a tenant. */
export async function removeTenant(path: string, folder: string, tenantId: string): Promise<null> {
  await rm(path, { force: true });
  await rm(`${path}.wal`, { force: true });
  await rm(stagingFolder(folder, tenantId), { recursive: true, force: true });
  await rm(join(folder, 'spill', tenantId), { recursive: true, force: true });
  return null;
}
