import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition } from '@griot/flows';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import { tendActions } from '../commands/execute-action.ts';
import { rollUsers } from '../commands/roll-users.ts';
import { WINDOWS } from '../domain/business-time.ts';
import { renewRanking } from '../queries/kept-rankings.ts';
import { type Entity, PLATFORM, refreshSnapshot } from '../queries/snapshots.ts';

/** Ready answers of the platform and its regions, every minute; those of one merchant, agent or bank are made when asked for. */
export function snapshotFlow(services: Services): FlowDefinition {
  const { store, clock, live } = services;
  return defineFlow({
    name: 'payops.instantanes',
    label: { fr: 'Instantanés du tableau de bord', en: 'Dashboard snapshots' },
    parameters: z.object({}),
    schedule: { cron: '* * * * *', catchUp: 'none' },
    concurrencyKey: () => 'snapshots',
    tasks: [
      {
        name: 'actions',
        label: { fr: 'Échéances des actions', en: 'Actions due' },
        run: (ctx) => tendActions(services, ctx.tenantId),
      },
      {
        name: 'personnes',
        label: { fr: 'Ranger les personnes par jour', en: 'Put people into their days' },
        timeoutMs: 600_000,
        async run(ctx) {
          ctx.rows({ in: await rollUsers(store, ctx.tenantId) });
        },
      },
      {
        name: 'calcul',
        label: { fr: 'Calculer', en: 'Compute' },
        dependsOn: ['personnes'],
        timeoutMs: 600_000,
        async run(ctx) {
          const entities = await entitiesOf(services, ctx.tenantId);
          let done = 0;
          for (const entity of entities) {
            for (const window of WINDOWS) {
              const at = { tenantId: ctx.tenantId, entity, window, now: clock.now() };
              await store.withTenant(ctx.tenantId, async (tx) => {
                await refreshSnapshot(tx, at);
                for (const by of ['merchant', 'region'] as const) await renewRanking(tx, { ...at, by });
              });
            }
            done += 1;
            ctx.progress((done / entities.length) * 100, `${entity.tenantType} ${entity.entityId}`);
          }
          ctx.rows({ out: done * WINDOWS.length });
          await live.publish(ctx.tenantId, 'payops.snapshots', { at: clock.now().toISOString() });
        },
      },
    ],
  });
}

async function entitiesOf({ store }: Services, tenantId: string): Promise<Entity[]> {
  const { rows } = await store.withTenant(
    tenantId,
    (tx) => tx.execute<{ region: string }>(sql`SELECT DISTINCT region FROM payops_cells WHERE tenant_id = ${tenantId}`),
    { readOnly: true },
  );
  if (rows.length === 0) return [];
  return [PLATFORM, ...rows.map(({ region }) => ({ tenantType: 'region', entityId: region }))];
}
