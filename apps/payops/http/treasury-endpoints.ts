import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import { addDays, dayInZone } from '@griot/kernel';
import { z } from 'zod';
import { askForRebuild } from '../commands/rebuild-figures.ts';
import { dayStart } from '../domain/business-time.ts';
import { readDifferences } from '../queries/reconciliation.ts';
import { readTreasury } from '../queries/treasury.ts';
import { readSettings } from '../store/settings.ts';
import { difference, duePayout, dueTotal, floatRow } from './contract.ts';
import { readerOf, wholePlatform } from './sight.ts';

const tags = ['payops: treasury'];
/** What agents hold, what is due to merchants, whether both sides of a day agree. */
export function treasuryEndpoints(services: Services): Endpoint[] {
  const { store, clock } = services;
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/treasury',
      summary: 'Float by region and currency with how long it lasts, and payouts due by when',
      tags,
      permission: 'payops.treasury.read',
      data: z.object({
        ...{ asOf: z.string(), floats: z.array(floatRow), due: z.array(duePayout), totals: z.array(dueTotal) },
      }),
      handler: async ({ actor }) => {
        const { tenantId, sight } = readerOf(actor);
        return store.withTenant(
          tenantId,
          async (tx) => {
            const { timeZone } = await readSettings(tx, tenantId);
            return readTreasury(tx, { tenantId, sight, now: clock.now(), timeZone });
          },
          { readOnly: true },
        );
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/reconciliation',
      summary: 'Payouts of a business day: what was asked against what was paid, and why they differ',
      tags,
      permission: 'payops.treasury.read',
      query: z.object({ day: z.iso.date().optional() }),
      data: z.object({ day: z.string(), payouts: z.number(), differences: z.array(difference) }),
      handler: async ({ actor, query }) => {
        const { tenantId, sight } = readerOf(actor);
        return store.withTenant(
          tenantId,
          async (tx) => {
            const { timeZone } = await readSettings(tx, tenantId);
            const day = query.day ?? dayInZone(clock.now(), timeZone);
            const span = { from: dayStart(day, timeZone), to: dayStart(addDays(day, 1), timeZone) };
            const found = await readDifferences(tx, {
              tenantId,
              sight,
              merchantId: null,
              now: clock.now(),
              ...span,
            });
            return { day, ...found };
          },
          { readOnly: true },
        );
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/rebuild',
      summary: 'Make all figures again from the log of events; readers have the old ones until the new ones are whole',
      tags,
      permission: 'payops.figures.rebuild',
      body: z.object({ confirm: z.literal(true) }),
      data: z.object({ runId: z.string() }),
      handler: async ({ actor, ip }) => {
        wholePlatform(actor);
        return reply(await askForRebuild(services, actor, ip), { status: 202 });
      },
    }),
  ];
}
