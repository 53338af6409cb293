import { DomainError } from '@griot/kernel';
import { databaseFault, type Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import { extensionFits } from '../content/content-types.ts';
import type { FileVersion, StoredFile, TrashedFile } from '../drive-types.ts';
import { extensionOf, nameOf } from '../paths/parse-path.ts';

export interface EntryRow extends Record<string, unknown> {
  id: string;
  path: string;
  version: number;
  object_id: string;
  size: string;
  sha256: string;
  content_type: string;
  category: string;
  created_by: string | null;
  created_at: string;
  updated_by: string | null;
  updated_at: string;
  deleted_by: string | null;
  deleted_at: string | null;
}

export interface VersionRow extends Record<string, unknown> {
  object_id: string;
  object_key: string | null;
  version: number;
  size: string;
  sha256: string;
  content_type: string;
  created_by: string | null;
  created_at: string;
}

const iso = (text: string): string => new Date(text).toISOString();

export function toFile(row: EntryRow): StoredFile {
  return {
    id: row.id,
    path: row.path,
    name: nameOf(row.path),
    size: Number(row.size),
    sha256: row.sha256,
    contentType: row.content_type,
    category: row.category,
    extensionFits: extensionFits(extensionOf(row.path), row.content_type),
    version: row.version,
    createdBy: row.created_by,
    createdAt: iso(row.created_at),
    updatedBy: row.updated_by,
    updatedAt: iso(row.updated_at),
  };
}

export function toTrashed(row: EntryRow): TrashedFile {
  return { ...toFile(row), deletedBy: row.deleted_by, deletedAt: iso(row.deleted_at ?? row.updated_at) };
}

export function toVersion(row: VersionRow): FileVersion {
  return {
    version: row.version,
    size: Number(row.size),
    sha256: row.sha256,
    contentType: row.content_type,
    createdBy: row.created_by,
    createdAt: iso(row.created_at),
  };
}

/** Live entries that satisfy a condition, by path. */
export async function liveEntries(tx: Tx, condition: SQL, limit = 1000): Promise<EntryRow[]> {
  const result = await tx.execute<EntryRow>(
    sql`SELECT * FROM files_entries WHERE deleted_at IS NULL AND ${condition} ORDER BY path LIMIT ${limit}`,
  );
  return result.rows;
}

export async function liveEntry(tx: Tx, path: string): Promise<EntryRow> {
  const [row] = await liveEntries(tx, sql`path = ${path}`, 1);
  if (row === undefined) throw notFound(path);
  return row;
}

export function notFound(path: string): DomainError {
  return new DomainError({ code: 'files.not_found', kind: 'not_found', details: { path } });
}

/** Everything below a folder, in byte order: from `folder/` up to, but not, `folder0` (0 comes after /). */
export function below(folder: string): SQL {
  return folder === '' ? sql`true` : sql`path > ${`${folder}/`} AND path < ${`${folder}0`}`;
}

/** Changes of one drive take turns from here to their commit. Answers the bytes used and the quota, if it has its own. */
export async function lockDrive(tx: Tx, tenantId: string): Promise<{ bytes: number; quotaBytes: number | null }> {
  const result = await tx.execute<{ bytes: string; quota_bytes: string | null }>(
    sql`INSERT INTO files_usage AS u (tenant_id) VALUES (${tenantId})
        ON CONFLICT (tenant_id) DO UPDATE SET bytes = u.bytes RETURNING bytes, quota_bytes`,
  );
  const row = result.rows[0];
  const quota = row?.quota_bytes ?? null;
  return { bytes: Number(row?.bytes ?? 0), quotaBytes: quota === null ? null : Number(quota) };
}

/**
 * A path is a file or a folder, not both: refuses a live file at any parent of `path`, and live files below it.
 * Call under `lockDrive`, or another change may come between.
 */
export async function refuseClash(tx: Tx, path: string): Promise<void> {
  const parts = path.split('/');
  const parents = parts.slice(1).map((_, n) => parts.slice(0, n + 1).join('/'));
  const isParent = parents.length === 0 ? sql`false` : sql`path IN ${parents}`;
  const [clash] = await liveEntries(tx, sql`(${isParent} OR (${below(path)}))`, 1);
  if (clash === undefined) return;
  throw new DomainError({ code: 'files.path_taken', kind: 'conflict', details: { path, by: clash.path } });
}

/** Turns the breach of "one live file per path" into words. */
export function asExists(error: unknown, path: string): unknown {
  if (databaseFault(error)?.constraint !== 'files_entries_live_path') return error;
  return new DomainError({ code: 'files.exists', kind: 'conflict', details: { path }, cause: error });
}
