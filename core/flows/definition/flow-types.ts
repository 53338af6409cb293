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
  log(level: LogLevel, text: string, fields?: Record<string, unknown>): void;
  /** `percent` from 0 to 100, and one line for people. */
  progress(percent: number, text?: string): void;
  /** Rows read and written by this attempt; later calls replace earlier ones. */
  rows(counts: { in?: number; out?: number }): void;
  /**
   * Exactly once: `effect` runs in the tenant's transaction, and the task's end is written in the same transaction.
   * Either both are there or neither, and an attempt that was given up can no longer commit
   * (`flows.attempt_superseded`). At most once per attempt, as its last act; its result becomes the task's output.
   */
  commit<T>(effect: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface TaskDefinition<P = Record<string, unknown>> {
  /** Lower case, digits, `_` and `-`; unique in its flow. */
  name: string;
  label: Label;
  dependsOn?: string[];
  /** How often a failed attempt is tried again. Default 1. */
  retries?: number;
  /** Wait before the first retry, in ms; doubles each time up to 5 min, with jitter. Default 1000. */
  backoffMs?: number;
  /** The attempt is ended (signal, then SIGKILL) after so many ms. Default 120 000. */
  timeoutMs?: number;
  /** False for errors that a second try cannot mend: then no retry. Default: every error is tried again. */
  retryable?(error: unknown): boolean;
  /** What it resolves to is the task's output: plain JSON of at most 1 MB, or nothing. */
  run(ctx: TaskContext<P>): Promise<unknown>;
}

export interface FlowSchedule {
  /** Five fields, or six with seconds first. */
  cron: string;
  /** IANA name; default is the tenant's own. */
  timeZone?: string;
  /** Parameters of the scheduled runs; default `{}`. */
  parameters?: Record<string, unknown>;
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
  /** A zod object whose result is plain JSON: it is checked and frozen when the run is triggered. */
  parameters: z.ZodType<P>;
  schedule?: FlowSchedule;
  /** One run at a time per tenant, flow and key. */
  concurrencyKey?(parameters: NoInfer<P>): string;
  /** Default `coalesce`. */
  whenBusy?: BusyPolicy;
  tasks: TaskDefinition<NoInfer<P>>[];
}
