import type { Socket } from 'node:net';
import { DomainError, type Logger } from '@griot/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { preferredLanguage } from '../messages/catalogue.ts';
import { pathOf } from './answer-errors.ts';
import type { HttpMetrics } from './http-metrics.ts';
import './request-state.ts';

export interface RequestTracker {
  /** Ends streams; running requests go on. */
  startClosing(): void;
  /**
   * Closes connections without a running request. Node's own way leaves out those that became idle after the server
   * began to close and those that browsers opened in advance and never used.
   */
  closeIdle(): void;
  /** Tells what still runs to stop. */
  abortAll(): void;
}

/** Quiet addresses: asked every few seconds by machines. */
const UNLOGGED = new Set(['/health', '/ready', '/metrics']);

/**
 * Gives every request its state, number, log and abort signal, and writes one line when it is answered: never the
 * query, the body, a header or a token.
 */
export function trackRequests(app: FastifyInstance, o: { log: Logger; metrics: HttpMetrics }): RequestTracker {
  const running = new Set<FastifyRequest>();
  const sockets = new Set<Socket>();
  let closing = false;

  app.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  app.decorateRequest('griot');
  app.addHook('onRequest', async (request, reply) => {
    const abort = new AbortController();
    request.griot = {
      actor: null,
      language: preferredLanguage(request.headers['accept-language']),
      log: o.log.child({ requestId: request.id }),
      startedAt: performance.now(),
      abort,
      isStream: false,
    };
    running.add(request);
    o.metrics.started();
    reply.header('x-request-id', request.id);
    reply.raw.once('close', () => {
      running.delete(request);
      // Ended by us, or left by the caller.
      const answered = reply.raw.writableEnded;
      if (!answered) abort.abort();
      finish(request, answered ? reply.raw.statusCode : 499);
    });
  });

  // On connections that were open before. A process manager that asks for its health hears that it is on its way out.
  app.addHook('onRequest', async () => {
    if (closing)
      throw new DomainError({ code: 'http.closing', kind: 'unavailable', details: { retryAfterSeconds: 2 } });
  });

  // A connection kept alive would keep the closing server open.
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });

  const finish = (request: FastifyRequest, status: number) => {
    const { log, startedAt } = request.griot;
    const ms = performance.now() - startedAt;
    const route = request.routeOptions.url ?? 'unknown';
    o.metrics.finished({ method: request.method, route, status, seconds: ms / 1000 });
    if (UNLOGGED.has(route)) return;
    const path = pathOf(request.url);
    const fields = { method: request.method, route, path, status, ms: Math.round(ms * 10) / 10, ip: request.ip };
    if (status >= 500) log.error(fields, 'request');
    else log.info(fields, 'request');
  };

  return {
    startClosing() {
      closing = true;
      for (const request of running) if (request.griot.isStream) request.griot.abort.abort();
    },
    closeIdle() {
      const busy = new Set([...running].map((request) => request.raw.socket));
      for (const socket of sockets) if (!busy.has(socket)) socket.destroySoon();
    },
    abortAll() {
      for (const request of running) request.griot.abort.abort();
    },
  };
}
