import { join } from 'node:path';
import type { Application } from '@griot/application';
import { defineEndpoint } from '@griot/http';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import { trialFlow } from './trial-flow.ts';

const iso = (instant: string): string => new Date(instant).toISOString();

/** The application of the crash trial: one flow whose tasks leave traces, and an endpoint that counts them. */
const epreuve: Application = {
  id: 'epreuve',
  name: { fr: 'Épreuve', en: 'Trial' },
  permissions: [{ name: 'epreuve.effects.read', label: { fr: 'Voir les effets', en: 'See effects' } }],
  roles: [],
  migrations: { name: 'epreuve', folder: join(import.meta.dirname, 'migrations') },
  flows: (services) => [trialFlow(services)],
  endpoints: ({ store, warehouse }) => [
    defineEndpoint({
      method: 'GET',
      path: '/api/epreuve/effects',
      summary: 'Effects by run and task; rows in the warehouse',
      tags: ['epreuve'],
      permission: 'epreuve.effects.read',
      data: z.object({
        items: z.array(z.object({ run: z.string(), task: z.string(), count: z.number() })),
        warehouseRows: z.number(),
        lost: z.array(z.object({ pid: z.number(), startedAgainAt: z.string() })),
        workers: z.array(z.object({ from: z.string(), to: z.string() })),
      }),
      handler: async ({ actor }) => {
        const { rows } = await store.withTenant(actor.tenantId, (tx) =>
          tx.execute<{ run: string; task: string; count: number }>(
            sql`SELECT run_id AS run, task, count(*)::int AS count FROM epreuve_effects GROUP BY run_id, task`,
          ),
        );
        // The worker's process of each lost attempt, and when the next one began.
        const { rows: lost } = await store.withSystem((tx) =>
          tx.execute<{ pid: number; again: string }>(sql`
            SELECT w.pid, n.started_at AS again FROM flow_attempts a JOIN flow_workers w ON w.id = a.worker_id
              JOIN flow_attempts n ON n.run_id = a.run_id AND n.task = a.task AND n.attempt = a.attempt + 1
             WHERE a.state = 'lost'`),
        );
        // From a worker's first heartbeat to its last.
        const { rows: workers } = await store.withSystem((tx) =>
          tx.execute<{ from: string; to: string }>(
            sql`SELECT started_at AS "from", coalesce(stopped_at, beat_at) AS "to" FROM flow_workers ORDER BY started_at`,
          ),
        );
        const sources = await warehouse.tenant(actor.tenantId).sources();
        return {
          items: rows,
          warehouseRows: sources.find((one) => one.name.endsWith('passages'))?.rows ?? 0,
          workers: workers.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
          lost: lost.map((one) => ({ pid: one.pid, startedAgainAt: iso(one.again) })),
        };
      },
    }),
  ],
};

export default epreuve;
