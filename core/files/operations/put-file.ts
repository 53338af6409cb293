import { DomainError, errorMessage, isDomainError, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { type Content, type Measured, measureContent } from '../content/measure-content.ts';
import { sniffContent } from '../content/sniff-content.ts';
import type { PutOptions, StoredFile } from '../drive-types.ts';
import { extensionOf, nameOf, parsePath } from '../paths/parse-path.ts';
import { asExists, type EntryRow, liveEntries, lockDrive, refuseClash, toFile } from '../store/rows.ts';
import { type Drive, keyOf, objectKey, prefixedKey } from './drive.ts';
import { folderAt } from './folders.ts';
import { readRoom } from './quota.ts';

/**
 * The content first, under a key of its own; then, in one transaction, the rows that name it. Killed in between, the
 * content has no name, nobody sees it, and a sweep removes it.
 */
export async function putFile(
  drive: Drive,
  tenantId: string,
  path: string,
  content: Content,
  o: PutOptions,
): Promise<StoredFile> {
  const target = parsePath(path);
  const object = await storeContent(drive, tenantId, target, content, o);
  try {
    const contentType = await checkContent(drive, target, object, o);
    const { file, obsolete } = await drive.store.withTenant(tenantId, (tx) =>
      nameContent(drive, tx, tenantId, target, { ...object, contentType }, o),
    );
    for (const key of obsolete) await removeQuietly(drive, key);
    return file;
  } catch (error) {
    // Where nobody knows whether the transaction happened, the content stays: the sweep will see.
    const unknown = isDomainError(error) && error.code === 'store.commit_unknown';
    if (!unknown) await removeQuietly(drive, object.key);
    throw asExists(error, target);
  }
}

interface NewObject extends Measured {
  objectId: string;
  key: string;
}

async function storeContent(
  drive: Drive,
  tenantId: string,
  path: string,
  content: Content,
  o: PutOptions,
): Promise<NewObject> {
  const { room, quotaBytes } = await readRoom(drive, tenantId);
  const { through, measured } = measureContent(content, Math.min(o.maxBytes, room), () =>
    room < o.maxBytes ? quotaExceeded(path, quotaBytes) : tooLarge(path, o.maxBytes),
  );
  const objectId = newId(drive.clock.now().getTime());
  const key =
    o.keyPrefix === undefined
      ? objectKey(tenantId, objectId)
      : prefixedKey(tenantId, o.keyPrefix, objectId, nameOf(path));
  await drive.storage.put(key, through);
  return { objectId, key, ...measured() };
}

async function checkContent(drive: Drive, path: string, object: NewObject, o: PutOptions): Promise<string> {
  const contentType = sniffContent(object, extensionOf(path));
  if (o.accept !== undefined && !o.accept.includes(contentType)) {
    const details = { path, found: contentType, accepted: [...o.accept] };
    throw new DomainError({ code: 'files.type_refused', kind: 'unsupported', details });
  }
  if (drive.scan !== undefined) {
    const stream = await drive.storage.open(object.key);
    try {
      const { clean, finding } = await drive.scan(stream, { path, contentType });
      if (!clean) throw new DomainError({ code: 'files.infected', kind: 'invalid', details: { path, finding } });
    } finally {
      stream.destroy();
    }
  }
  return contentType;
}

async function nameContent(
  drive: Drive,
  tx: Tx,
  tenantId: string,
  path: string,
  object: NewObject & { contentType: string },
  o: PutOptions,
): Promise<{ file: StoredFile; obsolete: string[] }> {
  const usage = await lockDrive(tx, tenantId);
  const [before] = await liveEntries(tx, sql`path = ${path}`, 1);
  checkBefore(path, before, o);
  if (before === undefined) {
    await refuseClash(tx, path);
    if (await folderAt(tx, path))
      throw new DomainError({ code: 'files.path_taken', kind: 'conflict', details: { path, by: path } });
  }
  const quota = usage.quotaBytes ?? drive.defaultQuotaBytes;
  if (quota !== null && usage.bytes + object.size > quota) throw quotaExceeded(path, quota);
  const now = drive.clock.now().toISOString();
  const [id, version, by] = [
    before?.id ?? newId(drive.clock.now().getTime()),
    (before?.version ?? 0) + 1,
    o.by ?? null,
  ];
  const { objectId, size, sha256, contentType } = object;
  const entry = await tx.execute<EntryRow>(sql`
    INSERT INTO files_entries (tenant_id, id, path, version, object_id, size, sha256, content_type, category,
                               created_by, created_at, updated_by, updated_at)
    VALUES (${tenantId}, ${id}, ${path}, ${version}, ${objectId}, ${size}, ${sha256}, ${contentType}, ${o.category ?? 'NORMAL'},
            ${by}, ${now}, ${by}, ${now})
    ON CONFLICT (tenant_id, id) DO UPDATE SET version = excluded.version, object_id = excluded.object_id,
      size = excluded.size, sha256 = excluded.sha256, content_type = excluded.content_type,
      category = excluded.category, updated_by = excluded.updated_by, updated_at = excluded.updated_at
    RETURNING *`);
  await tx.execute(sql`
    INSERT INTO files_versions (tenant_id, object_id, object_key, file_id, version, size, sha256, content_type, created_by, created_at)
    VALUES (${tenantId}, ${objectId}, ${o.keyPrefix === undefined ? null : object.key}, ${id}, ${version}, ${size}, ${sha256}, ${contentType}, ${by}, ${now})`);
  const obsolete = await tx.execute<{ object_id: string; object_key: string | null; size: string }>(sql`
    DELETE FROM files_versions WHERE file_id = ${id} AND version <= ${version - drive.keepVersions}
    RETURNING object_id, object_key, size`);
  const freed = obsolete.rows.reduce((sum, row) => sum + Number(row.size), 0);
  await tx.execute(sql`UPDATE files_usage SET bytes = bytes + ${size - freed}::bigint WHERE tenant_id = ${tenantId}`);
  const [row] = entry.rows;
  if (row === undefined) throw new Error('an insert returned no row');
  const file = toFile(row);
  await o.within?.(tx, file);
  return { file, obsolete: obsolete.rows.map((gone) => keyOf(tenantId, gone)) };
}

function checkBefore(path: string, before: EntryRow | undefined, o: PutOptions): void {
  if (before !== undefined && o.ifExists === 'refuse') {
    throw new DomainError({ code: 'files.exists', kind: 'conflict', details: { path } });
  }
  if (o.expectedVersion !== undefined && o.expectedVersion !== (before?.version ?? 0)) {
    const details = { path, expected: o.expectedVersion, found: before?.version ?? 0 };
    throw new DomainError({ code: 'files.changed', kind: 'conflict', details });
  }
}

function tooLarge(path: string, maxBytes: number): DomainError {
  return new DomainError({ code: 'files.too_large', kind: 'too_large', details: { path, maxBytes } });
}

function quotaExceeded(path: string, quotaBytes: number | null): DomainError {
  return new DomainError({ code: 'files.quota_exceeded', kind: 'too_large', details: { path, quotaBytes } });
}

async function removeQuietly(drive: Drive, key: string): Promise<void> {
  await drive.storage.remove(key).catch((error) => {
    drive.log.warn({ key, error: errorMessage(error) }, 'A content without a name is left to the sweep');
  });
}
