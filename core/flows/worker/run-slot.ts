import { DomainError, type Logger } from '@griot/kernel';
import type { Store } from '@griot/store';
import { carriedTrace, failSpan, inRootSpan, withLogFields } from '@griot/telemetry';
import type { BadEnd } from '../domain/after-attempt.ts';
import type { SlotTally } from '../domain/slot-tally.ts';
import type { AbortReason, StoredError } from '../runner/messages.ts';
import { isStoreOutage } from '../runner/stored-error.ts';
import { AttemptJournal } from './attempt-journal.ts';
import type { ClaimedTask } from './claim-tasks.ts';
import { recordBadEnd } from './record-bad-end.ts';
import { type AttemptListener, type AttemptResult, TaskProcess } from './task-process.ts';

export interface SlotOptions {
  store: Store;
  log: Logger;
  runnerModule: URL;
  /** From the signal to SIGKILL. */
  graceMs: number;
  /** Each attempt as it ended. */
  tally: SlotTally;
  /** An idle process is kept so long for the next task. */
  idleMs: number;
}

/** A place in which one attempt runs at a time, with a process that is kept while attempts succeed. */
export class Slot {
  readonly #o: SlotOptions;
  #process: TaskProcess | undefined;
  /** The process while it runs an attempt; not while that one's end is written. */
  #working: TaskProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #claimed: ClaimedTask | undefined;
  #claimedAt = 0;
  #aborted: AbortReason | undefined;
  #kill: NodeJS.Timeout | undefined;
  #retired = false;

  constructor(o: SlotOptions) {
    this.#o = o;
  }

  get token(): string | undefined {
    return this.#claimed?.token;
  }

  /** `performance.now()` when the attempt was taken. */
  get claimedAt(): number {
    return this.#claimedAt;
  }

  get runId(): string | undefined {
    return this.#claimed?.runId;
  }

  /** Runs one attempt to its end and writes that end, unless the attempt wrote it itself. Rejects only when the store stays away. */
  run(claimed: ClaimedTask): Promise<void> {
    const { runId, flow, task, attempt, tenantId } = claimed;
    const attributes = {
      ...{ 'griot.run_id': runId, 'griot.flow': flow, 'griot.task': task, 'griot.attempt': attempt },
      'griot.tenant_id': tenantId,
    };
    return withLogFields({ tenantId, runId, task, attempt }, () =>
      inRootSpan({ name: `${flow} ${task}`, traceId: runId, attributes }, async (span) => {
        const end = await this.#run(claimed);
        span?.setAttribute('griot.end', end);
        if (end !== 'succeeded') failSpan(span, new DomainError({ code: `flows.${end}`, kind: 'internal' }));
      }),
    );
  }

