import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { parsePath } from '../paths/parse-path.ts';
import { asExists, below, liveEntries, lockDrive, notFound, refuseClash } from '../store/rows.ts';
import type { Drive } from './drive.ts';
import { folderAt, moveBelow } from './folders.ts';

/** Rows only: contents stay where they are, so a move of any size is one transaction. */
export async function moveFile(
  drive: Drive,
  tenantId: string,
  from: string,
  to: string,
  { by, within }: { by?: string; within?(tx: Tx): Promise<void> } = {},
): Promise<number> {
  const [source, target] = [parsePath(from), parsePath(to)];
  if (target === source) return 0;
  if (target.startsWith(`${source}/`) || source.startsWith(`${target}/`)) {
    throw new DomainError({ code: 'files.path_taken', kind: 'conflict', details: { path: target, by: source } });
  }
  const move = drive.store.withTenant(tenantId, async (tx) => {
    await lockDrive(tx, tenantId);
    const [first] = await liveEntries(tx, sql`(path = ${source} OR (${below(source)}))`, 1);
    if (first === undefined && !(await folderAt(tx, source))) throw notFound(source);
    const isFile = first?.path === source;
    await refuseClash(tx, target);
    const [there] = await liveEntries(tx, sql`path = ${target}`, 1);
    if (there !== undefined || (await folderAt(tx, target)))
      throw new DomainError({ code: 'files.exists', kind: 'conflict', details: { path: target } });
    const moved = await tx.execute(sql`
      UPDATE files_entries SET path = ${target} || substr(path, ${[...source].length + 1}),
             updated_by = ${by ?? null}, updated_at = ${drive.clock.now().toISOString()}
       WHERE deleted_at IS NULL AND ${isFile ? sql`path = ${source}` : below(source)} RETURNING path`);
    for (const { path } of moved.rows) parsePath(String(path)); // a longer folder may make a path too long
    const folders = await moveBelow(tx, source, target);
    await within?.(tx);
    return moved.rows.length || folders;
  });
  return move.catch((error) => Promise.reject(asExists(error, target)));
}
