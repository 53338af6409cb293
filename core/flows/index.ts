export type { Retention } from './commands/prune-history.ts';
export type { TriggeredBy, TriggerResult } from './commands/trigger-run.ts';
export { createFlows, type Flows, type FlowsOptions, type TriggerOptions } from './create-flows.ts';
export { defineFlow } from './definition/define-flow.ts';
export type { FlowDescription } from './definition/describe-flow.ts';
export type {
  BusyPolicy,
  FlowDefinition,
  FlowSchedule,
  Label,
  LogLevel,
  TaskContext,
  TaskDefinition,
} from './definition/flow-types.ts';
export type { RunState, TaskState } from './domain/settle-run.ts';
export { flowsMigrations } from './migrations.ts';
export type { Page, RunFilters, RunPage } from './queries/list-runs.ts';
export type { ScheduleView } from './queries/list-schedules.ts';
export type { LogPage, LogView } from './queries/read-logs.ts';
export type { QueueView, WorkerView } from './queries/read-queue.ts';
export type { AttemptView, RunView, TaskView } from './queries/read-run.ts';
export type { RunSummary } from './queries/run-shape.ts';
export { type ServeTasksOptions, serveTasks } from './runner/serve-tasks.ts';
export { FLOW_CHANGES_CHANNEL, type FlowChange, onFlowChange } from './store/announce.ts';
export { startWorker, type Worker, type WorkerOptions } from './worker/start-worker.ts';