  /** How it ended. */
  async #run(claimed: ClaimedTask): Promise<AttemptResult['type'] | AbortReason> {
    clearTimeout(this.#idle);
    this.#claimed = claimed;
    this.#claimedAt = performance.now();
    this.#aborted = undefined;
    const journal = new AttemptJournal(this.#o.store, this.#o.log, claimed);
    const listener = listenTo(journal);
    if (this.#process && !this.#process.alive) this.#discard();
    this.#process ??= new TaskProcess(this.#o.runnerModule);
    let timer: NodeJS.Timeout | undefined;
    this.#working = this.#process;
    const result = await this.#process.run(
      { ...claimed, hardLimitMs: claimed.timeoutMs + this.#o.graceMs + 1000, traceparent: carriedTrace() },
      listener,
      () => {
        timer = setTimeout(() => this.abort('timed_out'), claimed.timeoutMs);
      },
    );
    this.#working = undefined;
    clearTimeout(timer);
    clearTimeout(this.#kill);
    // What a failed attempt left running in its process must not go on beside the next one.
    if (result.type !== 'succeeded' || this.#aborted) this.#renew();
    this.#keep();
    await journal.flush();
    try {
      await this.#writeEnd(claimed, result);
    } finally {
      this.#claimed = undefined;
    }
    const end = result.type === 'succeeded' ? result.type : (this.#aborted ?? result.type);
    const seconds = (performance.now() - this.#claimedAt) / 1000;
    this.#o.tally.add(claimed.flow, end, seconds, 'usage' in result ? result.usage : undefined);
    return end;
  }

  /** Signal first; SIGKILL for the process and all it started after the grace, or at once for a task that is no longer ours. */
  abort(reason: AbortReason): void {
    const process = this.#working;
    if (!process || this.#aborted) return;
    this.#aborted = reason;
    process.abort(reason);
    this.#kill = setTimeout(() => process.kill(), reason === 'lost' ? 0 : this.#o.graceMs);
  }

  /** No new process is started in advance from now on. */
  retire(): void {
    this.#retired = true;
  }

  async close(): Promise<void> {
    this.#retired = true;
    clearTimeout(this.#idle);
    const process = this.#process;
    this.#discard();
    await process?.ended();
  }

  #keep(): void {
    const process = this.#process;
    this.#idle = setTimeout(() => {
      if (process === this.#process && !this.#claimed) this.#discard();
    }, this.#o.idleMs);
    this.#idle.unref();
  }

  /** The next process starts while the end of this one is written and its retry waits. */
  #renew(): void {
    this.#discard();
    if (!this.#retired) this.#process = new TaskProcess(this.#o.runnerModule);
  }

  #discard(): void {
    this.#process?.kill();
    this.#process = undefined;
  }

  async #writeEnd(claimed: ClaimedTask, result: AttemptResult): Promise<void> {
    if (result.type === 'succeeded' || result.type === 'superseded') return;
    const bad = badEnd(claimed, result, this.#aborted);
    for (let delay = 200; ; delay = Math.min(delay * 2, 5000)) {
      try {
        return await recordBadEnd(this.#o.store, { ...claimed, ...bad }, Math.random());
      } catch (error) {
        if (!isStoreOutage(error)) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}

/** Writes what an attempt says and prints into its journal. */
export function listenTo(journal: AttemptJournal): AttemptListener {
  return {
    printed: (source, text) => journal.line({ at: new Date().toISOString(), level: 'info', source, text }),
    flush: () => journal.flush(),
    said: (message) => {
      if (message.type === 'log') {
        const { at, level, text, fields } = message;
        journal.line({ at, level, source: 'task', text, ...(fields ? { fields } : {}) });
      } else if (message.type === 'progress') journal.progress({ percent: message.percent, text: message.text });
      else if (message.type === 'rows') journal.progress({ in: message.in, out: message.out });
    },
  };
}

function badEnd(
  claimed: ClaimedTask,
  result: Extract<AttemptResult, { type: 'failed' | 'died' | 'not_started' }>,
  aborted: AbortReason | undefined,
): { end: BadEnd; error: StoredError; final: boolean } {
  if (aborted === 'timed_out') {
    const message = `not finished after ${claimed.timeoutMs / 1000} s`;
    return { end: 'timed_out', error: { name: 'DomainError', code: 'flows.timed_out', message }, final: false };
  }
  if (aborted) {
    const message = aborted === 'cancelled' ? 'the run was cancelled' : 'its worker stopped or lost the task';
    return { end: aborted, error: { name: 'DomainError', code: `flows.${aborted}`, message }, final: false };
  }
  if (result.type === 'failed') {
    return { end: result.outage ? 'lost' : 'failed', error: result.error, final: result.final };
  }
  if (result.type === 'not_started') {
    const message = "the task's process could not start: see what it printed";
    return { end: 'lost', error: { name: 'DomainError', code: 'flows.process_not_started', message }, final: false };
  }
  const how = result.signal ? `signal ${result.signal}` : `exit code ${result.code}`;
  const message = `the task's process ended before the task did (${how})`;
  return { end: 'failed', error: { name: 'DomainError', code: 'flows.process_died', message }, final: false };
}
