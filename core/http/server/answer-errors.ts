import { DomainError, errorMessage } from '@griot/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { toErrorAnswer } from '../errors/answer.ts';
import { type Catalogue, preferredLanguage } from '../messages/catalogue.ts';
import { createMethodFinder } from './allowed-methods.ts';
import type { StaticSite } from './static-site.ts';
import './request-state.ts';

/** Fastify's error handler: everything thrown anywhere ends here, once. */
export function createErrorAnswer(catalogue: Catalogue) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    // A request with a malformed address arrives here before any hook.
    const state: Partial<FastifyRequest['griot']> = request.griot ?? {};
    const answer = toErrorAnswer(withLimit(error, request), {
      catalogue,
      language: state.language ?? preferredLanguage(request.headers['accept-language']),
      requestId: request.id,
      path: pathOf(request.url),
    });
    if (answer.told.kind === 'internal') {
      const cause = answer.told.cause;
      state.log?.error(
        { error: errorMessage(cause), stack: cause instanceof Error ? cause.stack : undefined },
        'failed',
      );
    } else if (answer.status >= 500) {
      state.log?.warn({ code: answer.told.code, error: errorMessage(answer.told.cause ?? answer.told) }, 'not served');
    }
    // A body that was refused half-way is not read to its end: the connection goes with the answer.
    if (answer.status === 413) reply.header('connection', 'close');
    reply.headers(answer.headers).header('cache-control', 'no-store').header('x-request-id', request.id);
    reply.status(answer.status).type('application/json; charset=utf-8').send(JSON.stringify(answer.body));
  };
}

function withLimit(error: unknown, request: FastifyRequest): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return error;
  const details = { maxBytes: request.routeOptions.bodyLimit };
  return new DomainError({ code: 'http.body_too_large', kind: 'too_large', details });
}

export const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';

/** An unknown address: the pages' shell for a browser, else 405 with the possible methods, or 404. */
export function notFound(endpoints: readonly Endpoint[], site: StaticSite) {
  const methodsOf = createMethodFinder(endpoints);
  return (request: FastifyRequest, reply: FastifyReply): void => {
    if (site.fallback(request, reply)) return;
    const methods = methodsOf(pathOf(request.url));
    if (methods.length === 0) throw new DomainError({ code: 'http.route_not_found', kind: 'not_found' });
    const details = { allowed: methods.join(', ') };
    throw new DomainError({ code: 'http.method_not_allowed', kind: 'unsupported', details });
  };
}
