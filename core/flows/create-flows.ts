import { type Clock, DomainError, isUuid, type Logger } from '@griot/kernel';
import type { Store, Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { backfillNotFound, cancelBackfill, rerunFailedDays, startBackfill } from './commands/backfills.ts';
import { cancelRun, runNotFound } from './commands/cancel-run.ts';
import { ticksOf } from './commands/checked-schedule.ts';
import * as schedules from './commands/edit-schedules.ts';
import { ensureSchedules } from './commands/ensure-schedules.ts';
import { pauseFlow, pauseRun, resumeFlow, resumeRun } from './commands/pause.ts';
import { pruneHistory } from './commands/prune-history.ts';
import { rerunFromFailed, rerunFromStart } from './commands/rerun.ts';
import { eventTypesOf, triggerByEvent } from './commands/trigger-by-event.ts';
import { triggerRun } from './commands/trigger-run.ts';
import { describeFlow } from './definition/describe-flow.ts';
import type { FlowDefinition } from './definition/flow-types.ts';
import type { Flows } from './flows.ts';
import { endedRuns } from './queries/ended-runs.ts';
import { listBackfills, readBackfill } from './queries/list-backfills.ts';
import { listPauses } from './queries/list-pauses.ts';
import { listRuns } from './queries/list-runs.ts';
import { listSchedules } from './queries/list-schedules.ts';
import { listVersions } from './queries/list-versions.ts';
import { listWaiting } from './queries/list-waiting.ts';
import { readLogs } from './queries/read-logs.ts';
import { isLiving, listWorkers, readQueue } from './queries/read-queue.ts';
import { readRun } from './queries/read-run.ts';
import { flowRegistry } from './registry.ts';
import { onFlowChange } from './store/announce.ts';

export interface FlowsOptions {
  store: Store;
  log: Logger;
  clock: Clock;
  flows?: readonly FlowDefinition[];
}

export function createFlows(o: FlowsOptions): Flows {
  const { store, clock } = o;
  const { register, definition, all } = flowRegistry();
  register(o.flows ?? []);
  const read = <T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    store.withTenant(tenantId, work, { readOnly: true });
  const act = <T>(
    tenantId: string,
    options: { tx?: Tx | undefined } | undefined,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> => (options?.tx ? work(options.tx) : store.withTenant(tenantId, work));
  /** A text that is no id is nothing's id; PostgreSQL would call it a syntax error. */
  const known = <T>(id: string, missing: (id: string) => DomainError, work: () => Promise<T>): Promise<T> =>
    isUuid(id) ? work() : Promise.reject(missing(id));
  const ofRun = <T>(id: string, work: () => Promise<T>): Promise<T> => known(id, runNotFound, work);
  const ofSchedule = <T>(id: string, work: () => Promise<T>): Promise<T> => known(id, schedules.scheduleNotFound, work);
  const ofBackfill = <T>(id: string, work: () => Promise<T>): Promise<T> => known(id, backfillNotFound, work);
  const flowOfSchedule = async (tx: Tx, tenantId: string, id: string): Promise<FlowDefinition> => {
    const { rows } = await tx.execute<{ flow: string }>(
      sql`SELECT flow FROM flow_schedules WHERE id = ${id} AND tenant_id = ${tenantId}`,
    );
    if (!rows[0]) throw schedules.scheduleNotFound(id);
    return definition(rows[0].flow);
  };

  return {
    register,
    definitions: () => [...all()],
    catalogue: () => all().map(describeFlow),

    trigger: async (tenantId, name, parameters, by, { tx, ...options } = {}) => {
      const input = { tenantId, flow: definition(name), parameters, by, ...options };
      return act(tenantId, { tx }, (own) => triggerRun(own, input));
    },
    triggerByEvent: (tx, tenantId, event, only = () => true) =>
      triggerByEvent(tx, { tenantId, event, flows: all().filter(only) }),
    eventTypes: () => eventTypesOf(all()),
    cancel: (tenantId, runId, by, options) =>
      ofRun(runId, () => act(tenantId, options, (tx) => cancelRun(tx, runId, by))),
    rerun: (tenantId, runId, { from, params, by, sentences, ...options }) =>
      ofRun(runId, () =>
        act(tenantId, options, async (tx) => {
          if (from === 'failed') {
            if (params === undefined) return rerunFromFailed(tx, runId, by);
            throw new DomainError({ code: 'flows.parameters_fixed', kind: 'invalid', details: { runId } });
          }
          const { flow } = await readRun(tx, tenantId, runId);
          return rerunFromStart(tx, { tenantId, runId, flow: definition(flow), parameters: params, by, sentences });
        }),
      ),
    pauseRun: (tenantId, runId, by, options) =>
      ofRun(runId, () => act(tenantId, options, (tx) => pauseRun(tx, runId, by))),
    resumeRun: (tenantId, runId, by, options) =>
      ofRun(runId, () => act(tenantId, options, (tx) => resumeRun(tx, runId, by))),
    pauseFlow: async (tenantId, flow, by, options) =>
      act(tenantId, options, (tx) => pauseFlow(tx, { tenantId, flow: definition(flow).name, by })),
    resumeFlow: async (tenantId, flow, options) =>
      act(tenantId, options, (tx) => resumeFlow(tx, { tenantId, flow: definition(flow).name })),

    runs: (tenantId, filters, page) => read(tenantId, (tx) => listRuns(tx, tenantId, filters, page)),
    run: (tenantId, runId) => ofRun(runId, () => read(tenantId, (tx) => readRun(tx, tenantId, runId))),
    logs: (tenantId, runId, afterSeq, options) =>
      ofRun(runId, () => read(tenantId, (tx) => readLogs(tx, tenantId, runId, afterSeq, options))),
    versions: async (tenantId, flow) => read(tenantId, (tx) => listVersions(tx, tenantId, definition(flow).name)),
    pauses: (tenantId) => read(tenantId, (tx) => listPauses(tx, tenantId)),
    endedSince: (since) => endedRuns(store, since),

    schedules: (tenantId) => read(tenantId, (tx) => listSchedules(tx, tenantId)),
    previewTicks: ({ cron, timeZone, count = 5 }) => ticksOf('', cron, timeZone, clock.now(), Math.min(count, 50)),
    ensureSchedules: async (tenantId, { timeZone, flows: names }) => {
      const flows = names?.map(definition) ?? all();
      return store.withTenant(tenantId, (tx) => ensureSchedules(tx, { tenantId, timeZone, flows, now: clock.now() }));
    },
    addSchedule: async (tenantId, name, { tx, ...input }) =>
      act(tenantId, { tx }, (own) =>
        schedules.addSchedule(own, { ...input, tenantId, flow: definition(name), now: clock.now() }),
      ),
    changeSchedule: (tenantId, id, { tx, ...input }) =>
      ofSchedule(id, () =>
        act(tenantId, { tx }, async (own) => {
          const flow = await flowOfSchedule(own, tenantId, id);
          return schedules.changeSchedule(own, { ...input, tenantId, id, flow, now: clock.now() });
        }),
      ),
    resetSchedule: (tenantId, id, { tx, timeZone }) =>
      ofSchedule(id, () =>
        act(tenantId, { tx }, async (own) => {
          const flow = await flowOfSchedule(own, tenantId, id);
          return schedules.resetSchedule(own, { tenantId, id, timeZone, flow, now: clock.now() });
        }),
      ),
    removeSchedule: (tenantId, id, options) =>
      ofSchedule(id, () => act(tenantId, options, (tx) => schedules.removeSchedule(tx, { tenantId, id }))),
    pauseSchedule: (tenantId, id, by, options) =>
      ofSchedule(id, () => act(tenantId, options, (tx) => schedules.pauseSchedule(tx, { tenantId, id, by }))),
    resumeSchedule: (tenantId, id, options) =>
      ofSchedule(id, () =>
        act(tenantId, options, (tx) => schedules.resumeSchedule(tx, { tenantId, id, now: clock.now() })),
      ),

    startBackfill: async (tenantId, name, input, by, { tx, sentences } = {}) =>
      act(tenantId, { tx }, (own) => startBackfill(own, { tenantId, flow: definition(name), input, by, sentences })),
    cancelBackfill: (tenantId, id, by, options) =>
      ofBackfill(id, () => act(tenantId, options, (tx) => cancelBackfill(tx, { tenantId, id, by }))),
    rerunFailedDays: (tenantId, id, options) =>
      ofBackfill(id, () => act(tenantId, options, (tx) => rerunFailedDays(tx, { tenantId, id }))),
    backfills: (tenantId) => read(tenantId, (tx) => listBackfills(tx, tenantId)),
    backfill: (tenantId, id) => ofBackfill(id, () => read(tenantId, (tx) => readBackfill(tx, tenantId, id))),

    queue: (tenantId) =>
      tenantId === undefined
        ? store.withSystem((tx) => readQueue(tx))
        : read(tenantId, (tx) => readQueue(tx, tenantId)),
    waiting: async (tenantId) => {
      const workers = await store.withSystem(listWorkers, { readOnly: true });
      const labels = workers.filter(isLiving).map((worker) => worker.labels);
      return read(tenantId, (tx) => listWaiting(tx, tenantId, labels));
    },
    workers: () => store.withSystem(listWorkers, { readOnly: true }),
    prune: (retention) => pruneHistory(store, retention),
    onChange: (handler) => onFlowChange(store, handler),
  };
}
