import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { recordAudit } from '../audit/record-audit.ts';
import type { IdentityContext } from '../context.ts';
import { at, epochMs, firstRow } from '../store/rows.ts';
import { loadMembership, toActor } from '../tenants/load-member.ts';
import { hashToken, nextRefreshToken } from '../tokens/opaque-token.ts';
import { endSessionRow } from './end-session.ts';
import { insertRefreshToken, type Origin, refreshExpiry, type SignedIn, toSignedIn } from './issue-session.ts';

/**
 * Two tabs, or a page reloaded before it read the answer, present the same token twice. Within this time after its
 * first use a used token gives its one successor again, as long as that successor was not used itself. If it was,
 * the request is refused and nothing else happens. Later than this, a used token is a stolen one: the family ends.
 */
const REUSE_GRACE_MS = 10_000;

type TokenRow = {
  session_id: string;
  tenant_id: string;
  user_id: string;
  used_at: number | null;
  expires_at: number;
  session_ends: number;
  ended: boolean;
};

type Outcome =
  | { kind: 'refused'; code: string }
  | { kind: 'done'; signedIn: Omit<SignedIn, 'accessToken' | 'accessExpiresAt'> };

/**
 * Trades a refresh token for a new pair. Throws (unauthenticated) `auth.refresh_invalid` (unknown, expired, superseded)
 * or `auth.session_ended` (logged out, ended elsewhere, blocked, or the token was reused).
 */
export async function refreshSession(c: IdentityContext, input: Origin & { refreshToken: string }): Promise<SignedIn> {
  // The outcome is returned, not thrown, so that the end of a family is committed.
  const outcome = await c.store.withSystem((tx) => rotate(c, tx, input));
  if (outcome.kind === 'refused') throw new DomainError({ code: outcome.code, kind: 'unauthenticated' });
  const { actor, refreshToken, refreshExpiresAt } = outcome.signedIn;
  return toSignedIn(c, actor, { sessionId: actor.sessionId ?? '', refreshToken, refreshExpiresAt });
}

async function rotate(c: IdentityContext, tx: Tx, input: Origin & { refreshToken: string }): Promise<Outcome> {
  const now = c.clock.now();
  const row = await lockToken(tx, input.refreshToken);
  if (!row) return { kind: 'refused', code: 'auth.refresh_invalid' };
  if (row.ended || row.session_ends <= now.getTime()) return { kind: 'refused', code: 'auth.session_ended' };
  const next = nextRefreshToken(c.keys.refreshToken, input.refreshToken);
  const refreshExpiresAt = refreshExpiry(now, new Date(row.session_ends));

  if (row.used_at !== null) {
    if (now.getTime() - row.used_at > REUSE_GRACE_MS) {
      await endFamily(c, tx, row, input);
      return { kind: 'refused', code: 'auth.session_ended' };
    }
    const successor = await lockToken(tx, next);
    if (!successor || successor.used_at !== null) return { kind: 'refused', code: 'auth.refresh_invalid' };
  } else if (row.expires_at <= now.getTime()) {
    return { kind: 'refused', code: 'auth.refresh_invalid' };
  }
  const member = await loadMembership(tx, row.tenant_id, row.user_id);
  if (!member) {
    await endSessionRow(tx, row.session_id, 'member_removed', now);
    return { kind: 'refused', code: 'auth.session_ended' };
  }
  if (row.used_at === null) {
    await tx.execute(sql`UPDATE identity_refresh_tokens SET used_at = ${at(now)}
      WHERE token_hash = ${hashToken(input.refreshToken)}`);
    const { tenant_id: tenantId, session_id: sessionId } = row;
    await insertRefreshToken(tx, { token: next, tenantId, sessionId, now, refreshExpiresAt });
    await tx.execute(sql`UPDATE identity_sessions SET last_seen_at = ${at(now)}, ip = ${input.ip}
      WHERE id = ${row.session_id}`);
  }
  const actor = toActor(c.access, member, { sessionId: row.session_id });
  return { kind: 'done', signedIn: { actor, refreshToken: next, refreshExpiresAt } };
}

function lockToken(tx: Tx, token: string): Promise<TokenRow | null> {
  return firstRow<TokenRow>(
    tx,
    sql`SELECT r.session_id, r.tenant_id, s.user_id, ${epochMs(sql`r.used_at`)} AS used_at,
      ${epochMs(sql`r.expires_at`)} AS expires_at, ${epochMs(sql`s.expires_at`)} AS session_ends,
      s.ended_at IS NOT NULL AS ended
    FROM identity_refresh_tokens r JOIN identity_sessions s ON s.id = r.session_id
    WHERE r.token_hash = ${hashToken(token)} FOR UPDATE`,
  );
}

async function endFamily(c: IdentityContext, tx: Tx, row: TokenRow, origin: Origin): Promise<void> {
  c.log.warn({ sessionId: row.session_id, userId: row.user_id, ip: origin.ip }, 'refresh token reused: session ended');
  await endSessionRow(tx, row.session_id, 'refresh_reuse', c.clock.now());
  c.actors.forget(row.session_id);
  await recordAudit(c, tx, {
    actor: { tenantId: row.tenant_id, system: 'identity' },
    action: 'core.session.ended',
    subject: { type: 'core.session', id: row.session_id },
    after: { reason: 'refresh_reuse', userId: row.user_id },
    ip: origin.ip,
  });
}
