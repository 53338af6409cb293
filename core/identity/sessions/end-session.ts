import { DomainError, isUuid } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { IdentityContext } from '../context.ts';
import { at, epochMs, firstRow, rows } from '../store/rows.ts';
import { hashToken } from '../tokens/opaque-token.ts';

export type EndReason =
  | 'logout'
  | 'ended_by_user'
  | 'refresh_reuse'
  | 'member_removed'
  | 'password_changed'
  | 'switched';

/** False when it had ended already. */
export async function endSessionRow(tx: Tx, sessionId: string, reason: EndReason, now: Date): Promise<boolean> {
  const ended = await rows(
    tx,
    sql`UPDATE identity_sessions SET ended_at = ${at(now)}, end_reason = ${reason}
      WHERE id = ${sessionId} AND ended_at IS NULL RETURNING id`,
  );
  return ended.length > 0;
}

/** Ends every open session of a person (in all tenants), but one. */
export async function endAllSessions(
  c: IdentityContext,
  tx: Tx,
  userId: string,
  reason: EndReason,
  exceptSessionId: string | null = null,
): Promise<void> {
  await tx.execute(sql`UPDATE identity_sessions SET ended_at = ${at(c.clock.now())}, end_reason = ${reason}
    WHERE user_id = ${userId} AND ended_at IS NULL AND id IS DISTINCT FROM ${exceptSessionId}::uuid`);
  c.actors.forget();
}

type OwnerRow = { id: string; tenant_id: string; user_id: string };

/**
 * Logs out by refresh token (the cookie) or by session. Silent when there is nothing to end: logging out twice is
 * logging out.
 */
export async function logOut(
  c: IdentityContext,
  by: { refreshToken: string } | { sessionId: string },
  ip?: string,
): Promise<void> {
  await c.store.withSystem(async (tx) => {
    const condition =
      'sessionId' in by
        ? sql`s.id = ${by.sessionId}`
        : sql`s.id = (SELECT session_id FROM identity_refresh_tokens WHERE token_hash = ${hashToken(by.refreshToken)})`;
    const row = await firstRow<OwnerRow>(
      tx,
      sql`SELECT s.id, s.tenant_id, s.user_id FROM identity_sessions s WHERE ${condition}`,
    );
    if (!row || !(await endSessionRow(tx, row.id, 'logout', c.clock.now()))) return;
    c.actors.forget(row.id);
    await recordAudit(c, tx, {
      actor: { tenantId: row.tenant_id, system: 'identity' },
      action: 'core.session.ended',
      subject: { type: 'core.session', id: row.id },
      after: { reason: 'logout', userId: row.user_id },
      ip,
    });
  });
}

export interface SessionInfo {
  id: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  /** True for the session that asks. */
  current: boolean;
}

type SessionRow = {
  id: string;
  ip: string | null;
  user_agent: string | null;
  created_at: number;
  last_seen_at: number;
};

/** The actor's own open sessions in the tenant, latest first. */
export async function listSessions(c: IdentityContext, actor: Actor): Promise<SessionInfo[]> {
  const found = await c.store.withTenant(actor.tenantId, (tx) =>
    rows<SessionRow>(
      tx,
      sql`SELECT id, ip, user_agent, ${epochMs(sql`created_at`)} AS created_at,
        ${epochMs(sql`last_seen_at`)} AS last_seen_at
      FROM identity_sessions WHERE user_id = ${actor.userId} AND ended_at IS NULL AND expires_at > ${at(c.clock.now())}
      ORDER BY last_seen_at DESC, id DESC LIMIT 200`,
    ),
  );
  return found.map((row) => ({
    id: row.id,
    ip: row.ip,
    userAgent: row.user_agent,
    createdAt: new Date(row.created_at),
    lastSeenAt: new Date(row.last_seen_at),
    current: row.id === actor.sessionId,
  }));
}

/** Ends one of the actor's own sessions; another's id is `auth.session_not_found`, like one that does not exist. */
export async function endSession(c: IdentityContext, actor: Actor, sessionId: string): Promise<void> {
  await c.store.withTenant(actor.tenantId, async (tx) => {
    const own =
      isUuid(sessionId) &&
      (await firstRow(tx, sql`SELECT id FROM identity_sessions WHERE id = ${sessionId} AND user_id = ${actor.userId}`));
    if (!own || !(await endSessionRow(tx, sessionId, 'ended_by_user', c.clock.now()))) {
      throw new DomainError({ code: 'auth.session_not_found', kind: 'not_found' });
    }
    const subject = { type: 'core.session', id: sessionId };
    await recordAudit(c, tx, { actor, action: 'core.session.ended', subject, after: { reason: 'ended_by_user' } });
  });
  c.actors.forget(sessionId);
}

/** Ends all the actor's other sessions, in every tenant: "sign me out elsewhere". */
export async function endOtherSessions(c: IdentityContext, actor: Actor): Promise<void> {
  await c.store.withSystem(async (tx) => {
    await endAllSessions(c, tx, actor.userId, 'ended_by_user', actor.sessionId);
    const subject = { type: 'core.user', id: actor.userId };
    await recordAudit(c, tx, { actor, action: 'core.user.sessions_ended', subject });
  });
  c.actors.forget();
}
