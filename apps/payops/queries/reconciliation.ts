import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Sight } from '../domain/sight.ts';
import { inSight } from './sight-sql.ts';

export interface Difference {
  payoutId: string;
  merchantId: string;
  currency: string;
  requested: string | null;
  paid: string | null;
  /** Why it differs: `not_asked`, `amount`, `failed`, `overdue`, `waiting`. */
  why: 'not_asked' | 'amount' | 'failed' | 'overdue' | 'waiting';
  reason: string | null;
}

/** Payouts asked for or paid in a stretch of time, and each one whose two sides do not agree; of what the reader may see. */
export async function readDifferences(
  tx: Tx,
  o: { tenantId: string; sight: Sight | null; merchantId: string | null; from: number; to: number; now: Date },
): Promise<{ payouts: number; differences: Difference[] }> {
  const iso = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`;
  const { rows } = await tx.execute<Record<string, string | null> & { why: Difference['why'] | null }>(sql`
    SELECT payout_id, entity_id, currency, requested_amount::text AS requested, paid_amount::text AS paid, reason,
           CASE WHEN requested_amount IS NULL THEN 'not_asked'
                WHEN paid_amount IS NOT NULL AND paid_amount <> requested_amount THEN 'amount'
                WHEN paid_amount IS NOT NULL THEN NULL
                WHEN state = 'failed' THEN 'failed'
                WHEN due_at < ${o.now.toISOString()}::timestamptz THEN 'overdue' ELSE 'waiting' END AS why
      FROM payops_payouts c
     WHERE tenant_id = ${o.tenantId} AND coalesce(requested_at, settled_at) >= ${iso(o.from)}
       AND coalesce(requested_at, settled_at) < ${iso(o.to)} AND ${o.merchantId === null ? sql`true` : sql`entity_id = ${o.merchantId}`}
       AND ${inSight(o.sight)}
     ORDER BY payout_id`);
  const differences = rows.flatMap((row): Difference[] =>
    row.why === null
      ? []
      : [
          {
            ...{ payoutId: row.payout_id ?? '', merchantId: row.entity_id ?? '', currency: row.currency ?? '' },
            ...{ requested: row.requested ?? null, paid: row.paid ?? null, why: row.why, reason: row.reason ?? null },
          },
        ],
  );
  return { payouts: rows.length, differences };
}
