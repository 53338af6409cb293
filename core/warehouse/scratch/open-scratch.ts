import { type ChildProcess, fork } from 'node:child_process';
import { DomainError } from '@griot/kernel';
import type { ScratchAnswer, ScratchAsk, ScratchQuery, ScratchSaid, ScratchTable } from './scratch-protocol.ts';

export interface ScratchOptions {
  tables: readonly ScratchTable[];
  /** Of the database, in DuckDB's form. Default `256MB`; nothing spills to a disk. */
  memoryLimit?: string;
  /** Milliseconds that reading the files may take. Default 20 000. */
  openTimeoutMs?: number;
}

/** A database of its own over a few files: in memory, in a process of its own, gone when it is closed. */
export interface Scratch {
  /**
   * One SELECT over its tables and harmless functions. Default limits: 10 000 rows, 10 seconds; a question that takes longer
   * ends the whole session. Throws `warehouse.sql_refused`, `warehouse.query_failed`, `warehouse.out_of_memory`,
   * `warehouse.timeout`, `warehouse.cancelled`.
   */
  query(
    sql: string,
    params?: readonly unknown[],
    o?: { timeoutMs?: number; maxRows?: number; signal?: AbortSignal },
  ): Promise<ScratchAnswer>;
  /** False once it is closed, was ended by a limit or died: what is asked then throws `warehouse.cancelled`. */
  readonly alive: boolean;
  close(): void;
}

const ENTRY = new URL('./scratch-process.ts', import.meta.url);

/**
 * Opens a session over clean files. Its process has no setting of ours in its environment, reads the files, then closes
 * itself to all files, extensions and settings; SIGKILL ends it, whatever it is doing.
 */
export async function openScratch(o: ScratchOptions): Promise<Scratch> {
  const child = fork(ENTRY, [], {
    env: {},
    execArgv: ['--max-old-space-size=192'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('error', () => {});
  const session = new ScratchSession(child);
  const { tables, memoryLimit = '256MB' } = o;
  try {
    await session.ask({ open: { tables, memoryLimit } }, o.openTimeoutMs ?? 20_000);
  } catch (error) {
    session.close();
    throw error;
  }
  return session;
}

class ScratchSession implements Scratch {
  readonly #child: ChildProcess;
  #ended = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(child: ChildProcess) {
    this.#child = child;
    child.once('exit', () => {
      this.#ended = true;
    });
    // A session without a question does not keep a program alive.
    child.unref();
    child.channel?.unref();
  }

  get alive(): boolean {
    return !this.#ended;
  }

  close(): void {
    if (!this.#ended) this.#child.kill('SIGKILL');
    this.#ended = true;
  }

  async query(
    sql: string,
    params: readonly unknown[] = [],
    o: { timeoutMs?: number; maxRows?: number; signal?: AbortSignal } = {},
  ): Promise<ScratchAnswer> {
    const query: ScratchQuery = { sql, params, maxRows: o.maxRows ?? 10_000 };
    const answer = await this.ask({ query }, o.timeoutMs ?? 10_000, o.signal);
    return answer ?? { columns: [], rows: [], truncated: false };
  }

  /** One after the other: the session has one thread. */
  ask(ask: ScratchAsk, timeoutMs: number, signal?: AbortSignal): Promise<ScratchAnswer | null> {
    const turn = this.#last.then(() => this.#one(ask, timeoutMs, signal));
    this.#last = turn.catch(() => {});
    return turn;
  }

  #one(ask: ScratchAsk, timeoutMs: number, signal?: AbortSignal): Promise<ScratchAnswer | null> {
    const child = this.#child;
    const gone = () => new DomainError({ code: 'warehouse.cancelled', kind: 'cancelled' });
    if (this.#ended || signal?.aborted) return Promise.reject(gone());
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        child.off('message', said).off('exit', exited);
        signal?.removeEventListener('abort', aborted);
        child.unref();
        child.channel?.unref();
        act();
      };
      const said = (message: ScratchSaid) =>
        settle(() => (message.ok ? resolve(message.answer) : reject(new DomainError(message.error))));
      // Its memory is bounded by the engine and by the runtime: a process that dies of it was asked for too much.
      const exited = () =>
        settle(() => reject(new DomainError({ code: 'warehouse.out_of_memory', kind: 'too_large', details: {} })));
      const end = (error: DomainError) =>
        settle(() => {
          this.close();
          reject(error);
        });
      const aborted = () => end(gone());
      const timer = setTimeout(
        () => end(new DomainError({ code: 'warehouse.timeout', kind: 'timeout', details: { timeoutMs } })),
        timeoutMs,
      );
      child.ref();
      child.channel?.ref();
      child.once('message', said).once('exit', exited);
      signal?.addEventListener('abort', aborted, { once: true });
      child.send(ask, (error) => error && settle(() => reject(gone())));
    });
  }
}
