import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '@griot/application';
import { defineFlow, type FlowDefinition } from '@griot/flows';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import { tendActions } from '../commands/execute-action.ts';
import { rollUsers } from '../commands/roll-users.ts';
import { dueAnswers } from '../queries/due-answers.ts';
import { renewRankings } from '../queries/kept-rankings.ts';
import { refreshSnapshot } from '../queries/snapshots.ts';

const MOST_OF_A_MINUTE_MS = 40_000;
const LONGEST_REST_MS = 500;

/**
 * Ready answers, one after the other with rests between them: every minute those that are read, the others of the platform and its
 * regions before they are too old to be served. Those of a merchant, agent or bank are made when first asked for.
 */
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
          const begun = performance.now();
          const due = await store.withTenant(
            ctx.tenantId,
            (tx) => dueAnswers(tx, { tenantId: ctx.tenantId, now: clock.now() }),
            { readOnly: true },
          );
          for (const [n, { entity, window }] of due.entries()) {
            ctx.signal.throwIfAborted();
            const at = { tenantId: ctx.tenantId, entity, window, now: clock.now() };
            const before = performance.now();
            await store.withTenant(ctx.tenantId, async (tx) => {
              // Readers come first: one processor is enough for this.
              await tx.execute(sql`SET LOCAL max_parallel_workers_per_gather = 0`);
              await refreshSnapshot(tx, at);
              await renewRankings(tx, at);
            });
            ctx.progress(((n + 1) / due.length) * 100, `${entity.tenantType} ${entity.entityId}`);
            if (n + 1 < due.length) await rest(performance.now() - before, performance.now() - begun, ctx.signal);
          }
          ctx.rows({ out: due.length });
          // Each minute, whatever was due: agents, treasury and alerts are looked at anew by it too.
          await live.publish(ctx.tenantId, 'payops.snapshots', { at: clock.now().toISOString() });
        },
      },
    ],
  });
}

/** As long as the work took, so that half of the time is the readers'; none when the minute would not do. */
async function rest(workedMs: number, sinceBeginMs: number, signal: AbortSignal): Promise<void> {
  if (sinceBeginMs < MOST_OF_A_MINUTE_MS) await wait(Math.min(workedMs, LONGEST_REST_MS), undefined, { signal });
}
