import { Worker } from 'node:worker_threads';
import { type Clock, DomainError, systemClock } from '@griot/kernel';
import type { Store } from '@griot/store';
import { withinTrace, withLogFields } from '@griot/telemetry';
import type { FlowDefinition } from '../definition/flow-types.ts';
import { loadAttempt } from './complete-attempt.ts';
import type { AbortReason, AttemptOrder, FromRunner, RunnerEnd, ToRunner } from './messages.ts';
import { markLine } from './messages.ts';
import { isStoreOutage, storedError } from './stored-error.ts';
import { attemptContext } from './task-context.ts';

/** A worker that stands still must not hold up the end of a task for the sake of its log. */
const FLUSH_PATIENCE_MS = 1000;

export interface ServeTasksOptions {
  store: Store;
  flows: readonly FlowDefinition[];
  clock?: Clock;
  /** After each attempt, before its end is told: the process may not live much longer. */
  afterAttempt?(): Promise<void>;
}

/**
 * The last call of a runner module: from here on this process runs the attempts its worker hands it, one at a time.
 * Standard output and error belong to the attempt's log. Throws `flows.not_a_runner` outside a task process.
 */
export function serveTasks(o: ServeTasksOptions): void {
  if (process.send === undefined) throw new DomainError({ code: 'flows.not_a_runner', kind: 'internal' });
  const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), { workerData: { parent: process.ppid } });
  watchdog.unref();
  let abort: AbortController | undefined;
  let written: (() => void) | undefined;
  const runOrder = async (order: AttemptOrder, signal: AbortSignal): Promise<void> => {
    let mark = 0;
    const before = process.cpuUsage();
    const print = (): number => {
      mark += 1;
      for (const stream of [process.stdout, process.stderr]) stream.write(`${markLine(order.token, mark)}\n`);
      return mark;
    };
    const flush = async (): Promise<void> => {
      const answer = new Promise<void>((resolve) => {
        written = resolve;
        setTimeout(resolve, FLUSH_PATIENCE_MS).unref();
      });
      send({ type: 'flush', mark: print() });
      await answer;
    };
    watchdog.postMessage(order.hardLimitMs);
    const { tenantId, runId, flow, task, attempt } = order;
    const end = await withLogFields({ tenantId, runId, flow, task, attempt }, () =>
      withinTrace(order.traceparent, () => runAttempt(o, order, signal, flush)),
    );
    await o.afterAttempt?.();
    watchdog.postMessage(null);
    const { user, system } = process.cpuUsage(before);
    const usage = { cpuSeconds: (user + system) / 1e6, residentBytes: process.memoryUsage.rss() };
    send({ type: 'end', mark: print(), end, usage });
  };
  process.on('message', (message: ToRunner) => {
    if (message.type === 'abort') abort?.abort(abortError(message.reason));
    else if (message.type === 'written') written?.();
    else {
      abort = new AbortController();
      void runOrder(message.order, abort.signal);
    }
  });
  process.once('disconnect', () => process.exit(0));
  if (!process.connected) process.exit(0); // the worker died while this process started
  send({ type: 'ready' });
}

function send(message: FromRunner): void {
  if (process.connected) process.send?.(message);
}

async function runAttempt(
  o: ServeTasksOptions,
  order: AttemptOrder,
  signal: AbortSignal,
  flush: () => Promise<void>,
): Promise<RunnerEnd> {
  const task = o.flows.find((flow) => flow.name === order.flow)?.tasks.find((one) => one.name === order.task);
  try {
    if (!task) {
      const details = { flow: order.flow, task: order.task };
      throw new DomainError({ code: 'flows.unknown_task', kind: 'internal', details });
    }
    const loaded = await o.store.withTenant(order.tenantId, (tx) => loadAttempt(tx, order));
    if (!loaded) return { type: 'superseded' };
    const { ctx, finish } = attemptContext({ ...o, clock: o.clock ?? systemClock, order, loaded, signal, send, flush });
    await finish(await task.run(ctx));
    return { type: 'succeeded' };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'flows.attempt_superseded') return { type: 'superseded' };
    return { type: 'failed', error: storedError(error), final: isFinal(task, error), outage: isStoreOutage(error) };
  }
}

const HOPELESS = new Set([
  'flows.unknown_task',
  'flows.output_too_large',
  'flows.output_not_json',
  'flows.committed_twice',
]);

function isFinal(task: { retryable?(error: unknown): boolean } | undefined, error: unknown): boolean {
  if (error instanceof DomainError && HOPELESS.has(error.code)) return true;
  try {
    return task?.retryable?.(error) === false;
  } catch {
    return false;
  }
}

function abortError(reason: AbortReason): DomainError {
  const kind = reason === 'timed_out' ? 'timeout' : 'cancelled';
  return new DomainError({ code: `flows.${reason}`, kind, message: `The attempt was ended: ${reason}` });
}
