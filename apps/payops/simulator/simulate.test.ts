import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IncomingEvent } from '../chain/take-in.ts';
import { makeNetwork } from './network.ts';
import { simulate } from './simulate.ts';
import { type Controls, initialState, NO_CONTROLS } from './simulator-state.ts';

const DAY = 86_400_000;
const start = Date.parse('2026-10-05T00:00:00Z');

function traffic(
  o: {
    seed?: string;
    days?: number;
    rate?: number;
    leastPerHour?: number;
    controls?: Partial<Controls>;
    steps?: number;
  } = {},
) {
  const seed = o.seed ?? 's';
  const network = makeNetwork(seed);
  const state = initialState(network.agents);
  const events: IncomingEvent[] = [];
  const emit = (event: IncomingEvent) => void events.push(event);
  const steps = o.steps ?? 1;
  const length = ((o.days ?? 2) * DAY) / steps;
  const controls = { ...NO_CONTROLS, ...o.controls };
  for (let n = 0; n < steps; n += 1) {
    const from = start + n * length;
    const { rate = 1, leastPerHour = 0 } = o;
    simulate({ seed, network, from, to: from + length, rate, leastPerHour, state, controls, emit });
  }
  return { events, state, network };
}
const ofType = (events: IncomingEvent[], type: string) => events.filter((event) => event.type === type);

test('the same seed makes the same events, in one go or in many; another seed makes others', () => {
  const once = traffic();
  assert.deepEqual(traffic({ steps: 48 }).events, once.events);
  assert.deepEqual(traffic({ steps: 48 }).state, once.state);
  assert.notDeepEqual(traffic({ seed: 'other' }).events, once.events);
  assert.equal(new Set(once.events.map(({ id }) => id)).size, once.events.length, 'ids are unique');
});

test('nights are still, Fridays and ends of months are full', () => {
  const { events } = traffic({ days: 31 });
  const initiated = ofType(events, 'payment.initiated').map(({ time }) => new Date(String(time)));
  const at = (hour: number) => initiated.filter((time) => time.getUTCHours() === hour).length;
  assert.ok(at(18) > 8 * at(3), `${at(18)} at 18 h, ${at(3)} at 3 h`);
  const on = (weekday: number) => initiated.filter((time) => time.getUTCDay() === weekday).length;
  assert.ok(on(5) > 1.2 * on(0), `${on(5)} on Fridays, ${on(0)} on Sundays`);
  const day = (number: number) => initiated.filter((time) => time.getUTCDate() === number).length;
  assert.ok(day(30) > 1.3 * day(23), `${day(30)} on the 30th, ${day(23)} on the 23rd`);
});

test('with a least of payments an hour the stillest night has them, from the seed like everything else', () => {
  const lively = traffic({ leastPerHour: 30 });
  assert.deepEqual(traffic({ leastPerHour: 30, steps: 6 }).events, lively.events);
  const perHour = new Map<number, number>();
  for (const { time } of ofType(lively.events, 'payment.initiated')) {
    const hour = Math.floor(Date.parse(String(time)) / 3_600_000);
    perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
  }
  assert.ok(
    perHour.size >= 48 && Math.min(...perHour.values()) >= 10,
    `${Math.min(...perHour.values())} in the stillest hour`,
  );
  // A long silence is what it is there against.
  const times = lively.events.map(({ time }) => Date.parse(String(time))).sort((a, b) => a - b);
  assert.ok(times.every((time, n) => n === 0 || time - (times[n - 1] ?? 0) < 20 * 60_000));
});

test('what operators set is met by the traffic', () => {
  const free = traffic();
  const busiest = String(
    ofType(free.events, 'payment.succeeded').find(({ tenantType }) => tenantType === 'merchant')?.tenantId,
  );
  const frozen = traffic({ controls: { frozenMerchants: new Set([busiest]) } });
  const own = (events: IncomingEvent[], type: string) =>
    ofType(events, type).filter(({ tenantId }) => tenantId === busiest);
  assert.equal(own(frozen.events, 'payment.succeeded').length, 0);
  assert.ok(own(frozen.events, 'payment.failed').every(({ reason }) => reason === 'marchand gelé'));

  const paused = traffic({ controls: { pausedPayouts: new Set(['*']) } });
  assert.equal(ofType(paused.events, 'payout.paid').length, 0);
  assert.ok(paused.state.payouts.length > 0, 'they wait');
  assert.ok(ofType(free.events, 'payout.paid').length > 20);

  const rerouted = traffic({ controls: { routes: new Map([['*', 'B-ATLAS']]) } });
  assert.ok(ofType(rerouted.events, 'payout.paid').every(({ route }) => route === 'B-ATLAS'));

  const agentId = 'A-0001';
  const given = traffic({ days: 1 / 24, controls: { floatAdjustments: [{ n: 7, agentId, amount: 5_000_000 }] } });
  const without = traffic({ days: 1 / 24 });
  assert.equal(given.state.adjustment, 7);
  assert.ok((given.state.floats[agentId] ?? 0) >= (without.state.floats[agentId] ?? 0) + 5_000_000);
});

test('some day somebody runs dry, a bank is down, a merchant is used for fraud', () => {
  const { events } = traffic({ days: 20 });
  const reasons = new Set(events.map(({ reason }) => reason));
  assert.ok(reasons.has('flottant insuffisant'));
  assert.ok(reasons.has('banque injoignable'));
  assert.ok(ofType(events, 'fraud.flagged').length > 10);
});
