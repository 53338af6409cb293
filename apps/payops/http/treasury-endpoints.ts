import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { addDays, dayInZone } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import { rebuildFigures } from '../commands/rebuild-figures.ts';
import { dayStart } from '../domain/business-time.ts';
import { readDifferences } from '../queries/reconciliation.ts';
import { inSight } from '../queries/sight-sql.ts';
import { isoText } from '../queries/transactions.ts';
import { readSettings } from '../store/settings.ts';
import { readerOf, wholePlatform } from './sight.ts';

const tags = ['payops: treasury'];
const text = z.string().nullable();
const difference = z.object({
  ...{ payoutId: z.string(), merchantId: z.string(), currency: z.string(), requested: text, paid: text },
  ...{ why: z.enum(['not_asked', 'amount', 'failed', 'overdue', 'waiting']), reason: text },
});

/** What agents hold, what is due to merchants, whether both sides of a day agree. */
export function treasuryEndpoints(services: Services): Endpoint[] {
  const { store, clock } = services;
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/treasury',
      summary: 'Float by region and currency, and payouts due',
      tags,
      permission: 'payops.treasury.read',
      data: z.object({
        floats: z.array(
          z.object({
            region: z.string(),
            currency: z.string(),
            agents: z.number(),
            low: z.number(),
            float: z.string(),
            salesToday: z.string(),
          }),
        ),
        due: z.array(
          z.object({
            ...{
              payoutId: z.string(),
              merchantId: z.string(),
              name: z.string(),
              region: z.string(),
              currency: z.string(),
            },
            ...{
              amount: z.string(),
              route: text,
              state: z.string(),
              dueAt: text,
              attempts: z.number(),
              reason: text,
              held: z.boolean(),
            },
          }),
        ),
      }),
      handler: async ({ actor }) => {
        const { tenantId, sight } = readerOf(actor);
        return store.withTenant(
          tenantId,
          async (tx) => {
            const floats = await tx.execute<
              Record<'region' | 'currency' | 'float' | 'salesToday', string> & { agents: number; low: number }
            >(sql`
              SELECT c.region, c.currency, count(*)::int AS agents, sum(c.float)::text AS float, sum(c.sales_today)::text AS "salesToday",
                     count(*) FILTER (WHERE c.float * 5 < c.float + c.sales_today)::int AS low
                FROM (SELECT a.*, 'agent' AS tenant_type, a.agent_id AS entity_id FROM agent_locations a WHERE a.tenant_id = ${tenantId}) c
               WHERE ${inSight(sight)} GROUP BY 1, 2 ORDER BY c.currency, c.region`);
            const due = await tx.execute<{
              [name: string]: unknown;
              payoutId: string;
              merchantId: string;
              name: string;
              region: string;
              currency: string;
              amount: string;
              route: string | null;
              state: string;
              dueAt: string | null;
              attempts: number;
              reason: string | null;
              held: boolean;
            }>(sql`
              SELECT c.payout_id AS "payoutId", c.entity_id AS "merchantId", coalesce(e.name, c.entity_id) AS name, c.region, c.currency,
                     c.amount::text AS amount, c.route, c.state, ${isoText('c.due_at')} AS "dueAt", c.attempts, c.reason,
                     EXISTS (SELECT FROM payops_controls k WHERE k.tenant_id = c.tenant_id AND k.target IN (c.entity_id, '*')
                              AND k.control IN ('payout_paused', 'hold', 'merchant_frozen')) AS held
                FROM payops_payouts c
                LEFT JOIN payops_entities e ON e.tenant_id = c.tenant_id AND e.tenant_type = c.tenant_type AND e.entity_id = c.entity_id
               WHERE c.tenant_id = ${tenantId} AND c.state <> 'paid' AND ${inSight(sight)}
               ORDER BY c.due_at NULLS LAST, c.payout_id LIMIT 500`);
            return { floats: floats.rows.map((row) => ({ ...row })), due: due.rows.map((row) => ({ ...row })) };
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
        wholePlatform(actor);
        return store.withTenant(
          actor.tenantId,
          async (tx) => {
            const { timeZone } = await readSettings(tx, actor.tenantId);
            const day = query.day ?? dayInZone(clock.now(), timeZone);
            const span = { from: dayStart(day, timeZone), to: dayStart(addDays(day, 1), timeZone) };
            const found = await readDifferences(tx, {
              tenantId: actor.tenantId,
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
      summary: 'Make all figures again from the log of events',
      tags,
      permission: 'payops.figures.rebuild',
      body: z.object({ confirm: z.literal(true) }),
      data: z.object({ started: z.boolean() }),
      handler: async ({ actor, ip }) => {
        wholePlatform(actor);
        await rebuildFigures(services, actor, ip);
        return { started: true };
      },
    }),
  ];
}
