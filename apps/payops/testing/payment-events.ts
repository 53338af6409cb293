import { type Random, random } from '@griot/kernel';
import type { IncomingEvent } from '../chain/take-in.ts';
import { KIND_NAMES } from '../domain/event-types.ts';

const PLACES = [
  { country: 'CI', region: 'Abidjan', city: 'Abidjan', currency: 'XOF' },
  { country: 'CI', region: 'Savanes', city: 'Korhogo', currency: 'XOF' },
  { country: 'CM', region: 'Littoral', city: 'Douala', currency: 'XAF' },
  { country: 'MA', region: 'Casablanca-Settat', city: 'Casablanca', currency: 'MAD' },
];

/** Events of every kind, of few entities over some days, as a hostile world might send them. */
export function paymentEvents(o: { seed: string; count: number; until: Date; days: number }): IncomingEvent[] {
  const rng = random('events', o.seed);
  return Array.from({ length: o.count }, (_, n) => oneEvent(rng, n, o));
}

function oneEvent(rng: Random, n: number, o: { seed: string; until: Date; days: number }): IncomingEvent {
  const type = rng.pick(KIND_NAMES);
  const tenantType = rng.pick(['merchant', 'merchant', 'agent', 'bank', 'region', 'platform']);
  const at = rng.pick(PLACES);
  const age = rng.chance(0.5) ? rng.next() * 3_600_000 : rng.next() * o.days * 86_400_000;
  return {
    id: `${o.seed}-${n}`,
    type,
    time: new Date(o.until.getTime() - age).toISOString(),
    source: rng.pick(['wallet', 'connect']),
    tenantType,
    tenantId: `${tenantType}-${rng.between(1, 4)}`,
    ...at,
    amount: rng.chance(0.02) ? 2 ** 50 : rng.between(0, 500_000),
    ...ownFields(rng, type, n),
  };
}

function ownFields(rng: Random, type: string, n: number): Record<string, unknown> {
  const user = `u${rng.between(1, 30)}`;
  const latencyMs = Math.floor(Math.exp(rng.next() * 14));
  if (type.startsWith('payment.')) {
    const taken = type === 'payment.initiated' ? {} : { latencyMs };
    return { paymentId: `p${n}`, ...(rng.chance(0.8) ? { user } : {}), ...taken };
  }
  if (type.startsWith('dispute.')) return { disputeId: `d${n}` };
  if (type.startsWith('payout.')) return { payoutId: `o${rng.between(1, 40)}`, route: rng.pick(['b1', 'b2']) };
  if (type === 'fee') return rng.chance(0.2) ? {} : { kind: rng.pick(['charged', 'cost', 'returned']) };
  if (type === 'fx') return { toCurrency: 'XOF', toAmount: rng.between(1, 1000) };
  if (type === 'agent.heartbeat')
    return { latitude: rng.next() * 10, longitude: rng.next(), float: rng.between(0, 9e6) };
  return {};
}

/** Each event one to ten times, in any order. */
export function disturbed(events: readonly IncomingEvent[], seed: string, mostTimes = 10): IncomingEvent[] {
  const rng = random('disturbed', seed);
  const copies = events.flatMap((event) =>
    Array.from({ length: rng.chance(0.7) ? 1 : rng.between(2, mostTimes) }, () => event),
  );
  return copies
    .map((event) => ({ event, at: rng.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
}
