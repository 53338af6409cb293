import { newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Actor } from '../actor.ts';
import type { IdentityContext } from '../context.ts';
import { at } from '../store/rows.ts';
import { signAccessToken } from '../tokens/access-token.ts';
import { hashToken, newOpaqueToken, REFRESH_PREFIX } from '../tokens/opaque-token.ts';

const DAY = 86_400_000;
/** A refresh token that is not used for this long is dead. */
const REFRESH_IDLE_MS = 14 * DAY;
/** However busy, a session ends after this long: the password is asked again. */
const SESSION_MAX_MS = 60 * DAY;

/** Where a request came from, kept with the session. */
export interface Origin {
  ip: string;
  userAgent?: string | undefined;
}

/** What a sign-in, a refresh or a switch of tenant gives. Times are instants. */
export interface SignedIn {
  accessToken: string;
  accessExpiresAt: Date;
  refreshToken: string;
  refreshExpiresAt: Date;
  actor: Actor;
}

export const refreshExpiry = (now: Date, sessionEnds: Date): Date =>
  new Date(Math.min(now.getTime() + REFRESH_IDLE_MS, sessionEnds.getTime()));

/** Opens a session with its first refresh token. */
export async function insertSession(
  c: IdentityContext,
  tx: Tx,
  member: { tenantId: string; userId: string },
  origin: Origin,
): Promise<{ sessionId: string; refreshToken: string; refreshExpiresAt: Date }> {
  const now = c.clock.now();
  const sessionId = newId(now.getTime());
  const ends = new Date(now.getTime() + SESSION_MAX_MS);
  const userAgent = origin.userAgent?.slice(0, 300) ?? null;
  await tx.execute(sql`
    INSERT INTO identity_sessions (id, tenant_id, user_id, ip, user_agent, created_at, last_seen_at, expires_at)
    VALUES (${sessionId}, ${member.tenantId}, ${member.userId}, ${origin.ip}, ${userAgent},
      ${at(now)}, ${at(now)}, ${at(ends)})`);
  const refreshToken = newOpaqueToken(REFRESH_PREFIX);
  const refreshExpiresAt = refreshExpiry(now, ends);
  await insertRefreshToken(tx, { token: refreshToken, tenantId: member.tenantId, sessionId, now, refreshExpiresAt });
  return { sessionId, refreshToken, refreshExpiresAt };
}

export async function insertRefreshToken(
  tx: Tx,
  t: { token: string; tenantId: string; sessionId: string; now: Date; refreshExpiresAt: Date },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO identity_refresh_tokens (token_hash, tenant_id, session_id, issued_at, expires_at)
    VALUES (${hashToken(t.token)}, ${t.tenantId}, ${t.sessionId}, ${at(t.now)}, ${at(t.refreshExpiresAt)})`);
}

export async function toSignedIn(
  c: IdentityContext,
  actor: Actor,
  refresh: { sessionId: string; refreshToken: string; refreshExpiresAt: Date },
): Promise<SignedIn> {
  const { token, expiresAt } = await signAccessToken(
    c.keys.accessToken,
    { userId: actor.userId, tenantId: actor.tenantId, sessionId: refresh.sessionId },
    c.clock.now(),
  );
  const { refreshToken, refreshExpiresAt } = refresh;
  return { accessToken: token, accessExpiresAt: expiresAt, refreshToken, refreshExpiresAt, actor };
}
