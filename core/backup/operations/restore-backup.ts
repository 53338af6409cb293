import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Services } from '@griot/application';
import type { Label } from '@griot/flows';
import { DomainError } from '@griot/kernel';
import type { MigrationSet } from '@griot/store';
import { readArchive } from '../archive/archive-file.ts';
import { openLoad, type StoreLoad } from '../store/load-store.ts';
import type { StorePlan } from '../store/read-plan.ts';
import { type BackupManifest, ENTRY } from './manifest.ts';
import { DATABASE, filesDone, warehousesDone } from './progress.ts';
import { textOf } from './verify-backup.ts';

/**
 * Fills an empty database and an empty data folder from an archive that was verified before, then brings the schema to
 * this version. Rows become visible together. Errors: those of `readArchive`, and `backup.target_not_empty`,
 * `backup.newer_than_here`, `backup.secret_differs`, `backup.incomplete`.
 */
export async function restoreBackup(
  services: Pick<Services, 'store' | 'files' | 'identity' | 'dataDir'>,
  o: {
    file: string;
    secret: Buffer | undefined;
    manifest: BackupManifest;
    migrations: readonly MigrationSet[];
    onProgress?(text: Label): void;
  },
): Promise<void> {
  const { store, files, identity, dataDir } = services;
  if (identity.fingerprint('griot backup') !== o.manifest.secretCheck) {
    throw new DomainError({ code: 'backup.secret_differs', kind: 'conflict' });
  }
  let plan: StorePlan | undefined;
  let load: StoreLoad | undefined;
  const found = { tables: 0, objects: 0, warehouse: 0 };
  try {
    for await (const { name, content } of readArchive(o.file, o.secret)) {
      if (name === ENTRY.plan) {
        plan = JSON.parse(await textOf(content)) as StorePlan;
        load = await openLoad(store, plan, o.migrations);
        o.onProgress?.(DATABASE);
      } else if (name.startsWith(ENTRY.store)) {
        const table = plan?.tables.find((one) => one.name === name.slice(ENTRY.store.length));
        if (!table || !load) throw incomplete(name);
        await load.table(table, content);
        found.tables += 1;
      } else if (name.startsWith(ENTRY.objects)) {
        await files.storage.put(name.slice(ENTRY.objects.length), content);
        found.objects += 1;
        if (found.objects % 100 === 0) o.onProgress?.(filesDone(found.objects, o.manifest.objects));
      } else if (name.startsWith(ENTRY.warehouse)) {
        o.onProgress?.(warehousesDone(found.warehouse + 1, o.manifest.warehouse.length));
        await writeWarehouse(dataDir, name.slice(ENTRY.warehouse.length), content);
        found.warehouse += 1;
      }
    }
    const { rows, objects, warehouse } = o.manifest;
    if (!load || found.tables !== Object.keys(rows).length) throw incomplete(ENTRY.store);
    if (found.objects !== objects) throw incomplete(ENTRY.objects);
    if (found.warehouse !== warehouse.length) throw incomplete(ENTRY.warehouse);
    await load.commit();
  } catch (error) {
    await load?.abort().catch(() => {});
    throw error;
  }
  await store.migrate([...o.migrations]);
}

/** The warehouse process opens a tenant's file when it is first asked for: nobody has asked yet. */
async function writeWarehouse(dataDir: string, tenantId: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const folder = join(dataDir, 'warehouse');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const target = createWriteStream(join(folder, `${tenantId}.duckdb`), { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(Readable.from(content), target);
}

function incomplete(entry: string): DomainError {
  return new DomainError({ code: 'backup.incomplete', kind: 'invalid', details: { entry } });
}
