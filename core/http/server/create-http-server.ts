import type { Socket } from 'node:net';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import type { Identity } from '@griot/identity';
import { type Clock, type Logger, newId, systemClock } from '@griot/kernel';
import type { Store } from '@griot/store';
import { createFigures, type Figures } from '@griot/telemetry';
import Fastify, { type FastifyInstance } from 'fastify';
import { identityEndpoints } from '../auth/identity-endpoints.ts';
import type { MailPort } from '../auth/mail-port.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { liveEndpoint } from '../live/live-endpoint.ts';
import { createLiveHub, type LiveHub } from '../live/live-hub.ts';
import { createCatalogue, type MessageSet } from '../messages/catalogue.ts';
import { useDocumentation } from '../openapi/documentation.ts';
import { createErrorAnswer, notFound } from './answer-errors.ts';
import { createHttpMetrics } from './http-metrics.ts';
import { useJsonBodies } from './json-body.ts';
import { useOperations } from './operations.ts';
import { DEFAULT_RATE_LIMITS, type RateLimits, useRateLimits } from './rate-limits.ts';
import { registerEndpoint } from './register-endpoint.ts';
import { useSecurityHeaders } from './security-headers.ts';
import { useStaticSite } from './static-site.ts';
import { trackRequests } from './track-requests.ts';

export interface HttpServerOptions {
  identity: Identity;
  store: Store;
  log: Logger;
  /** Of hosts and applications; sign-in, users, audit and live endpoints are added here. */
  endpoints: readonly Endpoint[];
  version: string;
  clock?: Clock;
  /** Else a hub of its own. The server does not close one that it was given. */
  live?: LiveHub;
  /** Folder of the built pages. */
  publicDir?: string;
  /** Which proxies to believe about addresses and https: true = any; else addresses or networks. Default none. */
  trustProxy?: boolean | string | string[];
  /** Other origins whose pages may call the API with a bearer token. Default none. */
  corsOrigins?: readonly string[];
  /** What `/ready` asks beside the store: name → is it there. */
  readiness?: Record<string, () => Promise<boolean>>;
  /** Sentences for the applications' own error codes. */
  messages?: readonly MessageSet[];
  /** `false` switches them off (benchmarks). */
  rateLimits?: RateLimits | false;
  /** What `/metrics` tells, beside the requests counted here. Else a set of its own. */
  figures?: Figures;
  /** Lets `/metrics` be read from elsewhere than this machine, as a bearer. */
  metricsToken?: string;
  /** Delivers password reset links; without it they cannot be asked for. */
  mail?: MailPort;
  /** Longest JSON body, bytes. Default 1 MiB. */
  bodyLimit?: number;
  /** How long running requests may take once closing began. Default 10 s. */
  closeTimeoutMs?: number;
  /** Between checks of open live streams. Default 15 s. */
  heartbeatMs?: number;
}

export interface HttpServer {
  app: FastifyInstance;
  live: LiveHub;
  /** Port 0 = any free one. */
  listen(o: { port: number; host: string }): Promise<{ address: string; port: number }>;
  /** No new requests; streams end; running requests finish within `closeTimeoutMs`, then are cut. */
  close(): Promise<void>;
}

export async function createHttpServer(o: HttpServerOptions): Promise<HttpServer> {
  const clock = o.clock ?? systemClock;
  const live = o.live ?? createLiveHub({ store: o.store, log: o.log, clock });
  const figures = o.figures ?? createFigures();
  const metrics = createHttpMetrics(figures);
  const answerError = createErrorAnswer(createCatalogue(o.messages));
  const app = Fastify({
    logger: false,
    trustProxy: o.trustProxy ?? false,
    bodyLimit: o.bodyLimit ?? 1024 * 1024,
    genReqId: (request) => requestId(request.headers['x-request-id']),
    routerOptions: { maxParamLength: 500 },
    // Slow bodies hold a connection, not the server; ten minutes is a large file on a poor line.
    requestTimeout: 600_000,
    forceCloseConnections: 'idle',
    // Told by us, in the envelope.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
    clientErrorHandler: refuseMalformed,
  });
  const endpoints = [
    ...identityEndpoints(o.identity, { corsOrigins: o.corsOrigins ?? [], mail: o.mail }),
    liveEndpoint(live, o.identity, { heartbeatMs: o.heartbeatMs }),
    ...o.endpoints,
  ];
  const tracker = trackRequests(app, { log: o.log, metrics });
  app.setErrorHandler(answerError);
  useJsonBodies(app);
  await useSecurityHeaders(app, o.corsOrigins ?? []);
  await app.register(cookie);
  await app.register(multipart);
  // Brotli's default is for files made once; at 4 it is as quick as gzip and smaller.
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], brotliOptions: { params: { 1: 4 } } });
  const guard = await useRateLimits(app, o.rateLimits ?? DEFAULT_RATE_LIMITS);
  app.addHook('onRequest', (request) => guard.byAddress(request));
  for (const endpoint of endpoints) {
    registerEndpoint(app, endpoint, { identity: o.identity, store: o.store, clock, guard });
  }
  useDocumentation(app, { endpoints, version: o.version });
  useOperations(app, { store: o.store, readiness: o.readiness ?? {}, figures, metricsToken: o.metricsToken });
  const site = await useStaticSite(app, o.publicDir);
  app.setNotFoundHandler(notFound(endpoints, site));

  let closed: Promise<void> | undefined;
  const close = async () => {
    tracker.startClosing();
    if (o.live === undefined) await live.close();
    const idle = setInterval(() => tracker.closeIdle(), 100);
    const deadline = setTimeout(() => {
      tracker.abortAll();
      app.server.closeAllConnections();
    }, o.closeTimeoutMs ?? 10_000);
    try {
      await app.close();
    } finally {
      clearTimeout(deadline);
      clearInterval(idle);
    }
  };
  await app.ready();
  return {
    app,
    live,
    async listen({ port, host }) {
      const address = await app.listen({ port, host });
      return { address, port: Number(new URL(address).port) };
    },
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/** One of the caller's is kept when it is harmless, so that a trace can be followed through a proxy. */
function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : newId();
}

/** What is not even HTTP. */
function refuseMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify({
    success: false,
    error: 'La demande est mal formée.',
    code: Number.parseInt(status, 10),
    details: { code: 'http.bad_request' },
  });
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\n`;
  socket.end(`${head}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
}
