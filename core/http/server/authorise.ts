import type { Actor, Identity } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { FastifyRequest } from 'fastify';

/** The token of `Authorization: Bearer …`. Tokens are accepted nowhere else: not in addresses, not in cookies. */
export function bearerOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  const match = /^Bearer ([A-Za-z0-9._~+/=-]{1,4096})$/i.exec(request.headers.authorization ?? '');
  return match?.[1];
}

/**
 * Who asks, if they may. On a public endpoint a good token names the actor and a bad one is as none. Throws
 * `auth.missing`, what `identity.authenticate` throws, `auth.second_factor_needed` or `auth.forbidden`.
 */
export async function authorise(
  identity: Identity,
  request: Pick<FastifyRequest, 'headers'>,
  permission: string,
): Promise<Actor | null> {
  const bearer = bearerOf(request);
  if (permission === 'public') {
    return bearer === undefined ? null : identity.authenticate(bearer).catch(() => null);
  }
  if (bearer === undefined) throw new DomainError({ code: 'auth.missing', kind: 'unauthenticated' });
  const actor = await identity.authenticate(bearer);
  if (permission === 'authenticated') return actor;
  if (actor.mustEnrolSecondFactor) throw new DomainError({ code: 'auth.second_factor_needed', kind: 'forbidden' });
  identity.require(actor, permission);
  return actor;
}
