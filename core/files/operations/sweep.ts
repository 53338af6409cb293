import { sql } from 'drizzle-orm/sql';
import type { SweepResult } from '../drive-types.ts';
import type { StoredObject } from '../storage/object-storage.ts';
import { type Drive, keyOf } from './drive.ts';

/** A content younger than this may be on its way to its row. Uploads take less. */
const GRACE_MS = 24 * 60 * 60 * 1000;

/** Contents without a row go; rows without their content are told. Runs beside uploads, moves and purges. */
export async function sweep(drive: Drive): Promise<SweepResult> {
  const start = drive.clock.now();
  const before = new Date(start.getTime() - GRACE_MS);
  await drive.storage.clean(before);
  // Their pieces have no row any more, and go below.
  await drive.store.withSystem((tx) =>
    tx.execute(sql`DELETE FROM files_uploads WHERE expires_at < ${start.toISOString()}`),
  );
  const result: SweepResult = { removed: 0, missing: [] };
  for (const tenantId of await allTenants(drive)) {
    // The contents first, the rows after: a content of that time that has no row by then has lost it.
    const objects = new Map<string, StoredObject>();
    for await (const object of drive.storage.list(`${tenantId}/`)) objects.set(object.key, object);
    const rows = await versionsOf(drive, tenantId);
    for (const row of rows.values()) {
      // A row younger than this sweep may name a content that was not there yet when they were listed.
      const young = row.createdAt >= start;
      if (!young && objects.get(row.key)?.size !== row.size) {
        result.missing.push({ tenantId, path: row.path, objectId: row.objectId });
      }
    }
    for (const object of objects.values()) {
      if (rows.has(object.key) || object.modifiedAt >= before) continue;
      await drive.storage.remove(object.key);
      result.removed++;
    }
  }
  return result;
}

async function allTenants(drive: Drive): Promise<string[]> {
  const known = await drive.store.withSystem((tx) =>
    tx.execute<{ tenant_id: string }>(sql`SELECT tenant_id FROM files_usage`),
  );
  const all = [...known.rows.map((row) => row.tenant_id), ...(await drive.storage.tenants())];
  return [...new Set(all)].sort();
}

interface KnownVersion {
  key: string;
  objectId: string;
  path: string;
  size: number;
  createdAt: Date;
}

async function versionsOf(drive: Drive, tenantId: string): Promise<Map<string, KnownVersion>> {
  const result = await drive.store.withTenant(
    tenantId,
    (tx) =>
      tx.execute<{ object_id: string; object_key: string | null; path: string; size: string; created_at: string }>(sql`
        SELECT v.object_id, v.object_key, e.path, v.size, v.created_at
          FROM files_versions v JOIN files_entries e ON e.tenant_id = v.tenant_id AND e.id = v.file_id`),
    { readOnly: true },
  );
  return new Map(
    result.rows.map((row) => {
      const key = keyOf(tenantId, row);
      const { object_id: objectId, path, size, created_at } = row;
      return [key, { key, objectId, path, size: Number(size), createdAt: new Date(created_at) }];
    }),
  );
}
