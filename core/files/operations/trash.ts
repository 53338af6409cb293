import { errorMessage } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import type { StoredFile, TrashedFile } from '../drive-types.ts';
import { parsePath } from '../paths/parse-path.ts';
import { asExists, below, type EntryRow, lockDrive, notFound, refuseClash, toFile, toTrashed } from '../store/rows.ts';
import { type Drive, keyOf } from './drive.ts';
import { forgetBelow } from './folders.ts';

export function removeFile(drive: Drive, tenantId: string, path: string, by?: string): Promise<number> {
  const at = parsePath(path);
  return drive.store.withTenant(tenantId, async (tx) => {
    await lockDrive(tx, tenantId);
    const gone = await tx.execute(sql`
      UPDATE files_entries SET deleted_at = ${drive.clock.now().toISOString()}, deleted_by = ${by ?? null}
       WHERE deleted_at IS NULL AND (path = ${at} OR (${below(at)}))`);
    const folders = await forgetBelow(tx, at);
    if (!gone.rowCount && folders === 0) throw notFound(at);
    return gone.rowCount ?? 0;
  });
}

export function listTrash(drive: Drive, tenantId: string): Promise<TrashedFile[]> {
  return drive.store.withTenant(
    tenantId,
    async (tx) => {
      const result = await tx.execute<EntryRow>(sql`
        SELECT * FROM files_entries WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, path LIMIT 1000`);
      return result.rows.map(toTrashed);
    },
    { readOnly: true },
  );
}

export async function restoreFile(
  drive: Drive,
  tenantId: string,
  fileId: string,
  o: { to?: string; by?: string } = {},
): Promise<StoredFile> {
  const to = o.to === undefined ? undefined : parsePath(o.to);
  let path = to ?? fileId;
  const restored = drive.store.withTenant(tenantId, async (tx) => {
    await lockDrive(tx, tenantId);
    const found = await tx.execute<EntryRow>(
      sql`SELECT * FROM files_entries WHERE id::text = ${fileId} AND deleted_at IS NOT NULL`,
    );
    if (found.rows[0] === undefined) throw notFound(fileId);
    path = to ?? found.rows[0].path;
    await refuseClash(tx, path);
    const result = await tx.execute<EntryRow>(sql`
      UPDATE files_entries SET deleted_at = NULL, deleted_by = NULL, path = ${path},
             updated_by = ${o.by ?? null}, updated_at = ${drive.clock.now().toISOString()}
       WHERE id = ${found.rows[0].id} RETURNING *`);
    const [row] = result.rows;
    if (row === undefined) throw notFound(fileId);
    return toFile(row);
  });
  return restored.catch((error) => Promise.reject(asExists(error, path)));
}

/** Rows first: a content without a name is found by the sweep, a name without a content is a loss. */
export async function purgeTrash(drive: Drive, tenantId: string, deletedBefore: Date | undefined): Promise<number> {
  const before = deletedBefore?.toISOString() ?? 'infinity';
  const { files, objects } = await drive.store.withTenant(tenantId, async (tx) => {
    await lockDrive(tx, tenantId);
    const versions = await tx.execute<{ object_id: string; object_key: string | null; size: string }>(sql`
      DELETE FROM files_versions v USING files_entries e
       WHERE e.id = v.file_id AND e.deleted_at < ${before} RETURNING v.object_id, v.object_key, v.size`);
    const entries = await tx.execute(sql`DELETE FROM files_entries WHERE deleted_at < ${before}`);
    const freed = versions.rows.reduce((sum, row) => sum + Number(row.size), 0);
    await tx.execute(sql`UPDATE files_usage SET bytes = bytes - ${freed}::bigint WHERE tenant_id = ${tenantId}`);
    return { files: entries.rowCount ?? 0, objects: versions.rows.map((row) => keyOf(tenantId, row)) };
  });
  for (const key of objects) {
    await drive.storage.remove(key).catch((error) => {
      drive.log.warn({ tenantId, key, error: errorMessage(error) }, 'A purged content is left to the sweep');
    });
  }
  return files;
}
