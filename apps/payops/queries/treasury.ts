import { addDays, dayInZone } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { dayStart } from '../domain/business-time.ts';
import type { Sight } from '../domain/sight.ts';
import { inSight } from './sight-sql.ts';
import { isoText } from './transactions.ts';

type FloatNow = Record<'region' | 'currency' | 'float' | 'salesToday', string> & { agents: number; low: number };
type Due = Record<'payoutId' | 'merchantId' | 'name' | 'region' | 'currency' | 'amount' | 'state', string> & {
  route: string | null;
  dueAt: string | null;
  attempts: number;
  reason: string | null;
  held: boolean;
};
type Total = { currency: string; when: 'overdue' | 'today' | 'later'; payouts: number; held: number; amount: string };

/** Shown one by one; totals count all of them. */
const MOST_DUE = 500;

/** What agents hold and for how long at today's pace, what is due to merchants and by when. Of what the reader may see. */
export async function readTreasury(
  tx: Tx,
  o: { tenantId: string; sight: Sight | null; now: Date; timeZone: string },
): Promise<{ asOf: string; floats: (FloatNow & { hoursLeft: number | null })[]; due: Due[]; totals: Total[] }> {
  const { tenantId, sight, now, timeZone } = o;
  const today = dayInZone(now, timeZone);
  const hoursToday = (now.getTime() - dayStart(today, timeZone)) / 3_600_000;
  const tomorrow = new Date(dayStart(addDays(today, 1), timeZone)).toISOString();
  const floats = await tx.execute<FloatNow>(sql`
    SELECT c.region, c.currency, count(*)::int AS agents, sum(c.float)::text AS float, sum(c.sales_today)::text AS "salesToday",
           count(*) FILTER (WHERE c.float * 5 < c.float + c.sales_today)::int AS low
      FROM (SELECT a.*, 'agent' AS tenant_type, a.agent_id AS entity_id FROM agent_locations a WHERE a.tenant_id = ${tenantId}) c
     WHERE ${inSight(sight)} GROUP BY 1, 2 ORDER BY c.currency, c.region`);
  const held = sql`EXISTS (SELECT FROM payops_controls k WHERE k.tenant_id = c.tenant_id AND k.target IN (c.entity_id, '*')
                              AND k.control IN ('payout_paused', 'hold', 'merchant_frozen'))`;
  const due = await tx.execute<Due>(sql`
    SELECT c.payout_id AS "payoutId", c.entity_id AS "merchantId", coalesce(e.name, c.entity_id) AS name, c.region, c.currency,
           c.amount::text AS amount, c.route, c.state, ${isoText('c.due_at')} AS "dueAt", c.attempts, c.reason, ${held} AS held
      FROM payops_payouts c
      LEFT JOIN payops_entities e ON e.tenant_id = c.tenant_id AND e.tenant_type = c.tenant_type AND e.entity_id = c.entity_id
     WHERE c.tenant_id = ${tenantId} AND c.state <> 'paid' AND ${inSight(sight)}
     ORDER BY c.due_at NULLS LAST, c.payout_id LIMIT ${MOST_DUE}`);
  const totals = await tx.execute<Total>(sql`
    SELECT c.currency, CASE WHEN c.due_at < ${now.toISOString()}::timestamptz THEN 'overdue'
                            WHEN c.due_at < ${tomorrow}::timestamptz THEN 'today' ELSE 'later' END AS "when",
           count(*)::int AS payouts, count(*) FILTER (WHERE ${held})::int AS held, sum(c.amount)::text AS amount
      FROM payops_payouts c
     WHERE c.tenant_id = ${tenantId} AND c.state <> 'paid' AND ${inSight(sight)} GROUP BY 1, 2 ORDER BY c.currency, "when"`);
  return {
    asOf: now.toISOString(),
    floats: floats.rows.map((row) => ({ ...row, hoursLeft: hoursLeft(row, hoursToday) })),
    due: due.rows.map((row) => ({ ...row })),
    totals: totals.rows.map((row) => ({ ...row })),
  };
}

/** A forecast, not money: one decimal is what it is worth. */
function hoursLeft({ float, salesToday }: FloatNow, hoursToday: number): number | null {
  const sold = Number(salesToday);
  return sold <= 0 || hoursToday <= 0 ? null : Math.round((Number(float) / (sold / hoursToday)) * 10) / 10;
}
