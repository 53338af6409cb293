import { type Clock, DomainError, isUuid, type Logger } from '@griot/kernel';
import type { Store, Tx } from '@griot/store';
import { cancelRun, runNotFound } from './commands/cancel-run.ts';
import { pruneHistory, type Retention } from './commands/prune-history.ts';
import { rerunFromFailed, rerunFromStart } from './commands/rerun.ts';
import { ensureSchedules, pauseSchedule, resumeSchedule, setSchedule } from './commands/schedules.ts';
import { type TriggeredBy, type TriggerResult, triggerRun } from './commands/trigger-run.ts';
import { describeFlow, type FlowDescription } from './definition/describe-flow.ts';
import type { FlowDefinition, FlowSchedule } from './definition/flow-types.ts';
import { listRuns, type Page, type RunFilters, type RunPage } from './queries/list-runs.ts';
import { listSchedules, type ScheduleView } from './queries/list-schedules.ts';
import { type LogPage, readLogs } from './queries/read-logs.ts';
import { listWorkers, type QueueView, readQueue, type WorkerView } from './queries/read-queue.ts';
import { type RunView, readRun } from './queries/read-run.ts';
import { type FlowChange, onFlowChange } from './store/announce.ts';

export interface TriggerOptions {
  /** A second trigger with the same key answers with the first one's run. */
  idempotencyKey?: string;
  /** A transaction of this tenant: the run exists when, and only when, it commits. */
  tx?: Tx;
}

/** Commands and queries on flows and their runs. Everything of a tenant is seen through its own transaction. */
export interface Flows {
  /** Makes more flows known; two of one name throw `flows.name_taken`. */
  register(flows: readonly FlowDefinition[]): void;
  definitions(): readonly FlowDefinition[];
  catalogue(): FlowDescription[];
  /**
   * Errors: `flows.unknown_flow`, `flows.parameters_invalid` (details.issues), `flows.already_running` (policy `refuse`).
   */
  trigger(
    tenantId: string,
    flow: string,
    parameters: unknown,
    by: TriggeredBy,
    o?: TriggerOptions,
  ): Promise<TriggerResult>;
  cancel(tenantId: string, runId: string, by: TriggeredBy): Promise<'cancelling' | 'already_ended'>;
  /** `failed`: the same run goes on, finished tasks keep their outputs. `start`: a new run, with other parameters if given. */
  rerun(
    tenantId: string,
    runId: string,
    o: { from: 'failed' | 'start'; params?: unknown; by: TriggeredBy },
  ): Promise<TriggerResult>;
  runs(tenantId: string, filters?: RunFilters, page?: Page): Promise<RunPage>;
  run(tenantId: string, runId: string): Promise<RunView>;
  logs(tenantId: string, runId: string, afterSeq?: number, o?: { limit?: number; task?: string }): Promise<LogPage>;
  schedules(tenantId: string): Promise<ScheduleView[]>;
  /** Idempotent: gives the tenant the schedules of these flows (default all) in its time zone. At each start, per tenant. */
  ensureSchedules(tenantId: string, o: { timeZone: string; flows?: readonly string[] }): Promise<void>;
  setSchedule(tenantId: string, flow: string, o: { timeZone: string; schedule: FlowSchedule }): Promise<void>;
  pauseSchedule(tenantId: string, flow: string, by: TriggeredBy): Promise<void>;
  resumeSchedule(tenantId: string, flow: string): Promise<void>;
  /** Of one tenant, or of the platform. */
  queue(tenantId?: string): Promise<QueueView>;
  workers(): Promise<WorkerView[]>;
  prune(o?: Retention): Promise<{ runs: number; logLines: number }>;
  /** Every change of every tenant, from any process: for the host to push on. Returns the end of it. */
  onChange(handler: (change: FlowChange) => void): Promise<() => Promise<void>>;
}

export interface FlowsOptions {
  store: Store;
  log: Logger;
  clock: Clock;
  flows?: readonly FlowDefinition[];
}

