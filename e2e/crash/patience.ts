import { setTimeout as wait } from 'node:timers/promises';

/** What was killed needs a moment to be there again: an error is believed only when it lasts 30 s. */
export async function patiently<T>(work: () => Promise<T>, longestMs = 30_000): Promise<T> {
  const until = Date.now() + longestMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > until) throw error;
      await wait(250);
    }
  }
}

/** A small seeded generator (Mulberry32), so that a failing sequence of kills can be run again. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
