import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { type Window, windowSpans } from '../domain/business-time.ts';
import type { Sight } from '../domain/sight.ts';
import { readSettings } from '../store/settings.ts';
import { inSight, picked, type Selection } from './sight-sql.ts';

export interface RankedRow {
  key: string;
  label: string;
  tenantType: string | null;
  /** Minor units of the reporting currency. */
  gmv: string | null;
  transactions: string;
  conversion: string | null;
  fraudCount: string;
}

/** The most of a window by payment volume in the reporting currency. */
export async function ranking(
  tx: Tx,
  o: {
    tenantId: string;
    sight: Sight | null;
    selection: Selection;
    window: Window;
    by: 'entity' | 'region' | 'country';
    limit: number;
    now: Date;
  },
): Promise<RankedRow[]> {
  const { timeZone, reportingCurrency } = await readSettings(tx, o.tenantId);
  const { current } = windowSpans(o.window, o.now.getTime(), timeZone);
  const key = { entity: sql`c.entity_id`, region: sql`c.region`, country: sql`c.country` }[o.by];
  const type = o.by === 'entity' ? sql`c.tenant_type` : sql`NULL::text`;
  const { rows } = await tx.execute<Record<keyof RankedRow, string | null> & { name: string | null }>(sql`
    WITH sums AS (
      SELECT ${key} AS key, ${type} AS type, c.currency, (h.hour AT TIME ZONE ${timeZone})::date AS day, sum(h.gmv) AS gmv,
             sum(h.transactions) AS transactions, sum(h.attempts) AS attempts, sum(h.successes) AS successes, sum(h.fraud_count) AS frauds
        FROM payops_hourly h JOIN payops_cells c ON c.tenant_id = h.tenant_id AND c.cell = h.cell
       WHERE h.tenant_id = ${o.tenantId} AND h.hour >= ${new Date(current.from).toISOString()}::timestamptz
         AND h.hour < ${new Date(current.to).toISOString()}::timestamptz AND ${inSight(o.sight)} AND ${picked(o.selection)}
       GROUP BY 1, 2, 3, 4),
    rated AS (
      SELECT s.*, CASE WHEN s.currency = ${reportingCurrency} THEN 1 ELSE (
          SELECT rate FROM payops_rates r WHERE r.tenant_id = ${o.tenantId} AND r.currency = s.currency AND r.from_day <= s.day
           ORDER BY r.from_day DESC LIMIT 1) END AS rate FROM sums s)
    SELECT r.key, r.type AS "tenantType", max(e.name) AS name,
           CASE WHEN bool_and(rate IS NOT NULL OR gmv = 0) THEN round(sum(coalesce(gmv * rate, 0)))::text END AS gmv,
           sum(transactions)::text AS transactions, sum(frauds)::text AS "fraudCount",
           round(100.0 * sum(successes) / nullif(sum(attempts), 0), 2)::text AS conversion
      FROM rated r
      LEFT JOIN payops_entities e ON e.tenant_id = ${o.tenantId} AND e.tenant_type = r.type AND e.entity_id = r.key
     GROUP BY r.key, r.type ORDER BY sum(coalesce(gmv * rate, 0)) DESC, r.key LIMIT ${o.limit}`);
  return rows.map((row) => ({
    key: row.key ?? '',
    label: row.name ?? row.key ?? '',
    tenantType: row.tenantType,
    gmv: row.gmv,
    transactions: row.transactions ?? '0',
    conversion: row.conversion,
    fraudCount: row.fraudCount ?? '0',
  }));
}
