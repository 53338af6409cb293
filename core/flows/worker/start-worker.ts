import { type Clock, errorMessage, type Logger, newId, systemClock } from '@griot/kernel';
import type { Store } from '@griot/store';
import { advanceBackfills } from '../commands/advance-backfills.ts';
import { pruneHistory, type Retention } from '../commands/prune-history.ts';
import { serveDueSchedules } from '../commands/serve-due-schedules.ts';
import { startFollowers } from '../commands/start-followers.ts';
import type { FlowDefinition } from '../definition/flow-types.ts';
import { SlotTally } from '../domain/slot-tally.ts';
import { FLOW_CHANGES_CHANNEL, type FlowChange } from '../store/announce.ts';
import { beat, sayGoodbye } from './beat.ts';
import { claimTasks, noteStarted } from './claim-tasks.ts';
import { Repeated } from './repeated.ts';
import { Slot } from './run-slot.ts';
import { takeOverLost } from './take-over-lost.ts';

export interface WorkerOptions {
  store: Store;
  /** Flows whose tasks this worker takes. */
  flows: readonly FlowDefinition[];
  log: Logger;
  clock?: Clock;
  /** The module that composes the services and ends with `serveTasks`. Forked once per slot, with this process's environment. */
  runnerModule: URL;
  /** Attempts at a time. Default 2. */
  slots?: number;
  /** Tasks that need labels run only where all of them are. */
  labels?: readonly string[];
  /** What it is called on the page of the queue: `server` (default) or `worker`. */
  kind?: 'server' | 'worker';
  /** False: this process looks neither after schedules, followers and backfills nor after old history. */
  schedules?: boolean;
  /** What is forgotten, looked at every hour. */
  retention?: Retention;
  /** Default 3000. */
  heartbeatMs?: number;
  /** A worker that has not been heard for so long loses its tasks. Default 10 000; at least two heartbeats. */
  leaseMs?: number;
  /** From an attempt's signal to SIGKILL. Default 5000. */
  graceMs?: number;
  /** Looks for work at least so often; news of work comes at once. Default 1000. */
  pollMs?: number;
  /** Default 300 000. */
  idleMs?: number;
}

export interface Worker {
  id: string;
  /** Takes no more work, gives running attempts `drainMs` (default 5000) to end, hands over the rest. Never rejects. */
  stop(o?: { drainMs?: number }): Promise<void>;
}

/** States of runs; of tasks too, and a round too many does no harm. */
const ENDS = new Set(['succeeded', 'failed', 'cancelled']);

/** Runs tasks of these flows until stopped. Any number of processes may do so on one store. */
export async function startWorker(o: WorkerOptions): Promise<Worker> {
  const id = newId();
  const heartbeatMs = o.heartbeatMs ?? 3000;
  const leaseMs = Math.max(o.leaseMs ?? 10_000, heartbeatMs * 2);
  const log = o.log.child({ worker: id });
  const names = o.flows.map((flow) => flow.name);
  const tally = new SlotTally();
  const settings = {
    store: o.store,
    log,
    runnerModule: o.runnerModule,
    tally,
    graceMs: o.graceMs ?? 5000,
    idleMs: o.idleMs ?? 300_000,
  };
  const slots = Array.from({ length: o.slots ?? 2 }, () => new Slot(settings));
  const free = new Set(slots);
  const running = new Set<Promise<void>>();
  const work = new Repeated('work', log, o.pollMs ?? 1000, takeWork);
  const life = new Repeated('heartbeat', log, heartbeatMs, keepAlive);
  const labels = o.labels ?? [];
  const starts = new Repeated('starts', log, 1000, async () => {
    await serveDueSchedules(o.store, { flows: o.flows, clock: o.clock ?? systemClock, log });
    await startFollowers(o.store, { flows: o.flows, log });
    await advanceBackfills(o.store, { flows: o.flows, log });
  });
  const history = new Repeated('history', log, 3_600_000, async () => {
    await pruneHistory(o.store, o.retention);
  });
  let heard = performance.now();
  let stopping = false;

  async function takeWork(): Promise<void> {
    if (stopping || free.size === 0) return;
    const claimed = await claimTasks(o.store, { workerId: id, flows: names, labels, limit: free.size, leaseMs });
    for (const task of claimed) {
      const [slot] = free;
      if (!slot) return; // cannot be: no more were claimed than are free
      free.delete(slot);
      noteStarted(o.store, task.runId).catch((error) =>
        log.warn({ error: errorMessage(error) }, 'A start was not told'),
      );
      const end = slot
        .run(task)
        .catch((error) =>
          log.error({ error: errorMessage(error), runId: task.runId, task: task.task }, 'A task end was not written'),
        )
        .finally(() => {
          free.add(slot);
          running.delete(end);
          work.soon();
        });
      running.add(end);
    }
  }

  async function keepAlive(): Promise<void> {
    const asked = performance.now();
    const kind = o.kind ?? 'server';
    const figures = tally.read();
    const held = await beat(o.store, { workerId: id, slots: slots.length, labels, kind, leaseMs, figures });
    const away = asked - heard > leaseMs;
    heard = asked;
    for (const slot of slots) {
      if (slot.token === undefined || slot.claimedAt > asked) continue;
      if (held.cancelled.has(slot.token)) slot.abort('cancelled');
      else if (!held.tokens.has(slot.token)) await lostUnlessEnding(slot, slot.token);
    }
    // After an outage of the store, its other workers get the time to speak first.
    if (!away && (await takeOverLost(o.store, { workerId: id, quietMs: heartbeatMs * 1.5 })) > 0) work.soon();
  }

  /** An attempt that has just written its own end holds no lease either. */
  async function lostUnlessEnding(slot: Slot, token: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (slot.token === token) slot.abort('lost');
  }

  const loseAll = (): void => {
    for (const slot of slots) slot.abort('lost');
  };
  // Without the store for a lease, or stopped for one, others may hold our tasks: what may be a zombie must not go on.
  const fence = setInterval(() => {
    if (performance.now() - heard > leaseMs - 500) loseAll();
  }, 500);

  const unlisten = await o.store.listen(
    FLOW_CHANGES_CHANNEL,
    (payload) => {
      const change = JSON.parse(payload) as FlowChange;
      if (change.kind === 'cancel' && slots.some((slot) => slot.runId === change.runId)) life.soon();
      else if (change.kind === 'run' || change.kind === 'task' || change.kind === 'flow') work.soon();
      // An end may start what comes after it, and makes room in a backfill.
      if (o.schedules !== false && (change.kind === 'flow' || ENDS.has(change.state ?? ''))) starts.soon();
    },
    { onReconnect: () => work.soon() },
  );
  await life.now();
  work.start();
  life.start();
  if (o.schedules !== false) {
    starts.start();
    history.start();
  }
  log.info({ slots: slots.length, labels, flows: names }, 'Flow worker started');

  return {
    id,
    stop: async ({ drainMs = 5000 } = {}) => {
      stopping = true;
      for (const slot of slots) slot.retire();
      await Promise.all([work.stop(), starts.stop(), history.stop()]);
      const drained = Promise.allSettled([...running]);
      const patience = new Promise((resolve) => setTimeout(resolve, drainMs, 'late').unref());
      if ((await Promise.race([drained, patience])) === 'late') loseAll();
      // A store that is away for good must not hold up the end of this process: the leases run out by themselves.
      await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, settings.graceMs + 5000).unref())]);
      await life.stop();
      clearInterval(fence);
      await Promise.all(slots.map((slot) => slot.close()));
      await sayGoodbye(o.store, id).catch(() => undefined);
      await unlisten();
    },
  };
}
