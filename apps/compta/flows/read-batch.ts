import type { Services } from '@griot/application';
import type { TaskContext } from '@griot/flows';
import { DomainError } from '@griot/kernel';
import { type BatchResult, checkBatch, type EntrySink } from '../domain/checks/check-batch.ts';
import { scratchPlace } from '../domain/scatter/scratch.ts';
import type { SourceFile } from '../domain/source/source-file.ts';
import { rememberedColumns } from '../store/mappings.ts';
import { type Batch, batchFiles, findBatch, type ReceivedFile } from '../store/periods.ts';
import type { Say } from './live-progress.ts';

/** Amounts are read with two decimals: those of every currency that these ledgers are kept in. */
export const DECIMALS = 2;

export async function batchOf(services: Services, tenantId: string, batchId: string): Promise<Batch> {
  const batch = await services.store.withTenant(tenantId, (tx) => findBatch(tx, tenantId, batchId), { readOnly: true });
  if (!batch) throw new DomainError({ code: 'compta.batch_unknown', kind: 'not_found', details: { batchId } });
  return batch;
}

/** Reads a batch's files from the drive and checks them; progress is the bytes that were read of all of them. */
export async function readBatch<P>(
  services: Services,
  ctx: TaskContext<P>,
  batch: Batch,
  o: {
    say: Say;
    sink?: EntrySink;
    /** The period as the first check found it; without it, only what a person stated. */
    settled?: boolean;
  },
): Promise<BatchResult & { kept: ReceivedFile[] }> {
  const { tenantId } = ctx;
  const { kept, remembered } = await services.store.withTenant(
    tenantId,
    async (tx) => ({
      kept: await batchFiles(tx, tenantId, batch.batchId),
      remembered: await rememberedColumns(tx, tenantId, batch.clientId),
    }),
    { readOnly: true },
  );
  const files = kept.map(
    ({ name, type, path, asserted, columns }): SourceFile => ({
      ...{ name, asserted, columns },
      ...(type && { type }),
      open: async () => (await services.files.open(tenantId, path)).stream,
    }),
  );
  const [start, end] =
    o.settled === false ? [batch.statedStart, batch.statedEnd] : [batch.periodStart, batch.periodEnd];
  const read = new Map<string, number>();
  const result = await checkBatch({
    files,
    remembered,
    decimals: DECIMALS,
    scratch: { ...scratchPlace, folder: await services.warehouse.tenant(tenantId).staging() },
    signal: ctx.signal,
    ...(start && end && { period: { start, end } }),
    ...(o.sink && { sink: o.sink }),
    onProgress: (file, rows) => {
      read.set(file, rows);
      ctx.rows({ in: [...read.values()].reduce((sum, one) => sum + one, 0) });
      o.say(Math.min(99, (read.size / Math.max(1, files.length)) * 100), {
        fr: `${file} : ${rows} lignes lues`,
        en: `${file}: ${rows} lines read`,
      });
    },
  });
  for (const { file, code, severity, count } of result.counts) {
    ctx.log(severity === 'error' ? 'warn' : 'info', {
      fr: `${file || 'lot'} : ${count} × ${code}`,
      en: `${file || 'batch'}: ${count} × ${code}`,
    });
  }
  return { ...result, kept };
}
