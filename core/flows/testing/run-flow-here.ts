import { type Clock, DomainError, newId, silentLogger, systemClock } from '@griot/kernel';
import type { Store } from '@griot/store';
import { triggerRun } from '../commands/trigger-run.ts';
import type { FlowDefinition } from '../definition/flow-types.ts';
import { type RunView, readRun } from '../queries/read-run.ts';
import { loadAttempt } from '../runner/complete-attempt.ts';
import type { FromRunner } from '../runner/messages.ts';
import { storedError } from '../runner/stored-error.ts';
import { attemptContext } from '../runner/task-context.ts';
import { AttemptJournal } from '../worker/attempt-journal.ts';
import { type ClaimedTask, claimTasks } from '../worker/claim-tasks.ts';
import { recordBadEnd } from '../worker/record-bad-end.ts';
import { listenTo } from '../worker/run-slot.ts';

/**
 * For tests of applications: triggers a run and does its tasks in this process, one after the other, by the same claims,
 * context and completion as a worker, but without its processes, timeouts and heartbeats.
 */
export async function runFlowHere(o: {
  store: Store;
  tenantId: string;
  flow: FlowDefinition;
  parameters?: unknown;
  clock?: Clock;
}): Promise<RunView> {
  const { store, tenantId, flow } = o;
  const workerId = newId();
  const { runId } = await store.withTenant(tenantId, (tx) =>
    triggerRun(tx, { tenantId, flow, parameters: o.parameters, by: { kind: 'cli', id: 'test' } }),
  );
  for (;;) {
    const run = await store.withTenant(tenantId, (tx) => readRun(tx, tenantId, runId));
    if (run.finishedAt !== null) return run;
    const [claimed] = await claimTasks(store, { workerId, flows: [flow.name], limit: 1, leaseMs: 600_000 });
    if (claimed) await runHere(store, flow, claimed, o.clock ?? systemClock);
    else await new Promise((resolve) => setTimeout(resolve, 20)); // a retry waits for its time
  }
}

async function runHere(store: Store, flow: FlowDefinition, claimed: ClaimedTask, clock: Clock): Promise<void> {
  const order = { ...claimed, hardLimitMs: 0 };
  const journal = new AttemptJournal(store, silentLogger, claimed);
  const listener = listenTo(journal);
  const task = flow.tasks.find((one) => one.name === claimed.task);
  try {
    if (!task) throw new DomainError({ code: 'flows.unknown_task', kind: 'internal', details: { task: claimed.task } });
    const loaded = await store.withTenant(claimed.tenantId, (tx) => loadAttempt(tx, order));
    if (!loaded) return;
    const { ctx, finish } = attemptContext({
      store,
      clock,
      order,
      loaded,
      signal: new AbortController().signal,
      send: (message: FromRunner) => listener.said(message),
      flush: () => journal.flush(),
    });
    await finish(await task.run(ctx));
  } catch (error) {
    await journal.flush();
    const final = task?.retryable?.(error) === false;
    await recordBadEnd(store, { ...claimed, end: 'failed', error: storedError(error), final }, 0);
  }
}
