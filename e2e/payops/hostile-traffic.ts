import { random } from '@griot/kernel';
import type { IncomingEvent } from '../../apps/payops/chain/take-in.ts';
import { paymentEvents } from '../../apps/payops/testing/payment-events.ts';

const CHUNK = 10_000;
/** A sending or a repetition comes so many chunks later at most. */
const LATEST = 8;

export interface Traffic {
  seed: string;
  count: number;
  until: Date;
}

/** Distinct events of every kind, up to thirty days old, in portions: five million of them need not be in memory. */
export function* distinctEvents({ seed, count, until }: Traffic): Generator<IncomingEvent[]> {
  for (let from = 0; from < count; from += CHUNK) {
    yield paymentEvents({ seed: `${seed}.${from}`, count: Math.min(CHUNK, count - from), until, days: 30 });
  }
}

/** The same events as a hostile world sends them: one in twelve two to ten times, one in five held back, nothing in order. */
export function* hostileBatches(traffic: Traffic, size = 1000): Generator<IncomingEvent[]> {
  const rng = random('hostile', traffic.seed);
  const later: IncomingEvent[][] = Array.from({ length: LATEST + 1 }, () => []);
  const putLater = (event: IncomingEvent, chunks: number) => later[chunks]?.push(event);
  const takeNext = (): IncomingEvent[] => {
    const now = later.shift() ?? [];
    later.push([]);
    return now
      .map((event) => ({ event, at: rng.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ event }) => event);
  };
  const batches = function* (events: IncomingEvent[]) {
    for (let n = 0; n < events.length; n += size) yield events.slice(n, n + size);
  };
  for (const chunk of distinctEvents(traffic)) {
    for (const event of chunk) {
      putLater(event, rng.chance(0.8) ? 0 : rng.between(1, LATEST));
      if (!rng.chance(1 / 12)) continue;
      for (let copies = rng.between(1, 9); copies > 0; copies -= 1) putLater(event, rng.between(0, LATEST));
    }
    yield* batches(takeNext());
  }
  for (let n = 0; n <= LATEST; n += 1) yield* batches(takeNext());
}
