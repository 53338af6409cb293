import type { Cell } from '../engine/result-values.ts';
import type { QueryAsk } from '../process/protocol.ts';
import type { EngineConnection } from './engine-connection.ts';

/** Groups of rows held for a slow reader; each is about two thousand. */
const HELD = 4;

/**
 * The rows of one statement as its reader takes them. On a lane of its own: while the reader is away the lane is not read, the
 * process at its other end waits, and neither side's memory grows. A reader who leaves ends the statement.
 */
export async function* streamRows(
  connection: EngineConnection,
  ask: QueryAsk,
  signal: AbortSignal | undefined,
): AsyncGenerator<Cell[][], void, undefined> {
  const lane = (await connection.lane?.()) ?? null;
  const stop = new AbortController();
  const held: Cell[][][] = [];
  let wake = () => {};
  let ended: { error?: unknown } | undefined;
  const onRows = (rows: Cell[][]): void => {
    held.push(rows);
    if (held.length >= HELD) lane?.pause();
    wake();
  };
  const given = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  // A caller who goes away before the first row was asked for leaves a generator that never ran to its end.
  const leave = () => lane?.close();
  signal?.addEventListener('abort', leave, { once: true });
  (lane ?? connection).call('query', ask, { signal: given, onRows }).then(
    () => {
      ended = {};
      wake();
    },
    (error: unknown) => {
      ended = { error };
      wake();
    },
  );
  try {
    for (;;) {
      const rows = held.shift();
      if (rows !== undefined) {
        if (held.length < HELD) lane?.resume();
        yield rows;
      } else if (ended !== undefined) {
        if ('error' in ended) throw ended.error;
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal?.removeEventListener('abort', leave);
    stop.abort();
    lane?.close();
  }
}
