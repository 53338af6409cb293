import type { Tx } from '@griot/store';
import type { BackfillInput } from './commands/backfills.ts';
import type { Retention } from './commands/prune-history.ts';
import type { Sentences, TriggerResult } from './commands/trigger-run.ts';
import type { FlowDescription } from './definition/describe-flow.ts';
import type { FlowDefinition, FlowSchedule, TriggerEvent } from './definition/flow-types.ts';
import type { TriggeredBy } from './domain/engine-words.ts';
import type { EndedRunView } from './queries/ended-runs.ts';
import type { BackfillDay, BackfillSummary } from './queries/list-backfills.ts';
import type { Page, RunFilters, RunPage } from './queries/list-runs.ts';
import type { ScheduleView } from './queries/list-schedules.ts';
import type { FlowVersionView } from './queries/list-versions.ts';
import type { WaitingItem } from './queries/list-waiting.ts';
import type { LogFilters, LogPage } from './queries/read-logs.ts';
import type { QueueView, WorkerView } from './queries/read-queue.ts';
import type { RunView } from './queries/read-run.ts';
import type { FlowChange } from './store/announce.ts';

/** Every command takes them. */
export interface ActOptions {
  /** A transaction of this tenant: what is done is there when, and only when, it commits. */
  tx?: Tx;
  /** Sentences for what is wrong with parameters (a zod error map); default English. */
  sentences?: Sentences;
}

export interface TriggerOptions extends ActOptions {
  /** A second trigger with the same key answers with the first one's run. */
  idempotencyKey?: string;
}

export interface ScheduleInput extends FlowSchedule {
  title?: string | null;
}

/** Commands and queries on flows and their runs. Everything of a tenant is seen through its own transaction. */
export interface Flows {
  /** Makes more flows known; throws `flows.name_taken`, `flows.definition_invalid` (flows that start after each other in a circle). */
  register(flows: readonly FlowDefinition[]): void;
  definitions(): readonly FlowDefinition[];
  catalogue(): FlowDescription[];

  /** Errors: `flows.unknown_flow`, `flows.parameters_invalid` (details.issues), `flows.already_running` (policy `refuse`). */
  trigger(
    tenantId: string,
    flow: string,
    parameters: unknown,
    by: TriggeredBy,
    o?: TriggerOptions,
  ): Promise<TriggerResult>;
  /** Starts what declares this event as a trigger, once per event, in the consumer's transaction. `only`: of these flows. */
  triggerByEvent(
    tx: Tx,
    tenantId: string,
    event: TriggerEvent,
    only?: (flow: FlowDefinition) => boolean,
  ): Promise<TriggerResult[]>;
  /** Types of the events that start a flow: what a consumer has to follow. */
  eventTypes(): string[];
  cancel(tenantId: string, runId: string, by: TriggeredBy, o?: ActOptions): Promise<'cancelling' | 'already_ended'>;
  /** `failed`: the same run goes on, finished tasks keep their outputs. `start`: a new run, with other parameters if given. */
  rerun(
    tenantId: string,
    runId: string,
    o: { from: 'failed' | 'start'; params?: unknown; by: TriggeredBy } & ActOptions,
  ): Promise<TriggerResult>;
  /** No further task starts. False when it was so already. */
  pauseRun(tenantId: string, runId: string, by: TriggeredBy, o?: ActOptions): Promise<boolean>;
  resumeRun(tenantId: string, runId: string, by: TriggeredBy, o?: ActOptions): Promise<boolean>;
  pauseFlow(tenantId: string, flow: string, by: TriggeredBy, o?: ActOptions): Promise<boolean>;
  resumeFlow(tenantId: string, flow: string, o?: ActOptions): Promise<boolean>;

  runs(tenantId: string, filters?: RunFilters, page?: Page): Promise<RunPage>;
  run(tenantId: string, runId: string): Promise<RunView>;
  /** Lines in the reader's language (`locale`). */
  logs(tenantId: string, runId: string, afterSeq?: number, o?: LogFilters & { limit?: number }): Promise<LogPage>;
  versions(tenantId: string, flow: string): Promise<FlowVersionView[]>;
  /** Paused flows: name, since when, by whom. */
  pauses(tenantId: string): Promise<{ flow: string; pausedAt: string; pausedBy: string }[]>;
  /** Of all tenants; see `endedRuns`. */
  endedSince(since: Date): Promise<EndedRunView[]>;

  schedules(tenantId: string): Promise<ScheduleView[]>;
  /** The next ticks of a schedule that may not exist yet. Throws `flows.schedule_invalid`. */
  previewTicks(o: { cron: string; timeZone: string; count?: number }): Date[];
  /** Idempotent: gives the tenant the schedules of these flows (default all) in its time zone. At each start, per tenant. */
  ensureSchedules(tenantId: string, o: { timeZone: string; flows?: readonly string[] }): Promise<void>;
  addSchedule(
    tenantId: string,
    flow: string,
    o: { timeZone: string; schedule: ScheduleInput } & ActOptions,
  ): Promise<{ id: string }>;
  changeSchedule(
    tenantId: string,
    id: string,
    o: { timeZone: string; schedule: ScheduleInput; version?: number } & ActOptions,
  ): Promise<void>;
  /** Back to what the flow declares. */
  resetSchedule(tenantId: string, id: string, o: { timeZone: string } & ActOptions): Promise<void>;
  removeSchedule(tenantId: string, id: string, o?: ActOptions): Promise<void>;
  pauseSchedule(tenantId: string, id: string, by: TriggeredBy, o?: ActOptions): Promise<void>;
  resumeSchedule(tenantId: string, id: string, o?: ActOptions): Promise<void>;

  startBackfill(
    tenantId: string,
    flow: string,
    input: BackfillInput,
    by: TriggeredBy,
    o?: ActOptions,
  ): Promise<{ id: string; days: number }>;
  cancelBackfill(
    tenantId: string,
    id: string,
    by: TriggeredBy,
    o?: ActOptions,
  ): Promise<'cancelling' | 'already_ended'>;
  rerunFailedDays(tenantId: string, id: string, o?: ActOptions): Promise<{ days: number }>;
  backfills(tenantId: string): Promise<BackfillSummary[]>;
  backfill(tenantId: string, id: string): Promise<BackfillSummary & { dayList: BackfillDay[] }>;

  /** Of one tenant, or of the platform. */
  queue(tenantId?: string): Promise<QueueView>;
  /** What waits in a tenant, and why. */
  waiting(tenantId: string): Promise<WaitingItem[]>;
  workers(): Promise<WorkerView[]>;
  prune(o?: Retention): Promise<{ runs: number; logLines: number }>;
  /** Every change of every tenant, from any process: for the host to push on. Returns the end of it. */
  onChange(handler: (change: FlowChange) => void): Promise<() => Promise<void>>;
}
