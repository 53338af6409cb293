import { connect, type Socket } from 'node:net';
import { DomainError, type Logger } from '@griot/kernel';
import type { Cell } from '../engine/result-values.ts';
import { encodeFrame, frameReader } from '../process/frames.ts';
import type { OperationName, Operations, ServerFrame } from '../process/protocol.ts';

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Called for each group of rows, in order. */
  onRows?(rows: Cell[][]): void;
}

interface Pending {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
  onRows: CallOptions['onRows'];
}

export function unavailable(reason: string, cause?: unknown): DomainError {
  return new DomainError({ code: 'warehouse.unavailable', kind: 'unavailable', details: { reason }, cause });
}

/** One living connection to the warehouse process; when it is lost, all calls on it fail with `warehouse.unavailable`. */
export class Channel {
  #socket: Socket;
  #pending = new Map<number, Pending>();
  #next = 1;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on(
      'data',
      frameReader((message) => this.#receive(message as ServerFrame)),
    );
    socket.on('close', () => {
      const lost = [...this.#pending.values()];
      this.#pending.clear();
      for (const call of lost) call.reject(unavailable('the warehouse process went away'));
    });
  }

  /** Resolves when the process has answered: a socket of a process that is just dying still takes connections. */
  static async open(socketPath: string, log: Logger, onClose: () => void): Promise<Channel> {
    const socket = connect(socketPath);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    socket.on('error', (error) => log.debug({ error: error.message }, 'the warehouse connection failed'));
    const channel = new Channel(socket);
    await channel.call('hello', {});
    socket.on('close', onClose);
    if (socket.destroyed) throw unavailable('the warehouse process went away');
    return channel;
  }

  async call<Name extends OperationName>(
    op: Name,
    ask: Operations[Name]['ask'],
    { signal, onRows }: CallOptions = {},
  ): Promise<Operations[Name]['answer']> {
    const socket = this.#socket;
    if (socket.destroyed) throw unavailable('the warehouse process went away');
    const id = this.#next;
    this.#next += 1;
    const cancel = (): void => {
      if (!socket.destroyed) socket.write(encodeFrame({ id, cancel: true }));
    };
    try {
      return await new Promise<Operations[Name]['answer']>((resolve, reject) => {
        this.#pending.set(id, { resolve: resolve as (answer: unknown) => void, reject, onRows });
        signal?.addEventListener('abort', cancel, { once: true });
        socket.ref();
        socket.write(encodeFrame({ id, op, ask }));
      });
    } finally {
      this.#pending.delete(id);
      // An idle connection does not keep a program alive.
      if (this.#pending.size === 0) socket.unref();
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** What the process sends waits at its end until `resume`. For a channel with one call alone. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
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
