import { timingSafeEqual } from 'node:crypto';
import { DomainError, sha256Hex } from '@griot/kernel';
import type { Store } from '@griot/store';
import type { Figures } from '@griot/telemetry';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bearerOf } from './authorise.ts';

const CHECK_TIMEOUT_MS = 5000;

/** For machines that watch: `/health` (the process answers), `/ready` (what it needs is there), `/metrics`. */
export function useOperations(
  app: FastifyInstance,
  o: {
    store: Store;
    readiness: Record<string, () => Promise<boolean>>;
    figures: Figures;
    metricsToken: string | undefined;
  },
): void {
  app.get('/health', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { success: true, data: { status: 'up' } };
  });
  app.get('/ready', async (_request, reply) => {
    const checks = { store: async () => (await o.store.health()).ok, ...o.readiness };
    const answers = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await within(check)] as const),
    );
    const ready = answers.every(([, ok]) => ok);
    reply.status(ready ? 200 : 503).header('cache-control', 'no-store');
    const data = { status: ready ? 'ready' : 'not_ready', checks: Object.fromEntries(answers) };
    return ready
      ? { success: true, data }
      : { success: false, error: 'Le service n’est pas prêt.', code: 503, details: data };
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, o.metricsToken))
      throw new DomainError({ code: 'auth.missing', kind: 'unauthenticated' });
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await o.figures.text());
  });
}

/** A check that throws or hangs is a "no"; why is for its own logs. */
async function within(check: () => Promise<boolean>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, CHECK_TIMEOUT_MS, false).unref());
  return Promise.race([check().catch(() => false), late]);
}

/** From this machine, when no proxy stands between; or with the token. */
function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  const given = bearerOf(request);
  if (token !== undefined) {
    return given !== undefined && timingSafeEqual(Buffer.from(sha256Hex(given)), Buffer.from(sha256Hex(token)));
  }
  const proxied = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !proxied && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '127.0.0.1');
}
