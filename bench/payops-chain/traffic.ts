/** Payments of three hundred merchants over the last six hours, out of order, with what the figures must say of them. */
export const BATCH = 1000;

export interface BenchEvent {
  id: string;
  type: string;
  time: string;
  tenantId: string;
  currency: string;
  amount: number;
  [field: string]: unknown;
}

/** Events and payment volume by currency. */
export type TrafficSums = Record<string, { n: number; gmv: number }>;

export function trafficOf(count: number): { batches: BenchEvent[][]; expected: TrafficSums } {
  const now = Date.now();
  const expected: TrafficSums = {};
  let seed = 12_345;
  const next = (): number => {
    // Park and Miller's minimal generator: the same events in every run.
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const events = Array.from({ length: count }, (_, n): BenchEvent => {
    const merchant = Math.floor(next() * 300);
    const currency = merchant % 5 === 0 ? 'XAF' : 'XOF';
    const type = n % 2 === 0 ? 'payment.initiated' : 'payment.succeeded';
    const amount = 100 + Math.floor(next() * 50_000);
    const sums = expected[currency] ?? { n: 0, gmv: 0 };
    expected[currency] = { n: sums.n + 1, gmv: sums.gmv + (type === 'payment.succeeded' ? amount : 0) };
    return {
      ...{
        id: `b${n}`,
        type,
        amount,
        currency,
        tenantType: 'merchant',
        tenantId: `M-${merchant}`,
        source: n % 3 ? 'wallet' : 'connect',
      },
      time: new Date(now - Math.floor(next() * 6 * 3_600_000)).toISOString(),
      ...{ country: currency === 'XAF' ? 'CM' : 'CI', region: `R${merchant % 12}`, city: `V${merchant % 40}` },
      ...{ paymentId: `p${n >> 1}`, user: `u${Math.floor(next() * 20_000)}` },
      ...(type === 'payment.succeeded' ? { latencyMs: 50 + Math.floor(next() * 3000) } : {}),
    };
  });
  const batches = Array.from({ length: Math.ceil(count / BATCH) }, (_, n) => events.slice(n * BATCH, (n + 1) * BATCH));
  const sorted = Object.fromEntries(Object.entries(expected).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { batches, expected: sorted };
}
