import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '@griot/application';
import { cleanCsvLine } from '@griot/warehouse';
import { type Client, findClient } from '../store/clients.ts';
import { type Batch, findBatch } from '../store/periods.ts';
import { ETL_METADATA, headOf } from './clean-tables.ts';

export interface Activation {
  /** The same id changes once. */
  loadId: string;
  /** Shown from the next publication on; null: none. */
  on: string | null;
  /** No longer shown. */
  off: string | null;
  offStatus: 'REPLACED' | 'FAILED' | 'DELETED';
}

/** Says in one load which batch of a period makes up the figures and which does not any more. */
export async function activate(services: Services, tenantId: string, o: Activation): Promise<void> {
  const warehouse = services.warehouse.tenant(tenantId);
  const folder = join(await warehouse.staging(), 'compta-lots');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${o.loadId.replaceAll(/[^\w-]/g, '_')}.csv`);
  const now = services.clock.now().toISOString().slice(0, 19).replace('T', ' ');
  const row = (batch: Batch, client: Client | null, status: string): string =>
    cleanCsvLine([
      ...[batch.batchId, batch.clientId, client?.name ?? null, batch.periodStart, batch.periodEnd],
      ...[
        batch.createdAt.slice(0, 19).replace('T', ' '),
        now,
        status,
        String(batch.entries),
        batch.error,
        client?.standard ?? null,
        client?.currency ?? null,
      ],
    ]);
  const lines: string[] = [];
  for (const [id, status] of [
    [o.on, 'COMPLETED'],
    [o.off, o.offStatus],
  ] as const) {
    if (id === null) continue;
    const found = await services.store.withTenant(
      tenantId,
      async (tx) => {
        const batch = await findBatch(tx, tenantId, id);
        return batch && { batch, client: await findClient(tx, tenantId, batch.clientId) };
      },
      { readOnly: true },
    );
    if (found) lines.push(row(found.batch, found.client, status));
  }
  await writeFile(file, headOf(ETL_METADATA) + lines.join(''));
  await warehouse.loadSource({
    source: 'compta.etl_metadata',
    ...ETL_METADATA,
    files: [file],
    loadId: o.loadId,
    mode: 'upsert',
  });
  await rm(file, { force: true });
}