export function createFlows(o: FlowsOptions): Flows {
  const { store, clock } = o;
  const known = new Map<string, FlowDefinition>();
  const register = (flows: readonly FlowDefinition[]): void => {
    for (const flow of flows) {
      if (known.has(flow.name)) {
        throw new DomainError({ code: 'flows.name_taken', kind: 'conflict', details: { flow: flow.name } });
      }
      known.set(flow.name, flow);
    }
  };
  const definition = (name: string): FlowDefinition => {
    const flow = known.get(name);
    if (!flow) throw new DomainError({ code: 'flows.unknown_flow', kind: 'not_found', details: { flow: name } });
    return flow;
  };
  const read = <T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    store.withTenant(tenantId, work, { readOnly: true });
  /** A text that is no id is no run's id; PostgreSQL would call it a syntax error. */
  const ofRun = <T>(runId: string, work: () => Promise<T>): Promise<T> =>
    isUuid(runId) ? work() : Promise.reject(runNotFound(runId));
  register(o.flows ?? []);

  return {
    register,
    definitions: () => [...known.values()],
    catalogue: () => [...known.values()].map(describeFlow),
    trigger: async (tenantId, name, parameters, by, options = {}) => {
      const input = { tenantId, flow: definition(name), parameters, by, idempotencyKey: options.idempotencyKey };
      return options.tx ? triggerRun(options.tx, input) : store.withTenant(tenantId, (tx) => triggerRun(tx, input));
    },
    cancel: (tenantId, runId, by) => ofRun(runId, () => store.withTenant(tenantId, (tx) => cancelRun(tx, runId, by))),
    rerun: (tenantId, runId, { from, params, by }) =>
      ofRun(runId, () =>
        store.withTenant(tenantId, async (tx) => {
          if (from === 'failed') {
            if (params === undefined) return rerunFromFailed(tx, runId, by);
            throw new DomainError({ code: 'flows.parameters_fixed', kind: 'invalid', details: { runId } });
          }
          const { flow } = await readRun(tx, tenantId, runId);
          return rerunFromStart(tx, { tenantId, runId, flow: definition(flow), parameters: params, by });
        }),
      ),
    runs: (tenantId, filters, page) => read(tenantId, (tx) => listRuns(tx, tenantId, filters, page)),
    run: (tenantId, runId) => ofRun(runId, () => read(tenantId, (tx) => readRun(tx, tenantId, runId))),
    logs: (tenantId, runId, afterSeq, options) =>
      ofRun(runId, () => read(tenantId, (tx) => readLogs(tx, tenantId, runId, afterSeq, options))),
    schedules: (tenantId) => read(tenantId, (tx) => listSchedules(tx, tenantId)),
    ensureSchedules: (tenantId, { timeZone, flows: names }) => {
      const flows = (names ?? [...known.keys()]).map(definition);
      return store.withTenant(tenantId, (tx) => ensureSchedules(tx, { tenantId, timeZone, flows, now: clock.now() }));
    },
    setSchedule: (tenantId, name, { timeZone, schedule }) =>
      store.withTenant(tenantId, (tx) =>
        setSchedule(tx, { tenantId, timeZone, flow: definition(name), schedule, now: clock.now() }),
      ),
    pauseSchedule: (tenantId, flow, by) =>
      store.withTenant(tenantId, (tx) => pauseSchedule(tx, { tenantId, flow, by })),
    resumeSchedule: (tenantId, flow) =>
      store.withTenant(tenantId, (tx) => resumeSchedule(tx, { tenantId, flow, now: clock.now() })),
    queue: (tenantId) =>
      tenantId === undefined
        ? store.withSystem((tx) => readQueue(tx))
        : read(tenantId, (tx) => readQueue(tx, tenantId)),
    workers: () => store.withSystem(listWorkers, { readOnly: true }),
    prune: (retention) => pruneHistory(store, retention),
    onChange: (handler) => onFlowChange(store, handler),
  };
}
