import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition } from '@griot/flows';
import { isDomainError } from '@griot/kernel';
import { z } from 'zod';
import { recordCheck } from '../store/periods.ts';
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
          const { batchId } = ctx.parameters;
          const batch = await batchOf(services, ctx.tenantId, batchId);
          const result = await readBatch(services, ctx, batch);
          return ctx.commit(async (tx) => {
            await recordCheck(tx, ctx.tenantId, batchId, result);
            return { errors: result.errors, entries: result.entries };
          });
        },
      },
    ],
  });
}
