import type { EventConsumer, EventType, NewEvent } from '@griot/events';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';

export const SECRET = 'a secret of thirty-two characters, for benches only';

export const paymentType: EventType = {
  type: 'bench.payment.made',
  version: 1,
  label: { fr: 'Paiement fait', en: 'Payment made' },
  schema: z.object({ amount: z.number().int().positive(), city: z.string(), currency: z.string() }),
};

const CITIES = ['Abidjan', 'Bouaké', 'Dakar', 'Alger', 'Oran', 'Lomé', 'Cotonou', 'Bamako'];
/** One event in so many is sent a second time later; a batch leaves in another order than it happened. */
const DUPLICATE_EVERY = 20;

export const payment = (n: number, start: number): NewEvent => ({
  id: `payment-${n.toString().padStart(9, '0')}`,
  type: paymentType.type,
  key: `merchant ${n % 997}`,
  source: 'bench',
  occurredAt: new Date(start + Math.floor(n / 10)).toISOString(),
  payload: { amount: (n % 1000) + 1, city: CITIES[n % CITIES.length], currency: 'XOF' },
});

/** `size` new events from `n` on, every twentieth of the batch before once more, in a mixed order that is always the same. */
export function batchAt(n: number, size: number, start: number): NewEvent[] {
  const fresh = Array.from({ length: size }, (_, i) => payment(n + i, start));
  const again =
    n < size
      ? []
      : Array.from({ length: size / DUPLICATE_EVERY }, (_, i) => payment(n - size + i * DUPLICATE_EVERY, start));
  const all = [...fresh, ...again];
  return all
    .map((event, i) => ({ event, at: (i * 7919) % all.length }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
}

/** Counts and sums per minute, city and currency, in the transaction of the offset. */
export const aggregate: EventConsumer = {
  group: 'bench.aggregate',
  label: { fr: 'Agrégats', en: 'Aggregates' },
  types: [paymentType.type],
  batchSize: 1000,
  async handle({ tx, tenantId, events }) {
    const cells = new Map<string, { minute: string; city: string; currency: string; n: number; total: number }>();
    for (const { occurredAt, payload } of events) {
      const minute = `${occurredAt.slice(0, 16)}:00Z`;
      const [city, currency] = [String(payload.city), String(payload.currency)];
      const key = `${minute} ${city} ${currency}`;
      const cell = cells.get(key) ?? { minute, city, currency, n: 0, total: 0 };
      cell.n += 1;
      cell.total += Number(payload.amount);
      cells.set(key, cell);
    }
    // Sorted: two shards that meet in the same cells take their locks in one order.
    const rows = [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
    await tx.execute(sql`
      INSERT INTO bench_minutes (tenant_id, minute, city, currency, n, total)
      SELECT ${tenantId}::uuid, c.minute, c.city, c.currency, c.n, c.total
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS c(minute timestamptz, city text, currency text, n bigint, total bigint)
      ON CONFLICT (tenant_id, minute, city, currency) DO UPDATE SET n = bench_minutes.n + excluded.n, total = bench_minutes.total + excluded.total`);
  },
};
