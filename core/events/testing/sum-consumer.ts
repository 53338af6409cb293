import { sql } from 'drizzle-orm/sql';
import type { EventConsumer } from '../index.ts';

/** Adds up sales by key and remembers their order, in the transaction of the offset. */
export const sumConsumer: EventConsumer = {
  group: 'shop.sums',
  label: { fr: 'Sommes', en: 'Sums' },
  types: ['shop.sale.made'],
  async handle({ tx, tenantId, events }) {
    await tx.execute(sql`
      INSERT INTO test_sums (tenant_id, key, sales, total)
      SELECT ${tenantId}::uuid, e.key, count(*), sum((e.payload ->> 'amount')::bigint)
        FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(key text, payload jsonb) GROUP BY e.key
      ON CONFLICT (tenant_id, key) DO UPDATE SET sales = test_sums.sales + excluded.sales, total = test_sums.total + excluded.total`);
  },
};
