import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Services } from '@griot/application';
import { isDomainError } from '@griot/kernel';
import { type Batch, batchFiles, holdsOthers, movedFile, movedFolder } from '../store/periods.ts';
import { CLEAN_TABLES } from './clean-tables.ts';
import { periodFolder } from './storage-layout.ts';

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
  await backUp(services, run, batch, base);
  const mine = await store.withTenant(tenantId, (tx) => batchFiles(tx, tenantId, batch.batchId), { readOnly: true });
  for (const { id, path } of mine) {
    const to = `${base}/success/sources/${path.split('/').at(-1) ?? path}`;
    if (path === to) continue;
    await once(files.move(tenantId, path, to));
    await store.withTenant(tenantId, (tx) => movedFile(tx, tenantId, id, to));
  }
  for (const name of Object.keys(CLEAN_TABLES)) {
    const content = createReadStream(join(folder, `${name}.csv`));
    await files.put(tenantId, `${base}/success/resultats/${name}.csv`, content, { maxBytes: MAX_BYTES });
  }
}

/** A batch that is shown again: its files come back from where they were kept, what stood there is kept in turn. */
export async function swapFiles(services: Services, run: RunOf, batch: Batch): Promise<void> {
  const { tenantId } = run;
  const base = periodFolder(batch);
  const mine = await services.store.withTenant(tenantId, (tx) => batchFiles(tx, tenantId, batch.batchId), {
    readOnly: true,
  });
  const kept = /\/backup\/[^/]+/.exec(mine[0]?.path ?? '')?.[0];
  if (kept === undefined) return;
  await backUp(services, run, batch, base);
  await moveFolder(services, tenantId, `${base}${kept}`, `${base}/success`);
}

/** The files of another batch that stand in `success/` go to a folder of this run's moment. */
async function backUp(services: Services, { tenantId, runId }: RunOf, batch: Batch, base: string): Promise<void> {
  const from = `${base}/success`;
  const others = await services.store.withTenant(tenantId, (tx) => holdsOthers(tx, tenantId, from, batch.batchId), {
    readOnly: true,
  });
  if (!others) return;
  // The first 48 bits of the run's id are its moment: every attempt names the same folder.
  const moment = new Date(Number.parseInt(runId.replaceAll('-', '').slice(0, 12), 16)).toISOString();
  const stamp = moment.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');
  try {
    await moveFolder(services, tenantId, from, `${base}/backup/${stamp}`);
  } catch (error) {
    // Two loads in one second.
    if (!isDomainError(error) || !['files.path_taken', 'files.exists'].includes(error.code)) throw error;
    await moveFolder(services, tenantId, from, `${base}/backup/${stamp}_${runId.slice(-4)}`);
  }
}

async function moveFolder(services: Services, tenantId: string, from: string, to: string): Promise<void> {
  await once(services.files.move(tenantId, from, to));
  await services.store.withTenant(tenantId, (tx) => movedFolder(tx, tenantId, from, to));
}

/** Moved already by an attempt that was lost. */
async function once(move: Promise<unknown>): Promise<void> {
  try {
    await move;
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'files.not_found') throw error;
  }
}
