import { random } from '@griot/kernel';
import type { IncomingEvent } from '../chain/take-in.ts';
import { agentTraffic, beats } from './agent-traffic.ts';
import type { Network } from './network.ts';
import { payments } from './payment-traffic.ts';
import { settlePayouts } from './payout-traffic.ts';
import { season } from './seasons.ts';
import type { Controls, SimulatorState } from './simulator-state.ts';
import { SLOT_MS, type Slot } from './slot.ts';

/** Payments a day at rate 1. */
const GENTLE_PER_DAY = 500;
/** Payments an hour at rate 1, at the stillest, of what people look at while it happens: there is always something to be seen. */
export const LIVELY_PER_HOUR = 30;

/**
 * The traffic of whole slots from `from` to `to` (ms, multiples of the slot). The state is changed in place. Ids are made of
 * seed and slot: the same traffic made again has the same ids, and counts nothing twice.
 */
export function simulate(o: {
  seed: string;
  network: Network;
  from: number;
  to: number;
  rate: number;
  /** Payments an hour at rate 1 however still the season; default 0. */
  leastPerHour?: number;
  state: SimulatorState;
  controls: Controls;
  emit(event: IncomingEvent): void;
}): void {
  for (let at = o.from; at < o.to; at += SLOT_MS) {
    const number = Math.floor(at / SLOT_MS);
    const slot: Slot = { ...o, slot: number, at };
    takeUpAdjustments(slot);
    const perHour = Math.max((GENTLE_PER_DAY / 24) * season(at), o.leastPerHour ?? 0);
    const mean = ((perHour * SLOT_MS) / 3_600_000) * o.rate;
    const rng = random(o.seed, 'slot', number);
    const count = rng.poisson(mean);
    for (let n = 0; n < count; n += 1) payments(slot, rng, n);
    const visits = rng.poisson(mean * 0.35);
    for (let n = 0; n < visits; n += 1) agentTraffic(slot, rng, n);
    settlePayouts(slot, rng);
    beats(slot);
  }
}

function takeUpAdjustments({ state, controls }: Slot): void {
  for (const { n, agentId, amount } of controls.floatAdjustments) {
    if (n <= state.adjustment) continue;
    state.floats[agentId] = Math.max(0, (state.floats[agentId] ?? 0) + amount);
    state.adjustment = n;
  }
}
