import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition } from '@griot/flows';
import { z } from 'zod';
import { judgeAlerts } from '../commands/judge-alerts.ts';

/** Every five minutes: what lies beyond its threshold becomes an alert, what does no longer is over. */
export function alertFlow(services: Services): FlowDefinition {
  return defineFlow({
    name: 'payops.alertes',
    label: { fr: 'Alertes de paiement', en: 'Payment alerts' },
    parameters: z.object({}),
    schedule: { cron: '*/5 * * * *', catchUp: 'none' },
    concurrencyKey: () => 'alerts',
    tasks: [
      {
        name: 'jugement',
        label: { fr: 'Comparer aux seuils', en: 'Compare with thresholds' },
        run: (ctx) => judgeAlerts(services, ctx.tenantId),
      },
    ],
  });
}
