import type { Tx } from '@griot/store';
import type { z } from 'zod';

/** A text in both languages of the interface. */
export interface Label {
  fr: string;
  en: string;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What a task may use while one attempt of it runs, in a process of its own. */
export interface TaskContext<P = Record<string, unknown>> {
  readonly tenantId: string;
  readonly runId: string;
  readonly task: string;
  /** 1 for the first; counts on over retries, takeovers and re-runs. */
  readonly attempt: number;
  readonly parameters: P;
  /** Outputs of the tasks before this one, direct and indirect, by task name. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Fires at the timeout, at a cancellation and when this worker lost the task; after a short grace the process is killed. */
  readonly signal: AbortSignal;
  /** The same for every attempt of this task in this run: hand it to whatever can refuse a duplicate. */
  readonly idempotencyKey: string;
  /** One line of the run's log: in both languages, or plain where it is a name, a code or what another program said. */
  log(level: LogLevel, text: Label | string, fields?: Record<string, unknown>): void;
  /** `percent` from 0 to 100, and one line for people: in both languages, or plain where it is a name or a count. */
  progress(percent: number, text?: Label | string): void;
  /** Rows read and written by this attempt; later calls replace earlier ones. */
  rows(counts: { in?: number; out?: number }): void;
  /**
   * Exactly once: `effect` runs in the tenant's transaction, and the task's end is written in the same transaction.
   * Either both are there or neither, and an attempt that was given up can no longer commit
   * (`flows.attempt_superseded`). At most once per attempt, as its last act; its result becomes the task's output.
   */
  commit<T>(effect: (tx: Tx) => Promise<T>): Promise<T>;
}

/** Waits of 1, 1, 1 (`fixed`), 1, 2, 3 (`linear`) or 1, 2, 4 (`exponential`) times `ms`. */
export interface Backoff {
  kind: 'fixed' | 'linear' | 'exponential';
  /** Before the first retry. */
  ms: number;
  /** Upper bound. Default 300 000. */
  maxMs?: number;
  /** `equal`: half of the wait is sure, half is drawn (default). `full`: all of it is drawn. */
  jitter?: 'none' | 'equal' | 'full';
}

export interface TaskDefinition<P = Record<string, unknown>> {
  /** Lower case, digits, `_` and `-`; unique in its flow. */
  name: string;
  label: Label;
  dependsOn?: string[];
  /** How often a failed attempt is tried again. Default 1. */
  retries?: number;
  /** How long a retry waits. A number is the first wait in ms of an exponential one. Default 1000. */
  backoff?: number | Backoff;
  /** Labels that a worker must have to run it, beside those that the whole flow needs. */
  needs?: string[];
  /** The attempt is ended (signal, then SIGKILL) after so many ms. Default 120 000. */
  timeoutMs?: number;
  /** False for errors that a second try cannot mend: then no retry. Default: every error is tried again. */
  retryable?(error: unknown): boolean;
  /** What it resolves to is the task's output: plain JSON of at most 1 MB, or nothing. */
  run(ctx: TaskContext<P>): Promise<unknown>;
}

/** What came to its end, for the parameters of the flow after it. */
export interface EndedRun {
  runId: string;
  flow: string;
  state: 'succeeded' | 'failed' | 'cancelled';
  parameters: Record<string, unknown>;
  /** Outputs of its finished tasks, by name. */
  outputs: Readonly<Record<string, unknown>>;
}

/** This flow starts when another one has ended so. */
export interface FlowAfter {
  flow: string;
  /** Default: succeeded. */
  states?: EndedRun['state'][];
  /** Default: none. What it throws or gives wrongly is told in the log of the run before. */
  parameters?(before: EndedRun): Record<string, unknown>;
}

/** An event as its producer recorded it. */
export interface TriggerEvent {
  /** The producer's number: the same event starts a flow once. */
  id: string;
  type: string;
  key?: string | null;
  /** ISO 8601. */
  at: string;
  data: unknown;
}

export interface EventTrigger {
  /** Type of the events. */
  event: string;
  /** False lets the event pass. */
  when?(event: TriggerEvent): boolean;
  /** Default: none. */
  parameters?(event: TriggerEvent): Record<string, unknown>;
}

/** The flow can be run for each day of a range. */
export interface BackfillRule {
  /** The parameter that receives the day (`2026-11-21`). */
  day: string;
  /** Days at a time at most. Default 4. */
  maxParallel?: number;
}

export interface FlowSchedule {
  /** Five fields, or six with seconds first. */
  cron: string;
  /** IANA name; default is the tenant's own. */
  timeZone?: string;
  /** Parameters of the scheduled runs; default `{}`. `{{day}}` and `{{day-1}}` become the tick's day and the one before it. */
  parameters?: Record<string, unknown>;
  /** Ticks missed while nobody was there: none is made up for, one run for all of them (default), each of them in order. */
  catchUp?: 'none' | 'one' | 'all';
}

/**
 * What a trigger does when a run with the same concurrency key is under way: `coalesce` answers with that run,
 * `refuse` throws `flows.already_running`, `queue` keeps one run waiting behind it (further triggers answer with that one).
 */
export type BusyPolicy = 'coalesce' | 'refuse' | 'queue';

export interface FlowDefinition<P = Record<string, unknown>> {
  /** `application.flow`, for example `zones.pipeline`. */
  name: string;
  label: Label;
  description?: Label;
  /**
   * A zod object whose result is plain JSON: it is checked and frozen when the run is triggered. The form is made from it;
   * `.meta({ label: { fr, en }, help: { fr, en }, options: { value: { fr, en } }, multiline: true, hidden: true })` on its fields is for people.
   */
  parameters: z.ZodType<P>;
  schedule?: FlowSchedule;
  /** Starts by itself after these. Flows must not wait for each other in a circle. */
  after?: FlowAfter[];
  /** Starts by itself at these events. */
  triggers?: EventTrigger[];
  backfill?: BackfillRule;
  /** Labels that a worker must have to run any of its tasks. */
  needs?: string[];
  /** One run at a time per tenant, flow and key. */
  concurrencyKey?(parameters: NoInfer<P>): string;
  /** Default `coalesce`. */
  whenBusy?: BusyPolicy;
  tasks: TaskDefinition<NoInfer<P>>[];
}
