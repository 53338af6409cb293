import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { type Actor, actorIn } from '../actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { IdentityContext } from '../context.ts';
import { hashPassword, UNKNOWN_USER_HASH, verifyPassword } from '../passwords/hash-password.ts';
import { checkPassword } from '../passwords/password-rules.ts';
import { endAllSessions } from '../sessions/end-session.ts';
import { ACCOUNT_LIMIT, accountKey, clearAttempts, reserveAttempt } from '../sessions/throttle.ts';
import { at, firstRow, rows } from '../store/rows.ts';
import { checkReach } from '../tenants/members.ts';

type NamesRow = { login: string; email: string | null; name: string; password_hash: string | null };

const selectNames = (userId: string) =>
  sql`SELECT login, email, name, password_hash FROM identity_users WHERE id::text = ${userId}`;

/**
 * Gives a person a new password and ends all their sessions (but one). `identity.user_not_found`,
 * `identity.weak_password`. Recorded in every tenant of the person.
 */
export async function setPassword(
  c: IdentityContext,
  input: { userId: string; password: string; by?: Actor | undefined; keepSessionId?: string | null | undefined },
): Promise<void> {
  const user = await c.store.withSystem((tx) => firstRow<NamesRow>(tx, selectNames(input.userId)));
  if (!user) throw new DomainError({ code: 'identity.user_not_found', kind: 'not_found' });
  checkPassword(input.password, [user.login, user.email ?? '', user.name]);
  const hash = await hashPassword(input.password);
  await c.store.withSystem((tx) => storePassword(c, tx, { ...input, hash }));
  c.actors.forget();
}

/** The writing half, for callers that have their own transaction. */
export async function storePassword(
  c: IdentityContext,
  tx: Tx,
  input: { userId: string; hash: string; by?: Actor | undefined; keepSessionId?: string | null | undefined },
): Promise<void> {
  await tx.execute(sql`UPDATE identity_users SET password_hash = ${input.hash},
    password_changed_at = ${at(c.clock.now())} WHERE id = ${input.userId}`);
  await tx.execute(sql`DELETE FROM identity_password_resets WHERE user_id = ${input.userId}`);
  await endAllSessions(c, tx, input.userId, 'password_changed', input.keepSessionId ?? null);
  const names = await rows<{ name_key: string }>(
    tx,
    sql`SELECT name_key FROM identity_user_names WHERE user_id = ${input.userId}`,
  );
  for (const { name_key } of names) await clearAttempts(tx, ACCOUNT_LIMIT, accountKey(name_key));
  const tenants = await rows<{ tenant_id: string }>(
    tx,
    sql`SELECT tenant_id FROM identity_members WHERE user_id = ${input.userId} ORDER BY tenant_id`,
  );
  for (const { tenant_id } of tenants) {
    const subject = { type: 'core.user', id: input.userId };
    await recordAudit(c, tx, { actor: actorIn(tenant_id, input.by), action: 'core.user.password_changed', subject });
  }
}

/**
 * A person changes their own password, the present one asked first; other sessions end. A wrong one counts as a
 * failed sign-in: `auth.wrong_password` (invalid), `auth.locked`, `identity.weak_password`.
 */
export async function changePassword(
  c: IdentityContext,
  actor: Actor,
  input: { current: string; next: string },
): Promise<void> {
  const key = `change:${actor.userId}`;
  await reserveAttempt(c, ACCOUNT_LIMIT, key);
  const user = await c.store.withSystem((tx) => firstRow<NamesRow>(tx, selectNames(actor.userId)));
  if (!(await verifyPassword(user?.password_hash ?? UNKNOWN_USER_HASH, input.current)) || !user?.password_hash) {
    throw new DomainError({ code: 'auth.wrong_password', kind: 'invalid' });
  }
  await c.store.withSystem((tx) => clearAttempts(tx, ACCOUNT_LIMIT, key));
  await setPassword(c, { userId: actor.userId, password: input.next, by: actor, keepSessionId: actor.sessionId });
}

/**
 * Somebody who manages users gives one of their tenant's members a new password. Not to people who are in other
 * tenants too (`identity.user_elsewhere`, forbidden: a reset link is for them), nor to stronger ones
 * (`identity.role_too_strong`). `identity.user_not_found`, `identity.weak_password`.
 */
export async function setMemberPassword(
  c: IdentityContext,
  actor: Actor,
  input: { userId: string; password: string },
): Promise<void> {
  await c.store.withSystem(async (tx) => {
    const places = await rows<{ tenant_id: string; roles: string[] }>(
      tx,
      sql`SELECT tenant_id, roles FROM identity_members WHERE user_id::text = ${input.userId}`,
    );
    const here = places.find((place) => place.tenant_id === actor.tenantId);
    if (!here) throw new DomainError({ code: 'identity.user_not_found', kind: 'not_found' });
    if (places.length > 1) throw new DomainError({ code: 'identity.user_elsewhere', kind: 'forbidden' });
    await checkReach(c, tx, actor, { roles: here.roles, scopes: actor.scopes });
  });
  await setPassword(c, { ...input, by: actor });
}
