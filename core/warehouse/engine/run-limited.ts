import type { DuckDBConnection } from '@duckdb/node-api';
import { engineError, type StopCause } from './engine-errors.ts';

export interface Limits {
  /** Milliseconds for the whole work, waiting for a slot included. */
  timeoutMs: number;
  signal?: AbortSignal;
}

/**
 * Runs work on a connection so that the time limit and the signal really end it: the connection is interrupted, again and
 * again until the work is over, because an interrupt that falls between two statements is forgotten by the engine.
 * Throws `warehouse.timeout`, `warehouse.cancelled`, or what the engine said.
 */
export async function runLimited<T>(
  connection: DuckDBConnection,
  limits: Limits,
  work: (goOn: () => void) => Promise<T>,
): Promise<T> {
  let cause: StopCause;
  let pulse: NodeJS.Timeout | undefined;
  const stop = (reason: StopCause): void => {
    if (cause !== undefined) return;
    cause = reason;
    connection.interrupt();
    pulse = setInterval(() => connection.interrupt(), 20);
  };
  const timer = setTimeout(() => stop('timeout'), Math.max(0, limits.timeoutMs));
  const onAbort = (): void => stop('cancelled');
  limits.signal?.addEventListener('abort', onAbort, { once: true });
  if (limits.signal?.aborted) stop('cancelled');
  const goOn = (): void => {
    if (cause !== undefined) throw engineError(undefined, cause);
  };
  try {
    goOn();
    return await work(goOn);
  } catch (error) {
    throw engineError(error, cause);
  } finally {
    clearTimeout(timer);
    clearInterval(pulse);
    limits.signal?.removeEventListener('abort', onAbort);
  }
}
