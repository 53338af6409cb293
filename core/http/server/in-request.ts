import { DomainError } from '@griot/kernel';
import { currentTraceId, failSpan, inRootSpan, withLogFields } from '@griot/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { STATUS } from '../errors/answer.ts';

/** The handler's work as a span of the caller's trace (`traceparent`), and the request's number on whatever is logged in it. */
export async function inRequest(
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<void>,
): Promise<void> {
  const { actor } = request.griot;
  const attributes = {
    'http.request.method': endpoint.method,
    'http.route': endpoint.path,
    'griot.request_id': request.id,
    ...(actor ? { 'griot.tenant_id': actor.tenantId } : {}),
  };
  const { traceparent } = request.headers;
  const parent = typeof traceparent === 'string' ? traceparent : undefined;
  const name = `${endpoint.method} ${endpoint.path}`;
  let failure: { error: unknown } | undefined;
  const fields = { requestId: request.id, ...(actor ? { tenantId: actor.tenantId } : {}) };
  await withLogFields(fields, () =>
    inRootSpan({ name, kind: 'server', attributes, parent }, async (span) => {
      const traceId = currentTraceId();
      if (traceId) request.griot.log = request.griot.log.child({ traceId });
      await work().catch((error: unknown) => {
        failure = { error };
      });
      const status = failure ? statusOf(failure.error) : reply.statusCode;
      span?.setAttribute('http.response.status_code', status);
      // A refusal is an answer; only our own troubles are errors of the server's span.
      if (failure && status >= 500) failSpan(span, failure.error);
    }),
  );
  if (failure) throw failure.error;
}

const statusOf = (error: unknown): number => (error instanceof DomainError ? STATUS[error.kind] : 500);
