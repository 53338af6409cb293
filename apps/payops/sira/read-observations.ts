import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { agentOf, emptyObservations, type Observations, observe, SLICE_MS, sliceOf } from './observations.ts';

/** Events are read so many hours at a time. */
const STEP_MS = 6 * 3_600_000;
/** What is looked at: enough for weeks and a month's end. */
export const HISTORY_DAYS = 35;

interface Row extends Record<string, unknown> {
  ms: string;
  kind: string;
  tenant_type: string;
  entity_id: string;
  region: string;
  currency: string;
  amount: string;
  method: string | null;
  reason: string | null;
  route: string | null;
  reference: string | null;
}

/**
 * A tenant's own events of the last days, up to the quarter of an hour under way, and what its agents hold at its beginning.
 * Read some hours at a time: what stays in memory are sums by quarter hour, not events.
 */
export async function readObservations(
  tx: Tx,
  tenantId: string,
  o: { timeZone: string; now: Date },
): Promise<Observations> {
  const oldest = new Date(o.now.getTime() - HISTORY_DAYS * 86_400_000);
  const until = new Date(sliceOf(o.now.getTime()) * SLICE_MS);
  const begun = await tx.execute<{ first: string | null }>(sql`
    SELECT min(time) AS first FROM payops_transactions WHERE tenant_id = ${tenantId} AND time >= ${oldest.toISOString()}::timestamptz`);
  const first = begun.rows[0]?.first;
  const observations = emptyObservations(o.timeZone, first ? new Date(first).getTime() : o.now.getTime());
  const end = until.getTime();
  for (let from = observations.from * SLICE_MS; from < end; from += STEP_MS) {
    const to = new Date(Math.min(end, from + STEP_MS)).toISOString();
    const { rows } = await tx.execute<Row>(sql`
      SELECT (extract(epoch FROM t.time) * 1000)::bigint AS ms, t.kind, c.tenant_type, c.entity_id, c.region, c.currency,
             t.amount::text AS amount, t.method, t.reason, t.route, t.reference
        FROM payops_transactions t JOIN payops_cells c ON c.tenant_id = t.tenant_id AND c.cell = t.cell
       WHERE t.tenant_id = ${tenantId} AND t.time >= ${new Date(from).toISOString()}::timestamptz AND t.time < ${to}::timestamptz
         AND t.kind IN ('payment.succeeded', 'payment.failed', 'fraud.flagged', 'float.topup', 'float.withdrawal', 'payout.requested',
                        'payout.paid', 'payout.failed')
         AND c.tenant_type IN ('agent', 'merchant')
       ORDER BY t.time, t.id, t.cell`);
    for (const row of rows) {
      observe(observations, {
        ...{ time: Number(row.ms), kind: row.kind, tenantType: row.tenant_type, entityId: row.entity_id },
        ...{ region: row.region, currency: row.currency, amount: Number(row.amount), method: row.method },
        ...{ reason: row.reason, route: row.route, reference: row.reference },
      });
    }
  }
  observations.to = sliceOf(o.now.getTime());
  const floats = await tx.execute<{ agent_id: string; region: string; currency: string; float: string }>(sql`
    SELECT agent_id, region, currency, float::text AS float FROM agent_locations WHERE tenant_id = ${tenantId}`);
  for (const { agent_id, region, currency, float } of floats.rows) {
    agentOf(observations, { id: agent_id, region, currency }).float = Number(float);
  }
  return observations;
}
