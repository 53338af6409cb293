import type { IncomingEvent } from '../chain/take-in.ts';
import type { Network } from './network.ts';
import type { Controls, SimulatorState } from './simulator-state.ts';

/** Traffic is made slot by slot: what happens in a slot depends on the seed, the slot, the state before and the controls. */
export const SLOT_MS = 10_000;

export interface Slot {
  seed: string;
  /** Number since 1970. */
  slot: number;
  /** First instant, ms. */
  at: number;
  network: Network;
  state: SimulatorState;
  controls: Controls;
  emit(event: IncomingEvent): void;
}
