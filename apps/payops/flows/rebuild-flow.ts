import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition } from '@griot/flows';
import { z } from 'zod';
import { rebuildFigures } from '../commands/rebuild-figures.ts';

/** All figures again from the log, beside the old ones. A task that dies has changed nothing and is tried again. */
export function rebuildFlow(services: Services): FlowDefinition {
  return defineFlow({
    name: 'payops.reconstruction',
    label: { fr: 'Recalcul des chiffres depuis le journal', en: 'Figures made again from the log' },
    parameters: z.object({}),
    concurrencyKey: () => 'rebuild',
    whenBusy: 'queue',
    tasks: [
      {
        name: 'recalcul',
        label: { fr: 'Recalculer', en: 'Make again' },
        timeoutMs: 6 * 3_600_000,
        async run(ctx) {
          const events = await rebuildFigures(services, ctx.tenantId, {
            signal: ctx.signal,
            onProgress: (done, of) => ctx.progress((done / Math.max(1, of)) * 100, `${done} / ${of}`),
          });
          ctx.rows({ in: events });
        },
      },
    ],
  });
}
