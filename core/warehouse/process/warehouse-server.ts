import { createServer, type Server, type Socket } from 'node:net';
import { DomainError, errorMessage, isDomainError, type Logger } from '@griot/kernel';
import type { Cell } from '../engine/result-values.ts';
import { encodeFrame, frameReader } from './frames.ts';
import type { ClientFrame, OperationName, Operations, ServerFrame } from './protocol.ts';

/** What an operation gets besides its question. */
export interface CallContext {
  signal: AbortSignal;
  /** Sends rows before the answer; waits while the client does not read. */
  emit(rows: Cell[][]): Promise<void>;
  peer: Peer;
}

/** One connected client; what it holds is let go when it goes. */
export interface Peer {
  id: number;
  onClose(work: () => void): void;
}

export type Handlers = {
  [Name in OperationName]: (ask: Operations[Name]['ask'], context: CallContext) => Promise<Operations[Name]['answer']>;
};

function errorFrame(id: number, error: unknown, op: string, log: Logger): ServerFrame {
  if (isDomainError(error)) {
    const { code, kind, details, message } = error;
    return { id, error: { code, kind, details, message } };
  }
  const message = errorMessage(error);
  log.error({ op, error: message, stack: error instanceof Error ? error.stack : undefined }, 'operation failed');
  return { id, error: { code: 'warehouse.internal', kind: 'internal', message } };
}

export interface WarehouseServer {
  server: Server;
  /** Takes no more clients and lets go of those it has: what they asked for is interrupted. */
  end(): void;
}

/** Speaks the protocol on a unix socket; `onBroken` when the engine says a database can no longer be trusted. Each request can be cancelled; a lost client cancels all of its own. */
export function createWarehouseServer(handlers: Handlers, log: Logger, onBroken: () => void): WarehouseServer {
  let peers = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    peers += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    servePeer(socket, peers, handlers, log, onBroken);
  });
  return {
    server,
    end() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function servePeer(socket: Socket, peerId: number, handlers: Handlers, log: Logger, onBroken: () => void): void {
  const running = new Map<number, AbortController>();
  const closers = new Set<() => void>();
  const peer: Peer = { id: peerId, onClose: (work) => closers.add(work) };

  const send = (frame: ServerFrame): Promise<void> => {
    if (socket.destroyed) return Promise.resolve();
    if (socket.write(encodeFrame(frame))) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        socket.off('drain', done);
        socket.off('close', done);
        resolve();
      };
      socket.on('drain', done);
      socket.on('close', done);
    });
  };

  const serve = async (id: number, op: OperationName, ask: unknown): Promise<void> => {
    const stop = new AbortController();
    running.set(id, stop);
    // The last rows go with the answer: a small result is one frame.
    let held: Cell[][] | undefined;
    const emit = async (rows: Cell[][]): Promise<void> => {
      const before = held;
      held = rows;
      if (before !== undefined) await send({ id, rows: before });
    };
    try {
      const handler = handlers[op] as (ask: unknown, context: CallContext) => Promise<unknown>;
      if (handler === undefined)
        throw new DomainError({ code: 'warehouse.protocol', kind: 'internal', details: { op } });
      const answer = await handler(ask, { signal: stop.signal, emit, peer });
      await send(held === undefined ? { id, answer } : { id, answer, rows: held });
    } catch (error) {
      await send(errorFrame(id, error, op, log));
      if (isDomainError(error) && error.code === 'warehouse.broken') onBroken();
    } finally {
      running.delete(id);
    }
  };

  socket.on(
    'data',
    frameReader((message) => {
      const frame = message as ClientFrame;
      if ('cancel' in frame) running.get(frame.id)?.abort();
      else void serve(frame.id, frame.op, frame.ask);
    }),
  );
  socket.on('error', (error) => log.debug({ error: error.message }, 'a warehouse client was lost'));
  socket.on('close', () => {
    for (const stop of running.values()) stop.abort();
    for (const close of closers) close();
  });
}
