import { type ChildProcess, fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { AttemptUsage } from '../domain/slot-tally.ts';
import {
  type AbortReason,
  type AttemptOrder,
  type FromRunner,
  markLine,
  type RunnerEnd,
  type ToRunner,
} from '../runner/messages.ts';
import { readLines } from './read-lines.ts';

export type AttemptResult =
  | (RunnerEnd & { usage?: AttemptUsage })
  | { type: 'not_started' }
  | { type: 'died'; code: number | null; signal: string | null };

export interface AttemptListener {
  said(message: FromRunner): void;
  printed(source: 'stdout' | 'stderr', text: string): void;
  /** Resolves when all of it is stored. */
  flush(): Promise<void>;
}

const START_LIMIT_MS = 60_000;
const DRAIN_MS = 500;
/** Flags of node that would make of the task's process something else: a watcher, a test runner, a debugger's port. */
const NOT_INHERITED = /^--(watch|test|inspect)/;
/** Tasks make much that lives for a row: young objects in 4 MiB instead of 16 take 50 to 90 MiB less of a process and no more CPU. */
const YOUNG = '--max-semi-space-size=4';

/** One process that runs task attempts, one at a time. It leads a process group, so that what a task starts ends with it. */
export class TaskProcess {
  readonly #child: ChildProcess;
  readonly #ready: Promise<boolean>;
  readonly #ended: Promise<AttemptResult>;
  #listener: AttemptListener | undefined;
  #finish: ((result: AttemptResult) => void) | undefined;
  #token = '';
  /** How many marks of the current attempt each stream has shown; infinite once it has ended. */
  readonly #marks = { stdout: 0, stderr: 0 };
  #marked: (() => void) | undefined;
  /** What it printed before its first attempt: told only when it could not start. */
  #early: ['stdout' | 'stderr', string][] = [];

  constructor(runnerModule: URL) {
    this.#child = fork(runnerModule, [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
      execArgv: [...process.execArgv.filter((flag) => !NOT_INHERITED.test(flag)), YOUNG],
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => resolve({ type: 'died', code, signal }));
      this.#child.once('error', () => resolve({ type: 'died', code: null, signal: null }));
    });
    this.#ready = new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), START_LIMIT_MS);
      void this.#ended.then(() => resolve(false)).finally(() => clearTimeout(late));
      this.#child.on('message', (message: FromRunner) => {
        if (message.type === 'ready') {
          clearTimeout(late);
          resolve(true);
        } else void this.#hear(message);
      });
    });
    this.#read('stdout', this.#child.stdout);
    this.#read('stderr', this.#child.stderr);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && this.#child.connected;
  }

  /** Runs one attempt to its end, whatever that is. Never rejects. */
  async run(order: AttemptOrder, listener: AttemptListener, started: () => void): Promise<AttemptResult> {
    this.#token = order.token;
    for (const source of ['stdout', 'stderr'] as const) if (this.#marks[source] < Infinity) this.#marks[source] = 0;
    const finished = new Promise<AttemptResult>((resolve) => {
      this.#finish = resolve;
    });
    if (!(await this.#ready)) {
      this.kill();
      await this.#ended;
      await this.#readUpTo(Infinity);
      for (const [source, text] of this.#early) listener.printed(source, text);
      return { type: 'not_started' };
    }
    this.#listener = listener;
    started();
    this.#tell({ type: 'run', order });
    const result = await Promise.race([finished, this.#ended]);
    if (result.type === 'died') await this.#readUpTo(Infinity);
    this.#listener = undefined;
    return result;
  }

  abort(reason: AbortReason): void {
    this.#tell({ type: 'abort', reason });
  }

  kill(): void {
    if (this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      this.#child.kill('SIGKILL');
    }
  }

  async ended(): Promise<void> {
    await this.#ended;
  }

  async #hear(message: FromRunner): Promise<void> {
    const listener = this.#listener;
    if (message.type === 'flush') {
      await this.#readUpTo(message.mark);
      await listener?.flush();
      this.#tell({ type: 'written' });
    } else if (message.type === 'end') {
      await this.#readUpTo(message.mark);
      this.#finish?.({ ...message.end, usage: message.usage });
    } else listener?.said(message);
  }

  #tell(message: ToRunner): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Waits until both streams have shown the mark; not for long, for a process that the task started may hold them open. */
  async #readUpTo(mark: number): Promise<void> {
    const there = (): boolean => this.#marks.stdout >= mark && this.#marks.stderr >= mark;
    const until = performance.now() + DRAIN_MS;
    while (!there() && performance.now() < until) {
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, until - performance.now());
        this.#marked = () => {
          clearTimeout(late);
          resolve();
        };
      });
    }
  }

  #read(source: 'stdout' | 'stderr', stream: Readable | null): void {
    if (!stream) return;
    const shown = (mark: number): void => {
      this.#marks[source] = mark;
      this.#marked?.();
    };
    const print = (text: string): void => {
      if (this.#listener) this.#listener.printed(source, text);
      else this.#early = [...this.#early.slice(-49), [source, text]];
    };
    readLines(
      stream,
      () => shown(Infinity),
      (line) => {
        const sign = markLine(this.#token, this.#marks[source] + 1);
        const at = line.indexOf('\u0000') < 0 ? -1 : line.indexOf(sign);
        if (at !== 0 && line !== '') print(at < 0 ? line : line.slice(0, at));
        if (at >= 0) shown(this.#marks[source] + 1);
      },
    );
  }
}
