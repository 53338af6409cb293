import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { FLOAT_HOURS } from './float-model.ts';
import { FRAUD_HOURS } from './fraud-model.ts';
import { HOUR, type Observations, type ObservedAgent, sliceOf } from './observations.ts';
import type { RecommendationType } from './recommendation.ts';
import { keepOutcome, type RealisedOutcome, type Recommendation } from './recommendations-store.ts';

/** How long after its execution a piece of advice is measured. */
export const MEASURED_AFTER_HOURS: Record<RecommendationType, number> = {
  ...{ rebalance_float: FLOAT_HOURS, route_payout: 2, set_hold: FRAUD_HOURS, adjust_threshold: 7 * 24 },
};

/**
 * What advice that was followed has brought, as far as its time has come. What would have been is told from what customers,
 * banks and thieves really did: their demand, not the model's, meets the float, the bank, the merchant as they were before.
 */
export async function measureOutcomes(
  tx: Tx,
  tenantId: string,
  o: { observations: Observations; applied: readonly Recommendation[]; now: Date },
): Promise<number> {
  let measured = 0;
  for (const one of o.applied) {
    if (one.outcome !== null || one.actionId === null) continue;
    const { rows } = await tx.execute<{ state: string; executed_at: string | null }>(sql`
      SELECT state, executed_at FROM payops_actions WHERE tenant_id = ${tenantId} AND id = ${one.actionId}::uuid`);
    const action = rows[0];
    const estimated = one.impact.costSavings;
    const nothing = ['failed', 'rejected', 'cancelled', 'expired'];
    if (!action || nothing.includes(action.state)) {
      await keepOutcome(tx, tenantId, one.id, { state: 'not_done', realised: null, estimated, inside: null }, o.now);
      measured += 1;
      continue;
    }
    if (action.executed_at === null) continue;
    const executed = new Date(action.executed_at).getTime();
    const until = executed + MEASURED_AFTER_HOURS[one.type] * 3_600_000;
    if (until > o.now.getTime()) continue;
    const realised =
      one.type === 'adjust_threshold'
        ? await fewerAlerts(tx, tenantId, one, executed, until)
        : realisedOf(o.observations, one, sliceOf(executed), sliceOf(until));
    if (realised === null) continue;
    const inside = realised >= estimated.low && realised <= estimated.high;
    const outcome: RealisedOutcome = { state: 'measured', realised: Math.round(realised), estimated, inside };
    await keepOutcome(tx, tenantId, one.id, outcome, o.now);
    measured += 1;
  }
  return measured;
}

/** In minor units of the subject's currency; null: its events are not there any more. */
export function realisedOf(
  o: Observations,
  one: Pick<Recommendation, 'type' | 'subject' | 'action' | 'reason' | 'confidence'>,
  from: number,
  to: number,
): number | null {
  if (one.type === 'rebalance_float') {
    const agent = o.agents.get(one.subject.id);
    return agent
      ? refusalsSpared(agent, Number(one.reason.values.float), Number(one.action.parameters.amount), from, to)
      : null;
  }
  const merchant = o.merchants.get(one.subject.id);
  if (!merchant) return null;
  if (one.type === 'set_hold') return Number(one.reason.values.amount) + merchant.series.sum('fraudAmount', from, to);
  // What was paid by the new bank, times the share that the old one would have failed: as it did for others, else as foreseen.
  const old = o.routes.get(String(one.reason.values.from))?.series;
  const paid = old?.sum('paid', from, to + 1) ?? 0;
  const failed = old?.sum('failed', from, to + 1) ?? 0;
  const wouldFail = paid + failed >= 3 ? failed / (paid + failed) : one.confidence;
  const waiting = [...o.waiting.values()].filter(({ merchantId }) => merchantId === one.subject.id);
  const still = waiting.reduce((sum, { amount, slice }) => (slice >= from - 4 * HOUR ? sum + amount : sum), 0);
  return Math.max(0, Number(one.reason.values.amount) - still) * wouldFail;
}

/**
 * The same customers before the same agent without what was brought: what goes beyond the float is refused. Less what was
 * refused all the same.
 */
function refusalsSpared({ series }: ObservedAgent, float: number, brought: number, from: number, to: number): number {
  let [without, refusedWithout, refused] = [float, 0, 0];
  for (const row of series.inside(from, to)) {
    without += row.in - row.out - row.refusedAmount;
    refused += row.refusedAmount;
    if (without < 0) {
      refusedWithout -= without;
      without = 0;
    }
  }
  return Math.min(brought, Math.max(0, refusedWithout - refused));
}

/** Alerts of its kind in the week before less those of the week after. */
async function fewerAlerts(
  tx: Tx,
  tenantId: string,
  one: Recommendation,
  executed: number,
  until: number,
): Promise<number> {
  const category = one.subject.id.startsWith('low_float') ? 'float' : 'fraud';
  const before = new Date(2 * executed - until).toISOString();
  const at = new Date(executed).toISOString();
  const { rows } = await tx.execute<{ less: string }>(sql`
    SELECT (count(*) FILTER (WHERE opened_at < ${at}::timestamptz) - count(*) FILTER (WHERE opened_at >= ${at}::timestamptz))::text AS less
      FROM payops_alerts WHERE tenant_id = ${tenantId} AND source = 'threshold' AND category = ${category}
       AND opened_at >= ${before}::timestamptz AND opened_at < ${new Date(until).toISOString()}::timestamptz`);
  return Number(rows[0]?.less ?? 0);
}
