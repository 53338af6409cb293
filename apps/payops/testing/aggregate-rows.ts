import type { Store } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { ReferenceRow } from '../domain/reference-aggregate.ts';

/** `dash_aggregates_hourly` in the shape of the plain loops' rows. */
export async function aggregateRows(store: Store, tenantId: string): Promise<Map<string, ReferenceRow>> {
  const { rows } = await store.withTenant(tenantId, (tx) =>
    tx.execute<Record<string, string>>(sql`
      SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"') AS at, * FROM dash_aggregates_hourly`),
  );
  return new Map(
    rows.map((row) => {
      const key = [row.at, row.tenant_type, row.entity_id, row.country, row.region, row.city, row.currency, row.source];
      const money = (name: string) => BigInt(row[name] ?? '0');
      const count = (name: string) => Number(row[name]);
      const time = (name: string) => (row[name] === null ? null : Number(row[name]));
      return [
        key.join('|'),
        {
          ...{ gmv: money('gmv'), revenue: money('revenue'), fees: money('fees'), refunds: money('refunds') },
          ...{ disputes: money('disputes'), payouts: money('payouts'), float: money('float') },
          ...{ transactions: count('transactions'), attempts: count('attempts'), successes: count('successes') },
          ...{ fraud_count: count('fraud_count'), fraud_amount: money('fraud_amount') },
          ...{
            active_users: count('active_users'),
            latency_p50: time('latency_p50'),
            latency_p95: time('latency_p95'),
          },
        },
      ];
    }),
  );
}
