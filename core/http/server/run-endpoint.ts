import type { Identity } from '@griot/identity';
import { type Clock, DomainError, errorMessage } from '@griot/kernel';
import type { Store } from '@griot/store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentDisposition } from '../endpoint/define-download.ts';
import type { DataOutcome, Endpoint, FileOutcome, Incoming } from '../endpoint/endpoint.ts';
import { matchesEtag, quoteEtag } from '../endpoint/etag.ts';
import { checkKey, claimKey, type Lease, requestText } from '../idempotency/idempotency.ts';

export interface RunnerDeps {
  identity: Identity;
  store: Store;
  clock: Clock;
}

/**
 * Runs an endpoint for a request that was let in, and writes its answer. It never resolves with the reply: a reply is
 * a thenable, and each layer that returned it would hang listeners on the response.
 */
export async function runEndpoint(
  deps: RunnerDeps,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const timer = startTimer(endpoint, request);
  try {
    const lease = await claimIfAsked(deps, endpoint, request, reply);
    if (lease === 'repeated') return;
    try {
      const outcome = await endpoint.run(toIncoming(endpoint, request, reply, lease));
      if (outcome.kind === 'taken') return;
      if (outcome.kind === 'file') return sendFile(request, reply, outcome);
      const body = envelope(outcome.data, outcome.message);
      // The work is done whatever happens to its record: the caller gets the answer.
      await lease?.keep({ status: outcome.status, body }).catch((error: unknown) => {
        request.griot.log.warn({ error: errorMessage(error) }, 'idempotent answer not kept');
      });
      return sendData(endpoint, request, reply, outcome, body);
    } catch (error) {
      await lease?.release().catch(() => {});
      throw request.griot.abort.signal.aborted ? abortedBy(request.griot.abort.signal, error) : error;
    }
  } finally {
    clearTimeout(timer);
  }
}

const envelope = (data: unknown, message: string | undefined): string =>
  JSON.stringify(message === undefined ? { success: true, data } : { success: true, data, message });

function startTimer(endpoint: Endpoint, request: FastifyRequest): NodeJS.Timeout | undefined {
  if (endpoint.timeoutMs === undefined) return undefined;
  const error = new DomainError({ code: 'http.timeout', kind: 'timeout' });
  return setTimeout(() => request.griot.abort.abort(error), endpoint.timeoutMs);
}

/** A handler that stops because it was told to throws whatever; the caller is told why it was told. */
function abortedBy(signal: AbortSignal, error: unknown): unknown {
  if (error instanceof DomainError) return error;
  return signal.reason instanceof DomainError
    ? signal.reason
    : new DomainError({ code: 'http.cancelled', kind: 'cancelled', cause: error });
}

async function claimIfAsked(
  deps: RunnerDeps,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Lease | undefined | 'repeated'> {
  const key = request.headers['idempotency-key'];
  const { actor, log, abort } = request.griot;
  if (!endpoint.idempotent || key === undefined || !actor) return undefined;
  const claim = await claimKey(
    { ...deps, log },
    {
      actor,
      key: checkKey(String(key)),
      hash: deps.identity.fingerprint(requestText(request)),
      signal: abort.signal,
    },
  );
  if (claim.kind === 'run') return claim.lease;
  reply.header('idempotency-replayed', 'true').header('cache-control', 'no-store');
  reply.status(claim.answer.status).type('application/json; charset=utf-8').send(claim.answer.body);
  return 'repeated';
}

function toIncoming(
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  lease: Lease | undefined,
): Incoming {
  const { actor, language, log, abort } = request.griot;
  return {
    actor,
    language,
    log,
    requestId: request.id,
    signal: abort.signal,
    ip: request.ip,
    ifNoneMatch: request.headers['if-none-match'],
    params: request.params,
    query: request.query,
    body: request.body,
    raw: { request, reply },
    async remember(tx, data, status = 200) {
      if (!lease || !endpoint.data) return;
      await lease.keep({ status, body: envelope(await endpoint.data.parseAsync(data), undefined) }, tx);
    },
  };
}

function sendData(
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: DataOutcome,
  body: string,
): void {
  reply.headers(outcome.headers);
  // Kept by the caller alone, and asked for again each time: what it may see can change with its rights.
  const cacheable = endpoint.cache === 'generation' || outcome.etag !== undefined;
  reply.header('cache-control', cacheable ? 'private, no-cache' : 'no-store');
  if (outcome.etag !== undefined) {
    reply.header('etag', quoteEtag(outcome.etag)).header('vary', 'authorization, accept-language');
    if (request.method === 'GET' && matchesEtag(request.headers['if-none-match'], outcome.etag)) {
      reply.status(304).send();
      return;
    }
  }
  reply.status(outcome.status).type('application/json; charset=utf-8').send(body);
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: FileOutcome): void {
  reply.header('cache-control', file.etag === undefined ? 'no-store' : 'private, no-cache');
  if (file.etag !== undefined) {
    reply.header('etag', quoteEtag(file.etag)).header('vary', 'authorization');
    if (matchesEtag(request.headers['if-none-match'], file.etag)) {
      file.stream.destroy();
      reply.status(304).send();
      return;
    }
  }
  if (file.filename !== undefined) reply.header('content-disposition', contentDisposition(file.filename));
  if (file.length !== undefined) reply.header('content-length', file.length);
  reply.raw.once('close', () => file.stream.destroy());
  reply.type(file.contentType).send(file.stream);
}
