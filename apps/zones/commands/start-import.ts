import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import type { ImportMode } from '../import/import-files.ts';
import type { TableName } from '../import/tables.ts';
import { receiveImport } from '../store/imports.ts';

export interface ImportedFile {
  /** Path in the tenant's drive. */
  path: string;
  name: string;
  table?: TableName;
  /** Column of the table to title of the file, as somebody said it. */
  columns?: Record<string, string>;
}

/** Records an import of files that lie in the drive, and starts its run, in the caller's transaction. */
export async function startImport(
  { flows, clock, identity }: Services,
  tx: Tx,
  o: { actor: Actor; id?: string; files: ImportedFile[]; mode: ImportMode; ip: string },
): Promise<{ importId: string; runId: string }> {
  const { actor, files, mode, ip } = o;
  const { tenantId, userId } = actor;
  const id = o.id ?? newId(clock.now().getTime());
  await receiveImport(tx, { tenantId, id, mode, createdBy: userId, now: clock.now() });
  const by = { kind: 'user' as const, id: userId };
  const { runId } = await flows.trigger(tenantId, 'zones.import', { importId: id, files, mode }, by, { tx });
  await identity.audit.record(tx, {
    actor,
    action: 'zones.import.started',
    subject: { type: 'zones.import', id },
    after: { mode, files: files.map((file) => file.name) },
    ip,
  });
  return { importId: id, runId };
}
