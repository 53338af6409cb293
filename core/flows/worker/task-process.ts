import { type ChildProcess, fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type AbortReason, type AttemptOrder, endMark, type FromRunner, type ToRunner } from '../runner/messages.ts';
import { readLines } from './read-lines.ts';

export type AttemptResult =
  | Extract<FromRunner, { type: 'succeeded' | 'superseded' | 'failed' }>
  | { type: 'died'; code: number | null; signal: string | null };

export interface AttemptListener {
  message(message: FromRunner): void;
  printed(source: 'stdout' | 'stderr', text: string): void;
}

const START_LIMIT_MS = 60_000;
const DRAIN_MS = 500;

/** One process that runs task attempts, one at a time. It leads a process group, so that what a task starts ends with it. */
export class TaskProcess {
  readonly #child: ChildProcess;
  readonly #ready: Promise<boolean>;
  readonly #ended: Promise<AttemptResult>;
  #listener: AttemptListener | undefined;
  #finish: ((result: AttemptResult) => void) | undefined;
  #marks = 0;
  #drained: (() => void) | undefined;
  #mark = '';

  constructor(runnerModule: URL, listener: AttemptListener) {
    this.#listener = listener;
    this.#child = fork(runnerModule, [], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true });
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
        } else this.#hear(message);
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
    this.#listener = listener;
    this.#marks = 0;
    this.#mark = endMark(order.token);
    const finished = new Promise<AttemptResult>((resolve) => {
      this.#finish = resolve;
    });
    if (!(await this.#ready)) {
      this.kill();
      const end = await this.#ended;
      await this.#drain();
      return end;
    }
    started();
    this.#tell({ type: 'run', order });
    const result = await Promise.race([finished, this.#ended]);
    await this.#drain();
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

  #hear(message: FromRunner): void {
    if (message.type === 'succeeded' || message.type === 'superseded' || message.type === 'failed')
      this.#finish?.(message);
    else this.#listener?.message(message);
  }

  #tell(message: ToRunner): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Waits until all that the attempt printed has been read: both streams show the mark, or have ended. */
  async #drain(): Promise<void> {
    if (this.#marks >= 2) return;
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, DRAIN_MS);
      this.#drained = () => {
        clearTimeout(late);
        resolve();
      };
    });
    this.#drained = undefined;
  }

  #read(source: 'stdout' | 'stderr', stream: Readable | null): void {
    if (!stream) return;
    const seen = (): void => {
      this.#marks += 1;
      if (this.#marks >= 2) this.#drained?.();
    };
    readLines(stream, seen, (line) => {
      const at = this.#mark === '' ? -1 : line.indexOf(this.#mark);
      const text = at < 0 ? line : line.slice(0, at);
      if (text !== '') this.#listener?.printed(source, text);
      if (at >= 0) seen();
    });
  }
}
