import type { SignedIn } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';

const REFRESH_COOKIE = 'griot_refresh';
const PATH = '/api/auth';

/** Out of reach of scripts, never sent by another site's page, only to the sign-in endpoints. */
const attributes = (request: FastifyRequest) => ({
  path: PATH,
  httpOnly: true,
  sameSite: 'strict' as const,
  // Over plain http (a first look on one's own machine) a Secure cookie would not come back.
  secure: request.protocol === 'https',
});

export function setRefreshCookie(request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn): void {
  reply.setCookie(REFRESH_COOKIE, signedIn.refreshToken, {
    ...attributes(request),
    expires: signedIn.refreshExpiresAt,
  });
}

export function clearRefreshCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(REFRESH_COOKIE, attributes(request));
}

export const readRefreshCookie = (request: FastifyRequest): string | undefined => request.cookies[REFRESH_COOKIE];

/**
 * Second lock beside SameSite, for what acts by cookie: the request must come from a page of ours. Browsers say where
 * from in `Origin` (always, on POST) or `Sec-Fetch-Site`; programs say neither, and carry no one else's cookies.
 */
export function refuseForeignOrigin(request: FastifyRequest, allowed: readonly string[]): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const foreign =
    origin !== undefined
      ? !allowed.includes(origin) && !isOwn(origin, request.host)
      : site !== undefined && site !== 'same-origin' && site !== 'none';
  if (foreign) throw new DomainError({ code: 'http.foreign_origin', kind: 'forbidden' });
}

/** `host` is what a trusted proxy says, else the Host header. */
function isOwn(origin: string, host: string | undefined): boolean {
  return !!host && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
