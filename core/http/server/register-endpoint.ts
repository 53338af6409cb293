import type { FastifyInstance } from 'fastify';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { preferredLanguage } from '../messages/catalogue.ts';
import { authorise } from './authorise.ts';
import { inRequest } from './in-request.ts';
import type { RateGuard } from './rate-limits.ts';
import { type RunnerDeps, runEndpoint } from './run-endpoint.ts';

/** Who asks is settled before a byte of the body is read. */
export function registerEndpoint(
  app: FastifyInstance,
  endpoint: Endpoint,
  deps: RunnerDeps & { guard: RateGuard },
): void {
  const ownLimit =
    endpoint.rateLimit && deps.guard.forEndpoint(`${endpoint.method} ${endpoint.path}`, endpoint.rateLimit);
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    ...(endpoint.bodyLimit === undefined ? {} : { bodyLimit: endpoint.bodyLimit }),
    ...(endpoint.kind === 'stream' ? { compress: false as const, exposeHeadRoute: false } : {}),
    onRequest: async (request) => {
      const state = request.griot;
      state.isStream = endpoint.kind === 'stream';
      state.actor = await authorise(deps.identity, request, endpoint.permission);
      if (state.actor) {
        const { userId, tenantId, locale } = state.actor;
        state.log = state.log.child({ userId, tenantId });
        state.language = preferredLanguage(request.headers['accept-language'], locale);
        // The one place where the language of an answer is settled: whatever reads the actor speaks as the page does.
        state.actor = { ...state.actor, locale: state.language };
        await deps.guard.byUser(request);
      }
      await ownLimit?.(request);
    },
    handler(request, reply) {
      inRequest(endpoint, request, reply, () => runEndpoint(deps, endpoint, request, reply)).catch((error: unknown) =>
        reply.send(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
}
