import { DomainError } from '@griot/kernel';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { FileShare, Grant, Viewer } from '../drive-types.ts';
import { parsePath } from '../paths/parse-path.ts';
import { below, liveEntries, lockDrive, notFound } from '../store/rows.ts';
import type { Drive } from './drive.ts';
import { folderAt } from './folders.ts';

export function readShares(drive: Drive, tenantId: string, path: string): Promise<FileShare[]> {
  const at = parsePath(path);
  return drive.store.withTenant(
    tenantId,
    async (tx) => {
      const { rows } = await tx.execute<FileShare & Record<string, unknown>>(
        sql`SELECT kind, grantee, access FROM files_shares WHERE path = ${at} ORDER BY kind, grantee`,
      );
      return rows;
    },
    { readOnly: true },
  );
}

/** Replaces the shares of one path. Throws `files.not_found` when nothing is there. */
export async function replaceShares(
  drive: Drive,
  tenantId: string,
  path: string,
  shares: readonly FileShare[],
  by?: string,
): Promise<void> {
  const at = parsePath(path);
  await drive.store.withTenant(tenantId, async (tx) => {
    await lockDrive(tx, tenantId);
    const [file] = await liveEntries(tx, sql`(path = ${at} OR (${below(at)}))`, 1);
    if (file === undefined && !(await folderAt(tx, at))) throw notFound(at);
    await tx.execute(sql`DELETE FROM files_shares WHERE path = ${at}`);
    for (const { kind, grantee, access } of shares) {
      if ((kind === 'tenant') !== (grantee === ''))
        throw new DomainError({ code: 'files.share_invalid', kind: 'invalid', details: { kind, grantee } });
      await tx.execute(sql`INSERT INTO files_shares (tenant_id, path, kind, grantee, access, granted_by)
        VALUES (${tenantId}, ${at}, ${kind}, ${grantee}, ${access}, ${by ?? null})`);
    }
  });
}

/** All that a person was given, by name, by role, or (`whole`) as one of everybody. The best access of each path. */
export function grantsOf(
  drive: Drive,
  tenantId: string,
  who: { userId: string; roles: readonly string[]; whole: boolean },
): Promise<Grant[]> {
  return drive.store.withTenant(
    tenantId,
    async (tx) => {
      const roles = who.roles.length === 0 ? sql`false` : sql`(kind = 'role' AND grantee IN ${[...who.roles]})`;
      const { rows } = await tx.execute<{ path: string; edit: boolean }>(sql`
        SELECT path, bool_or(access = 'edit') AS edit FROM files_shares
         WHERE (kind = 'user' AND grantee = ${who.userId}) OR ${roles} OR (kind = 'tenant' AND ${who.whole})
         GROUP BY path ORDER BY path LIMIT 2000`);
      return rows.map(({ path, edit }): Grant => ({ path, access: edit ? 'edit' : 'view' }));
    },
    { readOnly: true },
  );
}

/** Rows of `files_entries` that a viewer may see; without one all of them. */
export function seenBy(viewer: Viewer | undefined): SQL {
  if (viewer === undefined) return sql`true`;
  const given = viewer.grants.map(({ path }) => sql`(path = ${path} OR (${below(path)}))`);
  return sql`(${sql.join([sql`created_by = ${viewer.userId}`, ...given], sql` OR `)})`;
}
