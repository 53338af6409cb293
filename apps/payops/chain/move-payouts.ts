import type { EventBatch } from '@griot/events';
import { sql } from 'drizzle-orm/sql';
import { kindOf, type Payload } from '../domain/event-types.ts';

/**
 * What is due and what was paid, for treasury and reconciliation. `paid` is final; a request and a failure follow each
 * other by their own time. The amounts that were asked and paid stay both, for whoever compares them.
 */
export async function movePayouts({ tx, events }: EventBatch): Promise<void> {
  const moves = events
    .filter(({ type }) => type.startsWith('payops.payout.'))
    .map(({ type, payload }) => ({ ...(payload as unknown as Payload), state: kindOf(type).slice('payout.'.length) }))
    .sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  // One row can be written once in a statement: moves of one payout go one after the other.
  const rounds: (typeof moves)[] = [];
  const at = new Map<string, number>();
  for (const move of moves) {
    const payout = `${move.tenantType} ${move.tenantId} ${move.payoutId}`;
    const round = at.get(payout) ?? 0;
    at.set(payout, round + 1);
    rounds[round] ??= [];
    rounds[round].push(move);
  }
  for (const round of rounds) {
    await tx.execute(sql`
      INSERT INTO payops_payouts AS p (tenant_id, payout_id, tenant_type, entity_id, country, region, currency, amount, route, state,
        requested_at, due_at, settled_at, attempts, reason, state_at, requested_amount, paid_amount)
      SELECT griot.current_tenant(), m."payoutId", m."tenantType", m."tenantId", m.country, m.region, m.currency, m.amount, m.route,
             m.state, CASE WHEN m.state = 'requested' THEN m.time END, m."dueAt", CASE WHEN m.state = 'paid' THEN m.time END,
             CASE WHEN m.state = 'requested' THEN 0 ELSE 1 END, m.reason, m.time,
             CASE WHEN m.state = 'requested' THEN m.amount END, CASE WHEN m.state = 'paid' THEN m.amount END
        FROM jsonb_to_recordset(${JSON.stringify(round)}::jsonb)
          AS m("payoutId" text, "tenantType" text, "tenantId" text, country text, region text, currency text, amount bigint, route text,
               state text, time timestamptz, "dueAt" timestamptz, reason text)
       ORDER BY m."tenantType", m."tenantId", m."payoutId"
      ON CONFLICT (tenant_id, tenant_type, entity_id, payout_id) DO UPDATE SET
        state = CASE WHEN p.state = 'paid' OR excluded.state <> 'paid' AND excluded.state_at < p.state_at THEN p.state ELSE excluded.state END,
        reason = CASE WHEN p.state = 'paid' OR excluded.state <> 'paid' AND excluded.state_at < p.state_at THEN p.reason ELSE excluded.reason END,
        state_at = greatest(p.state_at, excluded.state_at),
        route = CASE WHEN excluded.state_at >= p.state_at THEN coalesce(excluded.route, p.route) ELSE coalesce(p.route, excluded.route) END,
        requested_at = least(p.requested_at, excluded.requested_at),
        due_at = coalesce(excluded.due_at, p.due_at),
        settled_at = least(p.settled_at, excluded.settled_at),
        attempts = p.attempts + excluded.attempts,
        requested_amount = coalesce(p.requested_amount, excluded.requested_amount),
        paid_amount = coalesce(p.paid_amount, excluded.paid_amount)`);
  }
}
