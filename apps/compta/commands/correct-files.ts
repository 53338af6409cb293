import type { Services } from '@griot/application';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { tellChange } from '../flows/live-progress.ts';
import { correctBatch, type FileCorrection } from '../store/corrections.ts';
import { type Batch, batchFiles, setRun } from '../store/periods.ts';
import { triggeredBy } from './begin-load.ts';

/** Findings after which a person may say the period: the files do not state one that can be used. */
export const NO_PERIOD = ['periode_introuvable', 'periode_incomplete', 'periode_inversee', 'periode_deduite'].map(
  (code) => `compta.${code}`,
);

export interface Correction {
  period?: { start: string; end: string } | undefined;
  files: readonly FileCorrection[];
}

/** What a person says of files that do not say it: the period, a type, where columns stand. The files are then checked again. */
export async function correctFiles(
  services: Services,
  actor: Actor,
  batch: Batch,
  o: Correction & { ip?: string },
): Promise<{ runId: string }> {
  const { tenantId } = actor;
  const { batchId } = batch;
  if (o.period && batch.statedStart === null && !batch.findingCounts.some(({ code }) => NO_PERIOD.includes(code)))
    throw new DomainError({ code: 'compta.period_stated', kind: 'conflict' });
  return services.store.withTenant(tenantId, async (tx) => {
    const known = new Set((await batchFiles(tx, tenantId, batchId)).map(({ id }) => id));
    const unknown = o.files.find(({ fileId }) => !known.has(fileId));
    if (unknown)
      throw new DomainError({ code: 'compta.file_unknown', kind: 'not_found', details: { fileId: unknown.fileId } });
    if (!(await correctBatch(tx, { tenantId, batchId, period: o.period, files: o.files })))
      throw new DomainError({ code: 'compta.batch_not_ready', kind: 'conflict', details: { status: batch.status } });
    const { runId } = await services.flows.trigger(tenantId, 'compta.controle', { batchId }, triggeredBy(actor), {
      tx,
    });
    await setRun(tx, tenantId, batchId, runId);
    await tellChange(services, tx, tenantId, batch, 'VALIDATING');
    await services.identity.audit.record(tx, {
      actor,
      action: 'compta.files.corrected',
      subject: { type: 'compta.batch', id: batchId },
      after: { period: o.period ?? null, files: o.files.map((file) => ({ ...file })) },
      ...(o.ip !== undefined && { ip: o.ip }),
    });
    return { runId };
  });
}
