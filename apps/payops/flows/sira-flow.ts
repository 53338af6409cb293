import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition } from '@griot/flows';
import { z } from 'zod';
import { adviseSira, trainSira } from '../sira/run-sira.ts';
import { selfApply } from '../sira/self-apply.ts';

/** Learns once a day and looks every quarter of an hour, a minute after it is complete: in task slots, never in the server. */
export function siraFlow(services: Services): FlowDefinition {
  return defineFlow({
    name: 'payops.sira',
    label: { fr: 'SIRA : apprentissage et recommandations', en: 'SIRA: learning and recommendations' },
    parameters: z.object({
      learn: z
        .boolean()
        .default(false)
        .meta({ label: { fr: 'Réapprendre tout de suite', en: 'Learn anew now' } }),
    }),
    schedule: { cron: '1-59/15 * * * *', catchUp: 'none' },
    concurrencyKey: () => 'sira',
    tasks: [
      {
        name: 'apprentissage',
        label: { fr: 'Apprendre de l’historique', en: 'Learn from history' },
        timeoutMs: 600_000,
        run: (ctx) => trainSira(services, ctx.tenantId, { anyway: ctx.parameters.learn }),
      },
      {
        name: 'recommandations',
        label: { fr: 'Recommander et mesurer', en: 'Advise and measure' },
        dependsOn: ['apprentissage'],
        timeoutMs: 300_000,
        run: (ctx) => adviseSira(services, ctx.tenantId),
      },
      {
        name: 'application',
        label: { fr: 'Appliquer ce qui est permis', en: 'Apply what is allowed' },
        dependsOn: ['recommandations'],
        run: (ctx) => selfApply(services, ctx.tenantId),
      },
    ],
  });
}
