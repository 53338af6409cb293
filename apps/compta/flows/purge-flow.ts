import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition } from '@griot/flows';
import { isUuid } from '@griot/kernel';
import { z } from 'zod';
import { findBatch } from '../store/periods.ts';
import { markPurged, rowsGone } from '../store/retention.ts';
import { CLEAN_TABLES, headOf } from './clean-tables.ts';

/** How long rows of batches that are not shown stay in the warehouse, in days. */
const KEEP_DAYS = 90;
const DAY_MS = 86_400_000;

const parameters = z.object({
  keepDays: z
    .number()
    .int()
    .min(0)
    .max(3650)
    .default(KEEP_DAYS)
    .meta({ label: { fr: 'Jours gardés', en: 'Days kept' } }),
});

/** Takes rows that are not shown any more out of the warehouse. Their files stay: a restoration reads them again. */
export function purgeFlow(services: Services): FlowDefinition {
  return defineFlow({
    name: 'compta.purge',
    label: { fr: 'Purge des lots qui ne sont plus montrés', en: 'Purge of batches that are not shown any more' },
    parameters,
    schedule: { cron: '40 2 * * *', catchUp: 'one' },
    concurrencyKey: () => 'purge',
    tasks: [
      {
        name: 'purge',
        label: { fr: 'Purge', en: 'Purge' },
        timeoutMs: 1_800_000,
        run: async (ctx) => {
          const { tenantId } = ctx;
          const now = services.clock.now();
          const before = new Date(now.getTime() - ctx.parameters.keepDays * DAY_MS);
          const values = await services.store.withTenant(tenantId, (tx) => markPurged(tx, { tenantId, before, now }));
          await removeLeftFolders(services, tenantId);
          if (values.length === 0) return { batches: 0 };
          const warehouse = services.warehouse.tenant(tenantId);
          const folder = join(await warehouse.staging(), 'compta-purge');
          await mkdir(folder, { recursive: true });
          for (const [name, table] of Object.entries(CLEAN_TABLES)) {
            const file = join(folder, `${name}.csv`);
            await writeFile(file, headOf(table));
            const { rows } = await warehouse.loadSource({
              ...{ source: `compta.${name}`, ...table, files: [file], loadId: ctx.idempotencyKey, mode: 'upsert' },
              ...{ without: { column: 'batch_id', values }, timeoutMs: 1_200_000, signal: ctx.signal },
            });
            ctx.log('info', { fr: `${name} : ${rows} lignes restent`, en: `${name}: ${rows} rows stay` });
          }
          await rm(folder, { recursive: true, force: true });
          return ctx.commit(async (tx) => {
            await rowsGone(tx, tenantId, values);
            return { batches: values.length };
          });
        },
      },
    ],
  });
}

/** Clean files of loads that were killed between their end and their tidying. */
async function removeLeftFolders(services: Services, tenantId: string): Promise<void> {
  const staging = await services.warehouse.tenant(tenantId).staging();
  for (const name of await readdir(staging)) {
    const batchId = /^compta-(.+)$/.exec(name)?.[1];
    if (batchId === undefined || !isUuid(batchId)) continue;
    const batch = await services.store.withTenant(tenantId, (tx) => findBatch(tx, tenantId, batchId), {
      readOnly: true,
    });
    const { mtimeMs } = await stat(join(staging, name));
    if (batch?.status !== 'PROCESSING' && Date.now() - mtimeMs > DAY_MS)
      await rm(join(staging, name), { recursive: true, force: true });
  }
}
