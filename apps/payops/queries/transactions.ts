import type { Tx } from '@griot/store';
import { type SQL, sql } from 'drizzle-orm/sql';
import type { Sight } from '../domain/sight.ts';
import { inSight, picked, type Selection } from './sight-sql.ts';

export interface TransactionRow {
  id: string;
  kind: string;
  time: string;
  recordedAt: string;
  tenantType: string;
  tenantId: string;
  name: string;
  country: string;
  region: string;
  city: string;
  currency: string;
  source: string;
  amount: string;
  reference: string | null;
  user: string | null;
  route: string | null;
  method: string | null;
  reason: string | null;
  latencyMs: number | null;
}

export interface TransactionsQuery {
  tenantId: string;
  sight: Sight | null;
  selection: Selection;
  from?: string | undefined;
  to?: string | undefined;
  kind?: string | undefined;
  search?: string | undefined;
  after: { time: string; id: string } | null;
  limit: number;
}

/** The events behind the figures, newest first; one row more than `limit` when there are more. */
export async function readTransactions(tx: Tx, q: TransactionsQuery): Promise<TransactionRow[]> {
  const where: SQL[] = [sql`t.tenant_id = ${q.tenantId}`, inSight(q.sight), picked(q.selection)];
  if (q.from !== undefined) where.push(sql`t.time >= ${q.from}::timestamptz`);
  if (q.to !== undefined) where.push(sql`t.time < ${q.to}::timestamptz`);
  if (q.kind !== undefined)
    where.push(
      q.kind.includes('.') || q.kind === 'refund' || q.kind === 'fee' || q.kind === 'fx'
        ? sql`t.kind = ${q.kind}`
        : sql`t.kind LIKE ${`${q.kind}.%`}`,
    );
  if (q.search !== undefined)
    where.push(sql`(t.id = ${q.search} OR t.reference = ${q.search} OR t.user_name = ${q.search})`);
  if (q.after !== null) where.push(sql`(t.time, t.id) < (${q.after.time}::timestamptz, ${q.after.id})`);
  const { rows } = await tx.execute<Record<string, string | null> & { latency_ms: number | null }>(sql`
    SELECT t.id, t.kind, ${isoText('t.time')} AS time, ${isoText('t.recorded_at')} AS recorded_at, c.tenant_type, c.entity_id,
           coalesce(e.name, c.entity_id) AS name, c.country, c.region, c.city, c.currency, c.source, t.amount::text AS amount,
           t.reference, t.user_name, t.route, t.method, t.reason, t.latency_ms
      FROM payops_transactions t
      JOIN payops_cells c ON c.tenant_id = t.tenant_id AND c.cell = t.cell
      LEFT JOIN payops_entities e ON e.tenant_id = c.tenant_id AND e.tenant_type = c.tenant_type AND e.entity_id = c.entity_id
     WHERE ${sql.join(where, sql` AND `)}
     ORDER BY t.time DESC, t.id DESC LIMIT ${q.limit + 1}`);
  return rows.map((row) => ({
    ...{ id: row.id ?? '', kind: row.kind ?? '', time: row.time ?? '', recordedAt: row.recorded_at ?? '' },
    ...{ tenantType: row.tenant_type ?? '', tenantId: row.entity_id ?? '', name: row.name ?? '' },
    ...{ country: row.country ?? '', region: row.region ?? '', city: row.city ?? '', currency: row.currency ?? '' },
    ...{
      source: row.source ?? '',
      amount: row.amount ?? '0',
      reference: row.reference ?? null,
      user: row.user_name ?? null,
    },
    ...{ route: row.route ?? null, method: row.method ?? null, reason: row.reason ?? null, latencyMs: row.latency_ms },
  }));
}

export const isoText = (column: string): SQL =>
  sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

export interface RestatementRow {
  hour: string;
  arrivedHour: string;
  lastAt: string;
  currency: string;
  events: string;
  transactions: string;
  /** Minor units of the currency. */
  gmv: string;
}

/** What late events added to hours already read, newest arrivals first. */
export async function readRestatements(
  tx: Tx,
  q: Pick<TransactionsQuery, 'tenantId' | 'sight' | 'selection' | 'limit'>,
): Promise<RestatementRow[]> {
  const { rows } = await tx.execute<Record<keyof RestatementRow, string>>(sql`
    SELECT ${isoText('x.hour')} AS hour, ${isoText('x.arrived_hour')} AS "arrivedHour", ${isoText('max(x.last_at)')} AS "lastAt", c.currency,
           sum(x.events)::text AS events, sum(x.transactions)::text AS transactions, sum(x.gmv)::text AS gmv
      FROM payops_restatements x JOIN payops_cells c ON c.tenant_id = x.tenant_id AND c.cell = x.cell
     WHERE x.tenant_id = ${q.tenantId} AND ${inSight(q.sight)} AND ${picked(q.selection)}
     GROUP BY x.hour, x.arrived_hour, c.currency ORDER BY x.arrived_hour DESC, x.hour DESC LIMIT ${q.limit}`);
  return rows.map((row) => ({ ...row }));
}
