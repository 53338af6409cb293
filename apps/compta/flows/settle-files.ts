import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Services } from '@griot/application';
import { DomainError, isDomainError } from '@griot/kernel';
import { type Batch, batchFiles, holdsOthers, movedFile, movedFolder } from '../store/periods.ts';
import { CLEAN_TABLES } from './clean-tables.ts';
import { depositFolder, periodFolder } from './storage-layout.ts';

const MAX_BYTES = 16 * 1024 ** 3;

/** A run, as its task's context says it. */
interface RunOf {
  tenantId: string;
  runId: string;
}

/**
 * After a load: what was there before goes to `backup/`, the files of this batch to `success/sources/`, what was loaded to
 * `success/resultats/`. Each step is done once, whoever began it: rows say what was done, and follow what they tell of.
 */
export async function settleFiles(services: Services, run: RunOf, batch: Batch, folder: string): Promise<void> {
  const { files, store } = services;
  const { tenantId } = run;
  const base = periodFolder(batch);
  await backUp(services, run, batch.batchId, base);
  const mine = await store.withTenant(tenantId, (tx) => batchFiles(tx, tenantId, batch.batchId), { readOnly: true });
  for (const { id, path } of mine) await moveOne(services, tenantId, { id, path, to: `${base}/success/sources` });
  for (const name of Object.keys(CLEAN_TABLES)) {
    for (const file of [`${name}.csv`, `${name}.parquet`]) {
      const to = `${base}/success/resultats/${file}`;
      const stream = createReadStream(join(folder, file), { highWaterMark: 1024 * 1024 });
      await files.put(tenantId, to, stream, { maxBytes: MAX_BYTES, category: 'COMPTABLE' });
    }
  }
}

/** A batch that is shown again: its files come back from where they were kept, what stood there is kept in turn. */
export async function swapFiles(services: Services, run: RunOf, batch: Batch): Promise<void> {
  const { tenantId } = run;
  const base = periodFolder(batch);
  const kept = await backupOf(services, tenantId, batch);
  if (kept === null) return;
  await backUp(services, run, batch.batchId, base);
  await moveFolder(services, tenantId, kept, `${base}/success`);
}

/** A batch whose figures were taken away: its files are kept. */
export async function keepFiles(services: Services, run: RunOf, batch: Batch): Promise<void> {
  await backUp(services, run, null, periodFolder(batch));
}

/**
 * The act did not come to its end: what it moved goes back. The batch's own files to where they were sent (a load) or to a
 * backup (a restoration), those of the batch that stays to `success/`.
 */
export async function undoFiles(
  services: Services,
  run: RunOf,
  o: { batch: Batch; stays: string | null; act: 'load' | 'restore' | 'delete' },
): Promise<void> {
  const { files, store } = services;
  const { tenantId } = run;
  const { batch, stays, act } = o;
  const base = periodFolder(batch);
  const success = `${base}/success`;
  const mine = await store.withTenant(tenantId, (tx) => batchFiles(tx, tenantId, batch.batchId), { readOnly: true });
  const moved = mine.filter(({ path }) => path.startsWith(`${success}/`));
  if (act === 'load') {
    for (const { id, path } of moved)
      await moveOne(services, tenantId, { id, path, to: depositFolder(batch.clientId, batch.batchId) });
    const others = await store.withTenant(tenantId, (tx) => holdsOthers(tx, tenantId, success, batch.batchId), {
      readOnly: true,
    });
    // Results without sources are those of this load: the batch that was there has its own beside its sources.
    if (!others) await gone(files.remove(tenantId, `${success}/resultats`));
  }
  if (act === 'restore' && moved.length > 0)
    await moveFolder(services, tenantId, success, `${base}/backup/${stampOf(run.runId)}_${batch.batchId.slice(-4)}`);
  if (stays === null) return;
  const staying = await store.withTenant(tenantId, (tx) => batchFiles(tx, tenantId, stays), { readOnly: true });
  const kept = /^.*\/backup\/[^/]+/.exec(staying[0]?.path ?? '')?.[0];
  if (kept !== undefined) await moveFolder(services, tenantId, kept, success);
}

/** Reads every file of a batch whole and holds it against what was received: a backup that cannot be read is none. */
export async function verifyFiles(services: Services, tenantId: string, batchId: string): Promise<{ files: number }> {
  const kept = await services.store.withTenant(tenantId, (tx) => batchFiles(tx, tenantId, batchId), { readOnly: true });
  for (const { path, name, sha256 } of kept) {
    const unsound = (cause?: unknown) =>
      new DomainError({ code: 'compta.backup_unsound', kind: 'conflict', details: { file: name, path }, cause });
    try {
      const { file, stream } = await services.files.open(tenantId, path);
      // The drive holds what it gives against what it stored, to the last byte.
      for await (const _ of stream);
      if (file.sha256 !== sha256) throw unsound();
    } catch (error) {
      if (isDomainError(error) && ['files.not_found', 'files.corrupt'].includes(error.code)) throw unsound(error);
      throw error;
    }
  }
  return { files: kept.length };
}

/** The folder in which a batch that is not shown is kept; null: it is not in one. */
async function backupOf(services: Services, tenantId: string, batch: Batch): Promise<string | null> {
  const mine = await services.store.withTenant(tenantId, (tx) => batchFiles(tx, tenantId, batch.batchId), {
    readOnly: true,
  });
  return /^.*\/backup\/[^/]+/.exec(mine[0]?.path ?? '')?.[0] ?? null;
}

/** The files of other batches than this one that stand in `success/` go to a folder of this run's moment. */
async function backUp(services: Services, run: RunOf, but: string | null, base: string): Promise<void> {
  const { tenantId, runId } = run;
  const from = `${base}/success`;
  const others = await services.store.withTenant(tenantId, (tx) => holdsOthers(tx, tenantId, from, but), {
    readOnly: true,
  });
  if (!others) return;
  const to = `${base}/backup/${stampOf(runId)}`;
  try {
    await moveFolder(services, tenantId, from, to);
  } catch (error) {
    // Two acts in one second.
    if (!isDomainError(error) || !['files.path_taken', 'files.exists'].includes(error.code)) throw error;
    await moveFolder(services, tenantId, from, `${to}_${runId.slice(-4)}`);
  }
}

/** `{YYYYMMDD}_{HHMMSS}`: the first 48 bits of the run's id are its moment, so every attempt names the same folder. */
function stampOf(runId: string): string {
  const moment = new Date(Number.parseInt(runId.replaceAll('-', '').slice(0, 12), 16)).toISOString();
  return moment.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');
}

async function moveOne(
  services: Services,
  tenantId: string,
  { id, path, to }: { id: string; path: string; to: string },
): Promise<void> {
  const target = `${to}/${path.split('/').at(-1) ?? path}`;
  if (path === target) return;
  await gone(services.files.move(tenantId, path, target, { within: (tx) => movedFile(tx, tenantId, id, target) }));
}

/** Files and the rows that say where they are move together. */
async function moveFolder(services: Services, tenantId: string, from: string, to: string): Promise<void> {
  await gone(services.files.move(tenantId, from, to, { within: (tx) => movedFolder(tx, tenantId, from, to) }));
}

/** Moved already by an attempt that was lost. */
async function gone(move: Promise<unknown>): Promise<void> {
  try {
    await move;
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'files.not_found') throw error;
  }
}
