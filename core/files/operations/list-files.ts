import { type SQL, sql } from 'drizzle-orm/sql';
import type { Listing, ListOptions, StoredFile, Viewer } from '../drive-types.ts';
import { parseFolder, parsePath } from '../paths/parse-path.ts';
import { below, liveEntries, liveEntry, toFile } from '../store/rows.ts';
import type { Drive } from './drive.ts';
import { madeFolders } from './folders.ts';
import { seenBy } from './shares.ts';

export function statFile(drive: Drive, tenantId: string, path: string): Promise<StoredFile> {
  const at = parsePath(path);
  return drive.store.withTenant(tenantId, async (tx) => toFile(await liveEntry(tx, at)), { readOnly: true });
}

/** A folder nobody ever put a file in is an empty one, not an error. */
export function listFiles(drive: Drive, tenantId: string, folder = '', o: ListOptions = {}): Promise<Listing> {
  const at = parseFolder(folder);
  const limit = Math.min(1000, Math.max(1, Math.trunc(o.limit ?? 200)));
  // Letters of PostgreSQL are code points, those of JavaScript UTF-16 units: count in the former.
  const rest = sql`substr(path, ${[...at].length + (at === '' ? 1 : 2)})`;
  const direct = o.recursive === true ? sql`true` : sql`strpos(${rest}, '/') = 0`;
  const from = o.after === undefined ? sql`true` : sql`path > ${o.after}`;
  const seen = seenBy(o.viewer);
  return drive.store.withTenant(
    tenantId,
    async (tx) => {
      const rows = await liveEntries(tx, sql`${below(at)} AND ${direct} AND ${from} AND ${seen}`, limit + 1);
      const files = rows.slice(0, limit).map(toFile);
      const next = rows.length > limit ? (files.at(-1)?.path ?? null) : null;
      if (o.after !== undefined || o.recursive === true) return { folders: [], files, next };
      const folders = await tx.execute<{ name: string }>(sql`
        SELECT split_part(${rest}, '/', 1) COLLATE "C" AS name FROM files_entries
         WHERE deleted_at IS NULL AND ${below(at)} AND strpos(${rest}, '/') > 0 AND ${seen}
        UNION (${madeFolders(at, rest)} AND ${seen}) ${givenFolders(at, o.viewer)} ORDER BY name`);
      return { folders: folders.rows.map((row) => row.name), files, next };
    },
    { readOnly: true },
  );
}

/** A folder deep in the drive that somebody was given: the way to it is seen, and nothing beside it. */
function givenFolders(folder: string, viewer: Viewer | undefined): SQL {
  const prefix = folder === '' ? '' : `${folder}/`;
  const names = (viewer?.grants ?? [])
    .filter(({ path }) => path.startsWith(prefix))
    .map(({ path }) => path.slice(prefix.length))
    .filter((rest) => rest.includes('/'))
    .map((rest) => rest.slice(0, rest.indexOf('/')));
  if (names.length === 0) return sql``;
  const values = [...new Set(names)].map((name) => sql`(${name}::text COLLATE "C")`);
  return sql`UNION SELECT name FROM (VALUES ${sql.join(values, sql`, `)}) AS given (name)`;
}

/** In the collation of the database, for the column's own knows the case of ASCII letters only. */
export function searchFiles(drive: Drive, tenantId: string, text: string, viewer?: Viewer): Promise<StoredFile[]> {
  const pattern = `%${text.normalize('NFC').replace(/[\\%_]/g, '\\$&')}%`;
  return drive.store.withTenant(
    tenantId,
    async (tx) => {
      const condition = sql`path COLLATE "default" ILIKE ${pattern} AND ${seenBy(viewer)}`;
      return (await liveEntries(tx, condition, 200)).map(toFile);
    },
    { readOnly: true },
  );
}
