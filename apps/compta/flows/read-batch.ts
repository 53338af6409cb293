import type { Services } from '@griot/application';
import type { TaskContext } from '@griot/flows';
import { DomainError } from '@griot/kernel';
import { type BatchResult, checkBatch } from '../domain/checks/check-batch.ts';
import type { Entry } from '../domain/ledger-types.ts';
import type { SourceFile } from '../domain/source/source-file.ts';
import { type Batch, batchFiles, findBatch } from '../store/periods.ts';

/** Amounts are read with two decimals: those of every currency that these ledgers are kept in. */
export const DECIMALS = 2;

export async function batchOf(services: Services, tenantId: string, batchId: string): Promise<Batch> {
  const batch = await services.store.withTenant(tenantId, (tx) => findBatch(tx, tenantId, batchId), { readOnly: true });
  if (!batch) throw new DomainError({ code: 'compta.batch_unknown', kind: 'not_found', details: { batchId } });
  return batch;
}

/** Reads a batch's files from the drive and checks them; progress is the rows that were read. */
export async function readBatch<P>(
  services: Services,
  ctx: TaskContext<P>,
  batch: Batch,
  onEntries?: (entries: readonly Entry[]) => Promise<void>,
): Promise<BatchResult> {
  const { tenantId } = ctx;
  const kept = await services.store.withTenant(tenantId, (tx) => batchFiles(tx, tenantId, batch.batchId), {
    readOnly: true,
  });
  const files = kept.map(
    ({ name, type, path }): SourceFile => ({
      name,
      ...(type && { type }),
      open: async () => (await services.files.open(tenantId, path)).stream,
    }),
  );
  const read = new Map<string, number>();
  const period =
    batch.periodStart && batch.periodEnd ? { period: { start: batch.periodStart, end: batch.periodEnd } } : {};
  const result = await checkBatch({
    files,
    decimals: DECIMALS,
    signal: ctx.signal,
    ...period,
    ...(onEntries && { onEntries }),
    onProgress: (file, rows) => {
      read.set(file, rows);
      const total = [...read.values()].reduce((sum, one) => sum + one, 0);
      ctx.rows({ in: total });
      ctx.progress(Math.min(90, (read.size / Math.max(1, files.length)) * 90), `${file} : ${rows} lignes lues`);
    },
  });
  for (const { file, code, severity, count } of result.counts) {
    ctx.log(severity === 'error' ? 'warn' : 'info', `${file || 'lot'} : ${count} × ${code}`);
  }
  return result;
}
