import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import { parsePath } from '../paths/parse-path.ts';
import { below, liveEntries, lockDrive, refuseClash } from '../store/rows.ts';
import type { Drive } from './drive.ts';

/** An empty folder. One that is there already, made or by its files, is `files.exists`. */
export async function createFolder(drive: Drive, tenantId: string, path: string, by?: string): Promise<void> {
  const at = parsePath(path);
  await drive.store.withTenant(tenantId, async (tx) => {
    await lockDrive(tx, tenantId);
    const [file] = await liveEntries(tx, sql`(path = ${at} OR (${below(at)}))`, 1);
    if (file !== undefined || (await folderAt(tx, at)))
      throw new DomainError({ code: 'files.exists', kind: 'conflict', details: { path: at } });
    await refuseClash(tx, at);
    await tx.execute(sql`INSERT INTO files_folders (tenant_id, path, created_by, created_at)
      VALUES (${tenantId}, ${at}, ${by ?? null}, ${drive.clock.now().toISOString()})`);
  });
}

/** A folder that somebody made at this very path or below it. */
export async function folderAt(tx: Tx, path: string): Promise<boolean> {
  const { rowCount } = await tx.execute(
    sql`SELECT 1 FROM files_folders WHERE path = ${path} OR (${below(path)}) LIMIT 1`,
  );
  return rowCount === 1;
}

/** Names of the folders right below that somebody made, beside those that files make. `rest` is the path after the folder. */
export function madeFolders(folder: string, rest: SQL): SQL {
  return sql`SELECT split_part(${rest}, '/', 1) COLLATE "C" AS name FROM files_folders WHERE ${below(folder)}`;
}

/** Folders and shares follow the files: the same change of path for all three. Answers how many folders moved. */
export async function moveBelow(tx: Tx, source: string, target: string): Promise<number> {
  const moved = sql`path = ${target} || substr(path, ${[...source].length + 1})`;
  const here = sql`(path = ${source} OR (${below(source)}))`;
  // A path where something was before, and which is free now, may still have a share of its own.
  await tx.execute(sql`DELETE FROM files_shares WHERE path = ${target} OR (${below(target)})`);
  await tx.execute(sql`UPDATE files_shares SET ${moved} WHERE ${here}`);
  const { rowCount } = await tx.execute(sql`UPDATE files_folders SET ${moved} WHERE ${here}`);
  return rowCount ?? 0;
}

/** What is gone is shared with nobody; folders have no trash, only their files. Answers how many folders went. */
export async function forgetBelow(tx: Tx, path: string): Promise<number> {
  const here = sql`(path = ${path} OR (${below(path)}))`;
  await tx.execute(sql`DELETE FROM files_shares WHERE ${here}`);
  const { rowCount } = await tx.execute(sql`DELETE FROM files_folders WHERE ${here}`);
  return rowCount ?? 0;
}
