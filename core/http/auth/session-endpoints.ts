import type { Identity } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint/define-endpoint.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { clearRefreshCookie, readRefreshCookie, refuseForeignOrigin, setRefreshCookie } from './cookie.ts';
import { loginBody, session, sessionInfo, signedInUser, toSession, toUser } from './session-schemas.ts';

const tags = ['auth'];
const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;
/** Guesses are counted by identity itself; this only spares the hashing. */
const LOGIN_LIMIT = { max: 60, windowMs: 60_000 };

/** Signing in and out. The refresh token travels in a cookie alone; the access token in the answer alone. */
export function sessionEndpoints(identity: Identity, corsOrigins: readonly string[]): Endpoint[] {
  return [
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/login',
      summary: 'Se connecter',
      tags,
      permission: 'public',
      rateLimit: LOGIN_LIMIT,
      bodyLimit: 16 * 1024,
      body: loginBody,
      data: session,
      async handler({ body, ip, raw: { request, reply } }) {
        // A page elsewhere must not be able to sign its visitor in as somebody else.
        refuseForeignOrigin(request, corsOrigins);
        const signedIn = await identity.login({ ...body, ip, userAgent: request.headers['user-agent'] });
        setRefreshCookie(request, reply, signedIn);
        return toSession(signedIn);
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/refresh',
      summary: 'Prolonger la session',
      description: 'Trades the refresh cookie for a new one and a new access token.',
      tags,
      permission: 'public',
      data: session,
      async handler({ ip, raw: { request, reply } }) {
        refuseForeignOrigin(request, corsOrigins);
        const refreshToken = readRefreshCookie(request);
        if (refreshToken === undefined) throw new DomainError({ code: 'auth.missing', kind: 'unauthenticated' });
        const userAgent = request.headers['user-agent'];
        const signedIn = await identity.refresh({ refreshToken, ip, userAgent }).catch((error: unknown) => {
          const ended = error instanceof DomainError && error.code === 'auth.session_ended';
          // A superseded token's cookie may already be another tab's new one: that one is left alone.
          if (ended) clearRefreshCookie(request, reply);
          throw error;
        });
        setRefreshCookie(request, reply, signedIn);
        return toSession(signedIn);
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/logout',
      summary: 'Se déconnecter',
      tags,
      permission: 'public',
      data: done,
      async handler({ actor, ip, raw: { request, reply } }) {
        refuseForeignOrigin(request, corsOrigins);
        const refreshToken = readRefreshCookie(request);
        if (refreshToken !== undefined) await identity.logout({ refreshToken }, ip);
        if (actor?.sessionId) await identity.logout({ sessionId: actor.sessionId }, ip);
        clearRefreshCookie(request, reply);
        return DONE;
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/auth/me',
      summary: 'Qui suis-je',
      tags,
      data: signedInUser,
      handler: ({ actor }) => toUser(actor),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/auth/tenants',
      summary: 'Mes organisations',
      tags,
      data: z.array(z.object({ id: z.uuid(), slug: z.string(), name: z.string() })),
      handler: ({ actor }) => identity.tenantsOf(actor.userId),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/switch',
      summary: 'Changer d’organisation',
      tags,
      body: z.object({ tenant: z.string().trim().min(1).max(64) }),
      data: session,
      async handler({ actor, body, ip, raw: { request, reply } }) {
        const origin = { ip, userAgent: request.headers['user-agent'] };
        const signedIn = await identity.switchTenant(actor, body.tenant, origin);
        setRefreshCookie(request, reply, signedIn);
        return toSession(signedIn);
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/auth/sessions',
      summary: 'Mes sessions ouvertes',
      tags,
      data: z.array(sessionInfo),
      async handler({ actor }) {
        const open = await identity.sessions(actor);
        return open.map((one) => ({
          ...one,
          createdAt: one.createdAt.toISOString(),
          lastSeenAt: one.lastSeenAt.toISOString(),
        }));
      },
    }),
    defineEndpoint({
      method: 'DELETE',
      path: '/api/auth/sessions',
      summary: 'Mettre fin à toutes mes autres sessions',
      tags,
      data: done,
      async handler({ actor }) {
        await identity.endOtherSessions(actor);
        return DONE;
      },
    }),
    defineEndpoint({
      method: 'DELETE',
      path: '/api/auth/sessions/:id',
      summary: 'Mettre fin à une de mes sessions',
      tags,
      params: z.object({ id: z.uuid() }),
      data: done,
      async handler({ actor, params }) {
        await identity.endSession(actor, params.id);
        return DONE;
      },
    }),
  ];
}
