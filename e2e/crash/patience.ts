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
