import { setTimeout as pause } from 'node:timers/promises';
import { DomainError, errorMessage, type Logger } from '@griot/kernel';
import type { OperationName, Operations } from '../process/protocol.ts';
import { type CallOptions, Channel, unavailable } from './channel.ts';
import type { EngineConnection } from './engine-connection.ts';

/**
 * The way of this process to the warehouse process: one socket shared by all calls, opened again when it was lost. Calls
 * under way when the process dies fail with `warehouse.unavailable`; one made while it is away waits up to `patienceMs`.
 */
export class WarehouseConnection implements EngineConnection {
  readonly engine = 'duckdb';
  #socketPath: string;
  #log: Logger;
  #patienceMs: number;
  #channel: Promise<Channel> | undefined;
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
    if (o.signal?.aborted) throw new DomainError({ code: 'warehouse.cancelled', kind: 'cancelled' });
    const channel = await this.#connected();
    if (o.signal?.aborted) throw new DomainError({ code: 'warehouse.cancelled', kind: 'cancelled' });
    return channel.call(op, ask, o);
  }

  lane(): Promise<Channel> {
    return this.#connect(() => {});
  }

  close(): void {
    this.#closed = true;
    void this.#channel?.then(
      (channel) => channel.close(),
      () => undefined,
    );
  }

  #connected(): Promise<Channel> {
    if (this.#channel === undefined) {
      const forget = (): void => {
        if (this.#channel === mine) this.#channel = undefined;
      };
      const mine: Promise<Channel> = this.#connect(forget);
      mine.catch(forget);
      this.#channel = mine;
    }
    return this.#channel;
  }

  async #connect(onClose: () => void): Promise<Channel> {
    const until = Date.now() + this.#patienceMs;
    for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
      if (this.#closed) throw unavailable('closed');
      try {
        return await Channel.open(this.#socketPath, this.#log, onClose);
      } catch (error) {
        if (Date.now() + wait > until) throw unavailable(errorMessage(error), error);
        await pause(wait);
      }
    }
  }
}
