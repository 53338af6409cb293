import type { Label, LogLevel } from '../definition/flow-types.ts';
import type { AttemptUsage } from '../domain/slot-tally.ts';

/** One attempt, as the worker hands it to a task process. */
export interface AttemptOrder {
  tenantId: string;
  runId: string;
  flow: string;
  task: string;
  attempt: number;
  /** Shown with every write; another attempt has another one. */
  token: string;
  /** The process ends itself after so many ms, should the worker no longer be there to do it. */
  hardLimitMs: number;
  /** The trace that the worker began for this attempt. */
  traceparent?: string | undefined;
}

/** Why an attempt is told to stop. */
export type AbortReason = 'timed_out' | 'cancelled' | 'lost';

export interface StoredError {
  name: string;
  message: string;
  code?: string;
  kind?: string;
  details?: Record<string, unknown>;
  stack?: string;
}

export type ToRunner =
  | { type: 'run'; order: AttemptOrder }
  | { type: 'abort'; reason: AbortReason }
  | { type: 'written' };

/** How an attempt ended, as its own process sees it. */
export type RunnerEnd =
  | { type: 'succeeded' }
  | { type: 'superseded' }
  /** `outage`: the store was not there; not the task's fault. `final`: another try is of no use. */
  | { type: 'failed'; error: StoredError; final: boolean; outage: boolean };

export type FromRunner =
  | { type: 'ready' }
  | { type: 'log'; at: string; level: LogLevel; text: Label | string; fields?: Record<string, unknown> }
  | { type: 'progress'; percent: number; text?: Label | string }
  | { type: 'rows'; in?: number; out?: number }
  /** Asks for `written`: all that was said and printed up to the `mark`-th mark is in the store. */
  | { type: 'flush'; mark: number }
  | { type: 'end'; mark: number; end: RunnerEnd; usage: AttemptUsage };

/** A line on stdout and stderr by which the worker knows how far it has read. */
export const markLine = (token: string, mark: number): string => `\u0000griot-mark ${token} ${mark}`;
