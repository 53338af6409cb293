import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { DomainError, errorMessage, type Logger } from '@griot/kernel';
import type { Cell } from '../engine/result-values.ts';
import { encodeFrame, frameReader } from '../process/frames.ts';
import type { OperationName, Operations, ServerFrame } from '../process/protocol.ts';

export interface CallOptions {
  signal?: AbortSignal;
  /** Called for each group of rows, in order. */
  onRows?(rows: Cell[][]): void;
}

interface Pending {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
  onRows?: ((rows: Cell[][]) => void) | undefined;
}

function unavailable(reason: string, cause?: unknown): DomainError {
  return new DomainError({ code: 'warehouse.unavailable', kind: 'unavailable', details: { reason }, cause });
}

/**
 * One socket to the warehouse process, shared by all calls of this process, opened again when it was lost. Calls under way
 * when the process dies fail with `warehouse.unavailable`; a call made while it is away waits for it up to `patienceMs`.
 */
export class WarehouseConnection {
  #socketPath: string;
  #log: Logger;
  #patienceMs: number;
  #socket: Promise<Socket> | undefined;
  #pending = new Map<number, Pending>();
  #next = 1;
  #closed = false;

  constructor(o: { socketPath: string; log: Logger; patienceMs: number }) {
    this.#socketPath = o.socketPath;
    this.#log = o.log;
    this.#patienceMs = o.patienceMs;
  }

  async call<Name extends OperationName>(
    op: Name,
    ask: Operations[Name]['ask'],
    o: CallOptions = {},
  ): Promise<Operations[Name]['answer']> {
    if (this.#closed) throw unavailable('closed');
    if (o.signal?.aborted) throw new DomainError({ code: 'warehouse.cancelled', kind: 'cancelled' });
    const socket = await this.#connected();
    const id = this.#next;
    this.#next += 1;
    const cancel = (): void => {
      if (!socket.destroyed) socket.write(encodeFrame({ id, cancel: true }));
    };
    try {
      return await new Promise<Operations[Name]['answer']>((resolve, reject) => {
        this.#pending.set(id, { resolve: resolve as (answer: unknown) => void, reject, onRows: o.onRows });
        o.signal?.addEventListener('abort', cancel, { once: true });
        socket.ref();
        socket.write(encodeFrame({ id, op, ask }));
        if (o.signal?.aborted) cancel();
      });
    } finally {
      this.#pending.delete(id);
      // An idle connection does not keep a program alive.
      if (this.#pending.size === 0) socket.unref();
      o.signal?.removeEventListener('abort', cancel);
    }
  }

  close(): void {
    this.#closed = true;
    void this.#socket?.then(
      (socket) => socket.destroy(),
      () => undefined,
    );
  }

  #connected(): Promise<Socket> {
    this.#socket ??= this.#connect().catch((error: unknown) => {
      this.#socket = undefined;
      throw error;
    });
    return this.#socket;
  }

  async #connect(): Promise<Socket> {
    const until = Date.now() + this.#patienceMs;
    for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
      try {
        return await this.#open();
      } catch (error) {
        if (this.#closed || Date.now() + wait > until) throw unavailable(errorMessage(error), error);
        await pause(wait);
      }
    }
  }

  #open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.#socketPath);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        socket.on('error', (error) => this.#log.debug({ error: error.message }, 'the warehouse connection failed'));
        resolve(socket);
      });
      socket.on(
        'data',
        frameReader((message) => this.#receive(message as ServerFrame)),
      );
      socket.on('close', () => {
        if (this.#socket !== undefined) this.#socket = undefined;
        const lost = [...this.#pending.values()];
        this.#pending.clear();
        for (const call of lost) call.reject(unavailable('the warehouse process went away'));
      });
    });
  }

  #receive(frame: ServerFrame): void {
    const call = this.#pending.get(frame.id);
    if (call === undefined) return;
    if ('error' in frame) {
      call.reject(new DomainError(frame.error));
      return;
    }
    if (frame.rows !== undefined) call.onRows?.(frame.rows);
    if ('answer' in frame) call.resolve(frame.answer);
  }
}
