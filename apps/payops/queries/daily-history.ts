import { minorDigits } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { readSettings } from '../store/settings.ts';

/** One row per business day and cell, money in whole units of the reporting currency (four decimals at most). */
export async function readDailyHistory(tx: Tx, tenantId: string): Promise<Record<string, string | null>[]> {
  const { timeZone, reportingCurrency } = await readSettings(tx, tenantId);
  const scale = 10 ** minorDigits(reportingCurrency);
  const money = ['gmv', 'revenue', 'fees', 'refunds', 'disputes', 'payouts', 'float', 'fraud_amount'];
  const counts = [
    'transactions',
    'attempts',
    'successes',
    'failures',
    'fraud_count',
    'refund_count',
    'dispute_count',
    'payout_count',
    'payout_failed',
  ];
  const converted = money.map(
    (name) => `round(d.${name} * r.rate / ${scale}, 4)::text AS ${name === 'float' ? 'float_net' : name}`,
  );
  const { rows } = await tx.execute<Record<string, string | null>>(sql`
    WITH days AS (
      SELECT (h.at AT TIME ZONE ${timeZone})::date AS day, h.unit AS cell, ${sql.raw([...money, ...counts].map((name) => `h.${name}`).join(', '))}
        FROM payops_rollups h WHERE h.tenant_id = ${tenantId} AND h.level = 1)
    SELECT d.day::text AS jour, c.cell::text AS cellule, c.tenant_type AS type_entite, c.entity_id AS id_entite,
           coalesce(e.name, c.entity_id) AS nom_entite, c.country AS pays, c.region, c.city AS ville, c.currency AS devise, c.source,
           ${sql.raw(converted.join(', '))}, ${sql.raw(counts.map((name) => `d.${name}::text AS ${name}`).join(', '))}
      FROM days d
      JOIN payops_cells c ON c.tenant_id = ${tenantId} AND c.cell = d.cell
      LEFT JOIN payops_entities e ON e.tenant_id = c.tenant_id AND e.tenant_type = c.tenant_type AND e.entity_id = c.entity_id
      LEFT JOIN LATERAL (
        SELECT CASE WHEN c.currency = ${reportingCurrency} THEN 1 ELSE (
          SELECT x.rate FROM payops_rates x WHERE x.tenant_id = c.tenant_id AND x.currency = c.currency AND x.from_day <= d.day
           ORDER BY x.from_day DESC LIMIT 1) END AS rate) r ON true
     ORDER BY d.day, c.cell`);
  return rows;
}
