import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import type { Actor } from '../actor.ts';
import { authenticateApiToken } from '../api-tokens/authenticate-api-token.ts';
import type { IdentityContext } from '../context.ts';
import { epochMs, firstRow } from '../store/rows.ts';
import { loadMembership, toActor } from '../tenants/load-member.ts';
import { type AccessClaims, verifyAccessToken } from '../tokens/access-token.ts';
import { API_TOKEN_PREFIX } from '../tokens/opaque-token.ts';

/**
 * Who bears this token: an access token (JWT) or an API token. Rights come from the store, at most 5 s old.
 * Throws (unauthenticated) `auth.token_invalid`, `auth.token_expired` or `auth.session_ended`.
 */
export async function authenticate(c: IdentityContext, bearer: string): Promise<Actor> {
  if (bearer.startsWith(API_TOKEN_PREFIX)) return authenticateApiToken(c, bearer);
  const claims = await verifyAccessToken(c.keys.accessToken, bearer, c.clock.now());
  return c.actors.get(claims.sessionId, () => loadSessionActor(c, claims));
}

async function loadSessionActor(c: IdentityContext, claims: AccessClaims): Promise<Actor> {
  const member = await c.store.withSystem(async (tx) => {
    const session = await firstRow<{ expires_at: number }>(
      tx,
      sql`SELECT ${epochMs(sql`expires_at`)} AS expires_at FROM identity_sessions
        WHERE id = ${claims.sessionId} AND user_id = ${claims.userId} AND tenant_id = ${claims.tenantId}
          AND ended_at IS NULL`,
    );
    if (!session || session.expires_at <= c.clock.now().getTime()) return null;
    return loadMembership(tx, claims.tenantId, claims.userId);
  });
  if (!member) throw new DomainError({ code: 'auth.session_ended', kind: 'unauthenticated' });
  return toActor(c.access, member, { sessionId: claims.sessionId });
}
