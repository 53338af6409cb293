import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { type Window, windowSpans } from '../domain/business-time.ts';
import type { Sight } from '../domain/sight.ts';
import { readSettings } from '../store/settings.ts';
import { rolledRows, unitsFor, unitsSql } from './rolled-sums.ts';
import type { Selection } from './sight-sql.ts';

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
  const q = { ...o, timeZone };
  // Regions and countries add up from places, unless entities were picked; entities from the days of their cells.
  const units = o.by === 'entity' || unitsFor(q) === 'cells' ? 'cells' : 'places';
  const of = units === 'cells' ? sql`payops_cells c ON c.cell = r.unit` : sql`payops_scopes c ON c.scope = r.unit`;
  const { rows } = await tx.execute<Record<keyof RankedRow, string | null> & { name: string | null }>(sql`
    WITH units AS MATERIALIZED (${unitsSql(q, units)}),
    r AS (${rolledRows(q, current, units, 'gmv, transactions, attempts, successes, fraud_count')}),
    sums AS (
      SELECT ${key} AS key, ${type} AS type, c.currency, (r.at AT TIME ZONE ${timeZone})::date AS day, sum(r.gmv) AS gmv,
             sum(r.transactions) AS transactions, sum(r.attempts) AS attempts, sum(r.successes) AS successes, sum(r.fraud_count) AS frauds
        FROM r JOIN ${of} AND c.tenant_id = ${o.tenantId}
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
