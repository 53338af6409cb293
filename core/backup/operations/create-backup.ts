import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '@griot/application';
import type { Files } from '@griot/files';
import type { Label } from '@griot/flows';
import { DomainError, isDomainError, newId } from '@griot/kernel';
import type { Warehouse } from '@griot/warehouse';
import { writeArchive } from '../archive/archive-file.ts';
import type { ArchiveEntry } from '../archive/frames.ts';
import { openDump, type StoreDump } from '../store/dump-store.ts';

import { type BackupManifest, ENTRY } from './manifest.ts';
import { DATABASE, filesDone, warehousesDone } from './progress.ts';

export interface BackupOptions {
  file: string;
  /** At least 32 bytes; without it the archive is not encrypted. */
  secret?: Buffer | undefined;
  /** How long to wait for builds of the warehouse to end, default 15 min. */
  patienceMs?: number;
  signal?: AbortSignal;
  onProgress?(text: Label): void;
}

export interface BackupResult {
  file: string;
  bytes: number;
  manifest: BackupManifest;
}

type Sources = Pick<Services, 'store' | 'identity' | 'dataDir' | 'clock' | 'config'> & {
  files: Pick<Files, 'storage'>;
  warehouse: Pick<Warehouse, 'tenant'>;
};

/**
 * One archive of everything, while everything runs. First all rows of one moment; then the contents of files, which are
 * never changed and of which those rows tell; last the warehouse, which may be ahead of the rows by a build that was under way, as it may after
 * a crash, and which the run in the rows then finds done. Errors: `backup.warehouse_busy`, `backup.file_vanished`.
 */
export async function createBackup(services: Sources, o: BackupOptions): Promise<BackupResult> {
  const { store, clock } = services;
  const dump = await openDump(store.connection('owner').connectionString);
  const secretFile = join(services.dataDir, 'secret');
  const holdsSecret = services.config.secret === undefined && existsSync(secretFile);
  const manifest: BackupManifest = {
    format: 1,
    createdAt: clock.now().toISOString(),
    secretCheck: services.identity.fingerprint('griot backup'),
    ...{ holdsSecret, rows: {}, objects: 0, warehouse: [], tenants: dump.tenants },
  };
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    yield textEntry(ENTRY.plan, JSON.stringify(dump.plan));
    if (holdsSecret) yield textEntry(ENTRY.secret, readFileSync(secretFile, 'utf8').trim());
    o.onProgress?.(DATABASE);
    yield* watched(dump.tables(manifest.rows), o.signal);
    await dump.close();
    yield* watched(contentsOf(services, dump, manifest, o), o.signal);
    yield* watched(warehousesOf(services, dump, manifest, o), o.signal);
    yield textEntry(ENTRY.manifest, JSON.stringify(manifest));
  }
  try {
    const { bytes } = await writeArchive(o.file, entries(), { createdAt: manifest.createdAt, secret: o.secret });
    return { file: o.file, bytes, manifest };
  } finally {
    await dump.close().catch(() => {});
  }
}

async function* contentsOf(
  { files }: Sources,
  dump: StoreDump,
  manifest: BackupManifest,
  o: BackupOptions,
): AsyncGenerator<ArchiveEntry> {
  for (const { tenantId, objectId, objectKey, sha256 } of dump.objects) {
    const key = objectKey ?? `${tenantId}/${objectId}`;
    const content = await files.storage.open(key).catch((cause: unknown) => {
      throw new DomainError({ code: 'backup.file_vanished', kind: 'conflict', details: { key, sha256 }, cause });
    });
    yield { name: `${ENTRY.objects}${key}`, content };
    manifest.objects += 1;
    if (manifest.objects % 100 === 0) o.onProgress?.(filesDone(manifest.objects, dump.objects.length));
  }
}

async function* warehousesOf(
  { warehouse, dataDir, config }: Sources,
  dump: StoreDump,
  manifest: BackupManifest,
  o: BackupOptions,
): AsyncGenerator<ArchiveEntry> {
  // An outside warehouse has backups of its own, and can be built again from the sources.
  if (config.warehouseUrl !== undefined) return;
  const folder = join(dataDir, 'backups', '.copies');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [n, tenantId] of dump.tenants.entries()) {
    const tenant = warehouse.tenant(tenantId);
    const current = await tenant.current();
    if (current === null && (await tenant.sources()).length === 0) continue;
    o.onProgress?.(warehousesDone(n + 1, dump.tenants.length));
    const copy = join(folder, `${newId()}.duckdb`);
    try {
      const until = performance.now() + (o.patienceMs ?? 900_000);
      for (;;) {
        try {
          const { bytes } = await tenant.copyTo(copy);
          manifest.warehouse.push({ tenantId, generation: (await tenant.current())?.id ?? null, bytes });
          break;
        } catch (error) {
          if (!isDomainError(error) || error.code !== 'warehouse.build_in_progress') throw error;
          if (performance.now() > until) {
            throw new DomainError({ code: 'backup.warehouse_busy', kind: 'unavailable', details: { tenantId } });
          }
        }
        o.signal?.throwIfAborted();
        await wait(500);
      }
      yield { name: `${ENTRY.warehouse}${tenantId}`, content: createReadStream(copy) };
    } finally {
      await rm(copy, { force: true });
    }
  }
}

function textEntry(name: string, text: string): ArchiveEntry {
  return {
    name,
    content: (async function* () {
      yield Buffer.from(text);
    })(),
  };
}

async function* watched<T>(source: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T> {
  for await (const item of source) {
    signal?.throwIfAborted();
    yield item;
  }
}

/** `griot-20261126T124500Z.backup` */
export function archiveName(at: Date): string {
  return `griot-${at.toISOString().replace(/[-:]|\.\d+/g, '')}.backup`;
}

/** From a key file: its content without white space at its ends. */
export function readKeyFile(file: string): Buffer {
  const text = readFileSync(file, 'utf8').trim();
  if (Buffer.byteLength(text) < 32) {
    throw new DomainError({ code: 'backup.key_too_short', kind: 'invalid', details: { bytes: 32 } });
  }
  return Buffer.from(text);
}
