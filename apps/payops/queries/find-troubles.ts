import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { ENOUGH, type Finding, severityOf, type Thresholds } from '../domain/alert-rules.ts';

type Row = Record<string, string | null>;

/** Everything that lies beyond its threshold now. Reads only. */
export async function findTroubles(tx: Tx, tenantId: string, thresholds: Thresholds, now: Date): Promise<Finding[]> {
  const since = (hours: number) => sql`${new Date(now.getTime() - hours * 3_600_000).toISOString()}::timestamptz`;
  return [
    ...(await lowFloats(tx, tenantId, thresholds.low_float_percent, since(2))),
    ...(await rates(tx, tenantId, thresholds, since)),
    ...(await failingBanks(tx, tenantId, thresholds.failed_payout_percent, since(3))),
    ...(await overduePayouts(tx, tenantId, now)),
  ];
}

/** Of agents that were seen lately: who holds little of what he sells in a day. */
async function lowFloats(tx: Tx, tenantId: string, limit: number, seen: ReturnType<typeof sql>): Promise<Finding[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT agent_id, name, region, currency, float::text AS float, sales_today::text AS sales,
           (100.0 * float / nullif(float + sales_today, 0))::text AS percent
      FROM agent_locations
     WHERE tenant_id = ${tenantId} AND last_seen >= ${seen} AND sales_today > 0
       AND float * 100 < (float + sales_today) * ${limit} ORDER BY agent_id`);
  return rows.map((row) => ({
    category: 'float',
    severity: severityOf(Number(row.percent), limit, 'below') ?? 'warning',
    subjectType: 'agent',
    subjectId: row.agent_id ?? '',
    name: row.name ?? '',
    region: row.region ?? null,
    facts: {
      float: row.float ?? '0',
      sales: row.sales ?? '0',
      currency: row.currency ?? '',
      percent: Math.round(Number(row.percent)),
    },
  }));
}

/** Fraud by merchant, conversion by region. */
async function rates(
  tx: Tx,
  tenantId: string,
  limits: Thresholds,
  since: (hours: number) => ReturnType<typeof sql>,
): Promise<Finding[]> {
  const fraud = await tx.execute<Row>(sql`
    SELECT c.entity_id, max(e.name) AS name, max(c.region) AS region, sum(h.fraud_count)::text AS n,
           (100.0 * sum(h.fraud_amount) / nullif(sum(h.gmv), 0))::text AS percent
      FROM payops_hourly h JOIN payops_cells c ON c.tenant_id = h.tenant_id AND c.cell = h.cell
      LEFT JOIN payops_entities e ON e.tenant_id = c.tenant_id AND e.tenant_type = c.tenant_type AND e.entity_id = c.entity_id
     WHERE h.tenant_id = ${tenantId} AND h.hour >= ${since(6)} AND c.tenant_type = 'merchant'
     GROUP BY c.entity_id, c.currency HAVING sum(h.fraud_count) >= 3
        AND 100 * sum(h.fraud_amount) > ${limits.fraud_percent} * sum(h.gmv) ORDER BY c.entity_id`);
  const conversion = await tx.execute<Row>(sql`
    SELECT c.region, sum(h.attempts)::text AS n, (100.0 * sum(h.successes) / sum(h.attempts))::text AS percent
      FROM payops_hourly h JOIN payops_cells c ON c.tenant_id = h.tenant_id AND c.cell = h.cell
     WHERE h.tenant_id = ${tenantId} AND h.hour >= ${since(2)} AND c.tenant_type IN ('merchant', 'agent')
     GROUP BY c.region HAVING sum(h.attempts) >= ${ENOUGH}
        AND 100 * sum(h.successes) < ${limits.conversion_percent} * sum(h.attempts) ORDER BY c.region`);
  const of = (row: Row, category: 'fraud' | 'conversion', type: string, id: string | null | undefined): Finding => ({
    category,
    severity:
      severityOf(
        Number(row.percent),
        category === 'fraud' ? limits.fraud_percent : limits.conversion_percent,
        category === 'fraud' ? 'above' : 'below',
      ) ?? 'warning',
    subjectType: type,
    subjectId: id ?? '',
    name: row.name ?? id ?? '',
    region: row.region ?? null,
    facts: { percent: Math.round(Number(row.percent) * 10) / 10, count: Number(row.n) },
  });
  return [
    ...fraud.rows.map((row) => of(row, 'fraud', 'merchant', row.entity_id)),
    ...conversion.rows.map((row) => of(row, 'conversion', 'region', row.region)),
  ];
}

async function failingBanks(
  tx: Tx,
  tenantId: string,
  limit: number,
  since: ReturnType<typeof sql>,
): Promise<Finding[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT t.route, max(e.name) AS name, max(e.region) AS region, count(*)::text AS n,
           (100.0 * count(*) FILTER (WHERE t.kind = 'payout.failed') / count(*))::text AS percent
      FROM payops_transactions t
      LEFT JOIN payops_entities e ON e.tenant_id = t.tenant_id AND e.tenant_type = 'bank' AND e.entity_id = t.route
     WHERE t.tenant_id = ${tenantId} AND t.time >= ${since} AND t.kind IN ('payout.paid', 'payout.failed') AND t.route IS NOT NULL
     GROUP BY t.route HAVING count(*) >= 4 AND 100 * count(*) FILTER (WHERE t.kind = 'payout.failed') > ${limit} * count(*)`);
  return rows.map((row) => ({
    category: 'payout',
    severity: severityOf(Number(row.percent), limit, 'above') ?? 'warning',
    ...{
      subjectType: 'bank',
      subjectId: row.route ?? '',
      name: row.name ?? row.route ?? '',
      region: row.region ?? null,
    },
    facts: { percent: Math.round(Number(row.percent)), count: Number(row.n) },
  }));
}

/** Asked for, due more than two hours ago, and not paid: the two sides do not agree. */
async function overduePayouts(tx: Tx, tenantId: string, now: Date): Promise<Finding[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT p.entity_id, max(e.name) AS name, max(p.region) AS region, p.currency, count(*)::text AS n, sum(p.amount)::text AS amount
      FROM payops_payouts p
      LEFT JOIN payops_entities e ON e.tenant_id = p.tenant_id AND e.tenant_type = p.tenant_type AND e.entity_id = p.entity_id
     WHERE p.tenant_id = ${tenantId} AND p.state <> 'paid' AND p.tenant_type = 'merchant'
       AND p.due_at < ${new Date(now.getTime() - 2 * 3_600_000).toISOString()}::timestamptz
     GROUP BY p.entity_id, p.currency ORDER BY p.entity_id`);
  return rows.map((row) => ({
    ...{
      category: 'reconciliation' as const,
      severity: 'warning' as const,
      subjectType: 'merchant',
      subjectId: row.entity_id ?? '',
    },
    ...{ name: row.name ?? row.entity_id ?? '', region: row.region ?? null },
    facts: { count: Number(row.n), amount: row.amount ?? '0', currency: row.currency ?? '' },
  }));
}
