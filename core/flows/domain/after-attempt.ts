/** How an attempt ended, when it did not end well. `lost`: its worker died, stopped, lost the store or could not start a process. */
export type BadEnd = 'failed' | 'timed_out' | 'cancelled' | 'lost';

export interface AttemptHistory {
  /** Attempts that failed or timed out before this one, since the run was (re)started. */
  failures: number;
  /** Attempts lost before this one. */
  losses: number;
  retries: number;
  backoffMs: number;
}

export type Verdict = { state: 'ready'; delayMs: number } | { state: 'failed' } | { state: 'cancelled' };

/** A task that takes its worker with it each time must not do so for ever. */
export const MAX_LOSSES = 10;
const MAX_BACKOFF_MS = 300_000;
const LOSS_BACKOFF_MS = 500;

/** Exponential back-off with equal jitter: half of it is sure, half is drawn. `random` in [0, 1). */
export function backoffDelay(backoffMs: number, failures: number, random: number): number {
  const full = Math.min(backoffMs * 2 ** Math.min(failures, 30), MAX_BACKOFF_MS);
  return Math.round(full / 2 + (full / 2) * random);
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
    // The first takeover is at once; what goes on being lost waits, for a machine to get well.
    const delayMs = history.losses === 0 ? 0 : backoffDelay(LOSS_BACKOFF_MS, history.losses - 1, o.random);
    return { state: 'ready', delayMs };
  }
  if (o.final || history.failures >= history.retries) return { state: 'failed' };
  return { state: 'ready', delayMs: backoffDelay(history.backoffMs, history.failures, o.random) };
}
