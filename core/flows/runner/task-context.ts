import { type Clock, DomainError } from '@griot/kernel';
import type { Store, Tx } from '@griot/store';
import type { Label, TaskContext } from '../definition/flow-types.ts';
import { storableJson } from '../store/storable.ts';
import {
  type AttemptFigures,
  attemptStanding,
  completeAttempt,
  type LoadedAttempt,
  outputJson,
  superseded,
} from './complete-attempt.ts';
import type { AttemptOrder, FromRunner } from './messages.ts';
import { isStoreOutage } from './stored-error.ts';

const MAX_TEXT = 8000;
const MAX_PROGRESS = 500;
/** How long a finished attempt goes on trying to write its end while the store is away. */
const COMPLETION_PATIENCE_MS = 30_000;

export interface AttemptContext {
  ctx: TaskContext;
  /** Writes the end of a task that did not commit by itself. */
  finish(output: unknown): Promise<void>;
}

export function attemptContext(o: {
  store: Store;
  clock: Clock;
  order: AttemptOrder;
  loaded: LoadedAttempt;
  signal: AbortSignal;
  send(message: FromRunner): void;
  /** Resolves when what was said so far is in the store: who sees the task ended finds its whole log. */
  flush(): Promise<void>;
}): AttemptContext {
  const { order, store, send } = o;
  const figures: AttemptFigures = { rowsIn: undefined, rowsOut: undefined, progressText: undefined };
  let committed = false;

  const commit = async <T>(effect: (tx: Tx) => Promise<T>): Promise<T> => {
    if (committed) {
      throw new DomainError({ code: 'flows.committed_twice', kind: 'internal', details: { task: order.task } });
    }
    committed = true;
    let result: { value: T } | undefined;
    await patiently(o.signal, () =>
      store.withTenant(order.tenantId, async (tx) => {
        const standing = await attemptStanding(tx, order);
        if (standing === 'done' && result) return;
        if (standing !== 'current') throw superseded(order);
        result = { value: await effect(tx) };
        const output = outputJson(result.value, order.task);
        await o.flush();
        await completeAttempt(tx, order, output, figures);
      }),
    );
    if (!result) throw superseded(order);
    return result.value;
  };

  const ctx: TaskContext = {
    tenantId: order.tenantId,
    runId: order.runId,
    task: order.task,
    attempt: order.attempt,
    parameters: o.loaded.parameters,
    outputs: o.loaded.outputs,
    signal: o.signal,
    idempotencyKey: `${order.runId}:${order.task}`,
    log: (level, text, fields) => {
      send({
        type: 'log',
        at: o.clock.now().toISOString(),
        level,
        text: cut(text, MAX_TEXT),
        fields: fields && plain(fields),
      });
    },
    progress: (percent, text) => {
      const said = text === undefined ? undefined : cut(text, MAX_PROGRESS);
      figures.progressText = said ?? figures.progressText;
      send({ type: 'progress', percent: Math.min(100, Math.max(0, Math.round(percent) || 0)), text: said });
    },
    rows: (counts) => {
      figures.rowsIn = counts.in ?? figures.rowsIn;
      figures.rowsOut = counts.out ?? figures.rowsOut;
      send({ type: 'rows', in: figures.rowsIn, out: figures.rowsOut });
    },
    commit,
  };
  return {
    ctx,
    finish: async (output) => {
      if (!committed) await commit(async () => output);
    },
  };
}

const cut = (text: Label | string, most: number): Label | string =>
  typeof text === 'string' ? text.slice(0, most) : { fr: text.fr.slice(0, most), en: text.en.slice(0, most) };

/** The log speaks JSON; what does not (a cycle) is told as text. */
function plain(fields: Record<string, unknown>): Record<string, unknown> {
  const copy = storableJson(fields);
  return typeof copy === 'object' && copy !== null ? { ...copy } : { fields: String(fields) };
}

async function patiently(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const until = performance.now() + COMPLETION_PATIENCE_MS;
  for (let delay = 100; ; delay = Math.min(delay * 2, 2000)) {
    try {
      return await work();
    } catch (error) {
      if (!isStoreOutage(error) || signal.aborted || performance.now() + delay > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
}
