export type { BackfillInput } from './commands/backfills.ts';
export type { Retention } from './commands/prune-history.ts';
export type { Sentences, TriggerResult } from './commands/trigger-run.ts';
export { createFlows, type FlowsOptions } from './create-flows.ts';
export { defineFlow } from './definition/define-flow.ts';
export type { FlowDescription } from './definition/describe-flow.ts';
export type {
  Backoff,
  BusyPolicy,
  EndedRun,
  EventTrigger,
  FlowAfter,
  FlowDefinition,
  FlowSchedule,
  Label,
  LogLevel,
  TaskContext,
  TaskDefinition,
  TriggerEvent,
} from './definition/flow-types.ts';
export type { TriggeredBy } from './domain/engine-words.ts';
export type { RunState, TaskState } from './domain/settle-run.ts';
export type { ActOptions, Flows, ScheduleInput, TriggerOptions } from './flows.ts';
export { flowsMigrations } from './migrations.ts';
export type { EndedRunView } from './queries/ended-runs.ts';
export type { BackfillDay, BackfillSummary } from './queries/list-backfills.ts';
export type { Page, RunFilters, RunPage } from './queries/list-runs.ts';
export type { ScheduleView } from './queries/list-schedules.ts';
export type { FlowVersionView } from './queries/list-versions.ts';
export type { WaitingItem } from './queries/list-waiting.ts';
export type { RunReference } from './queries/read-chain.ts';
export type { LogFilters, LogPage, LogView } from './queries/read-logs.ts';
export { isLiving, type QueueView, type WorkerView } from './queries/read-queue.ts';
export type { AttemptView, RunView, TaskView } from './queries/read-run.ts';
export type { RunSummary } from './queries/run-shape.ts';
export { type ServeTasksOptions, serveTasks } from './runner/serve-tasks.ts';
export { FLOW_CHANGES_CHANNEL, type FlowChange, onFlowChange } from './store/announce.ts';
export { startWorker, type Worker, type WorkerOptions } from './worker/start-worker.ts';
