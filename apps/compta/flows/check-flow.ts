import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition } from '@griot/flows';
import { isDomainError } from '@griot/kernel';
import { z } from 'zod';
import { rememberColumns } from '../store/mappings.ts';
import { recordCheck } from '../store/periods.ts';
import { progressTeller, tellChange } from './live-progress.ts';
import { batchOf, readBatch } from './read-batch.ts';

const parameters = z.object({ batchId: z.uuid() });

/** Reads the files that were handed in and tells everything that is wrong with them. Nothing is loaded. */
export function checkFlow(services: Services): FlowDefinition {
  return defineFlow({
    name: 'compta.controle',
    label: { fr: 'Contrôle des fichiers comptables', en: 'Check of ledger files' },
    parameters,
    concurrencyKey: ({ batchId }) => batchId,
    tasks: [
      {
        name: 'controle',
        label: { fr: 'Lecture et contrôle', en: 'Reading and checks' },
        timeoutMs: 1_800_000,
        retryable: (error) => !isDomainError(error) || error.kind !== 'not_found',
        run: async (ctx) => {
          const { tenantId } = ctx;
          const { batchId } = ctx.parameters;
          const batch = await batchOf(services, tenantId, batchId);
          const { clientId } = batch;
          const say = progressTeller(services, ctx, batch, {
            status: 'VALIDATING',
            label: { fr: 'Contrôle', en: 'Checks' },
            place: 0,
            of: 1,
          });
          const result = await readBatch(services, ctx, batch, { say, settled: false });
          const now = services.clock.now();
          return ctx.commit(async (tx) => {
            await recordCheck(tx, tenantId, batchId, result);
            for (const [index, { columns }] of result.kept.entries()) {
              const { type, heading } = result.files[index] ?? {};
              if (!type || !heading || Object.keys(columns).length === 0) continue;
              await rememberColumns(tx, { tenantId, clientId, type, heading, columns, by: null, now });
            }
            await tellChange(services, tx, tenantId, batch, result.errors > 0 ? 'FAILED' : 'PENDING');
            return { errors: result.errors, entries: result.entries };
          });
        },
      },
    ],
  });
}
