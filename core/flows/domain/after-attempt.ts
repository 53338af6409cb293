import type { Backoff } from '../definition/flow-types.ts';

/** How an attempt ended, when it did not end well. `lost`: its worker died, stopped, lost the store or could not start a process. */
export type BadEnd = 'failed' | 'timed_out' | 'cancelled' | 'lost';

export interface AttemptHistory {
  /** Attempts that failed or timed out before this one, since the run was (re)started. */
  failures: number;
  /** Attempts lost before this one. */
  losses: number;
  retries: number;
  backoff: Required<Backoff>;
}

export type Verdict = { state: 'ready'; delayMs: number } | { state: 'failed' } | { state: 'cancelled' };

/** A task that takes its worker with it each time must not do so for ever. */
export const MAX_LOSSES = 10;
/** What goes on being lost waits, for a machine to get well. */
const LOSS_BACKOFF: Required<Backoff> = { kind: 'exponential', ms: 500, maxMs: 300_000, jitter: 'equal' };

/** The wait before the retry that follows `failures` earlier ones, in ms. `random` in [0, 1). */
export function backoffDelay(backoff: Required<Backoff>, failures: number, random: number): number {
  const factor = { fixed: 1, linear: failures + 1, exponential: 2 ** Math.min(failures, 30) }[backoff.kind];
  const full = Math.min(backoff.ms * factor, backoff.maxMs);
  const sure = { none: 1, equal: 0.5, full: 0 }[backoff.jitter];
  return Math.round(full * (sure + (1 - sure) * random));
}

/** What becomes of the task. `final`: the task said that trying again is of no use. */
export function afterAttempt(
  end: BadEnd,
  history: AttemptHistory,
  o: { cancelRequested: boolean; final: boolean; random: number },
): Verdict {
  if (o.cancelRequested || end === 'cancelled') return { state: 'cancelled' };
  if (end === 'lost') {
    if (history.losses >= MAX_LOSSES) return { state: 'failed' };
    // The first takeover is at once.
    const delayMs = history.losses === 0 ? 0 : backoffDelay(LOSS_BACKOFF, history.losses - 1, o.random);
    return { state: 'ready', delayMs };
  }
  if (o.final || history.failures >= history.retries) return { state: 'failed' };
  return { state: 'ready', delayMs: backoffDelay(history.backoff, history.failures, o.random) };
}
