import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { recordAudit } from '../audit/record-audit.ts';
import type { IdentityContext } from '../context.ts';
import { hashPassword, isOutdatedHash, UNKNOWN_USER_HASH, verifyPassword } from '../passwords/hash-password.ts';
import { checkSecondFactor } from '../second-factor/check-second-factor.ts';
import { firstRow } from '../store/rows.ts';
import { loadMemberships, type Membership, toActor } from '../tenants/load-member.ts';
import { foldName } from '../users/fold-name.ts';
import { insertSession, type Origin, type SignedIn, toSignedIn } from './issue-session.ts';
import {
  ACCOUNT_LIMIT,
  ADDRESS_LIMIT,
  accountKey,
  addressKey,
  clearAttempts,
  releaseAttempt,
  reserveAttempt,
} from './throttle.ts';

export interface LoginInput extends Origin {
  /** User name or e-mail, in any case. */
  login: string;
  password: string;
  /** Slug; needed only by members of several tenants. */
  tenant?: string | undefined;
  /** Six digits of the authenticator, or a recovery code. */
  totp?: string | undefined;
}

const refused = () => new DomainError({ code: 'auth.invalid_credentials', kind: 'unauthenticated' });

/**
 * Opens a session. Refusals (all the same for unknown people, wrong passwords, blocked users, foreign tenants):
 * `auth.invalid_credentials`; then, with the right password only, `auth.totp_required`, `auth.totp_invalid`,
 * `auth.tenant_choice` (conflict; details.tenants to choose from), `auth.no_tenant`; `auth.locked` (rate_limited)
 * after too many failures of the account or the address.
 */
export async function logIn(c: IdentityContext, input: LoginInput): Promise<SignedIn> {
  const account = accountKey(foldName(input.login));
  const address = addressKey(input.ip);
  await reserveAttempt(c, ADDRESS_LIMIT, address);
  await reserveAttempt(c, ACCOUNT_LIMIT, account);

  const user = await findUser(c, input.login);
  const hash = user?.password_hash ?? UNKNOWN_USER_HASH;
  const right = await verifyPassword(hash, input.password);
  if (!right || !user?.active || user.password_hash === null) {
    c.log.warn({ ip: input.ip, userId: user?.id }, 'sign-in refused');
    throw refused();
  }
  const release = () =>
    c.store.withSystem(async (tx) => {
      await releaseAttempt(tx, ACCOUNT_LIMIT, account);
      await releaseAttempt(tx, ADDRESS_LIMIT, address);
    });
  const factor = await checkSecondFactor(c, user.id, input.totp);
  if (factor === 'missing') {
    await release();
    throw new DomainError({ code: 'auth.totp_required', kind: 'unauthenticated' });
  }
  if (factor === 'wrong') {
    c.log.warn({ ip: input.ip, userId: user.id }, 'second factor refused');
    throw new DomainError({ code: 'auth.totp_invalid', kind: 'unauthenticated' });
  }
  const member = await chooseTenant(c, user.id, input.tenant).catch(async (error: unknown) => {
    await release();
    throw error;
  });
  const rehashed = isOutdatedHash(hash) ? await hashPassword(input.password) : null;
  const opened = await c.store.withSystem(async (tx) => {
    await clearAttempts(tx, ACCOUNT_LIMIT, account);
    await releaseAttempt(tx, ADDRESS_LIMIT, address);
    if (rehashed !== null) {
      await tx.execute(sql`UPDATE identity_users SET password_hash = ${rehashed}
        WHERE id = ${user.id} AND password_hash = ${hash}`);
    }
    const session = await insertSession(c, tx, { tenantId: member.tenant_id, userId: user.id }, input);
    const actor = toActor(c.access, member, { sessionId: session.sessionId });
    const subject = { type: 'core.session', id: session.sessionId };
    await recordAudit(c, tx, { actor, action: 'core.session.opened', subject, ip: input.ip });
    return { actor, session };
  });
  return toSignedIn(c, opened.actor, opened.session);
}

type LoginRow = { id: string; password_hash: string | null; active: boolean };

function findUser(c: IdentityContext, login: string): Promise<LoginRow | null> {
  return c.store.withSystem((tx) =>
    firstRow<LoginRow>(
      tx,
      sql`SELECT u.id, u.password_hash, u.active FROM identity_user_names n JOIN identity_users u ON u.id = n.user_id
        WHERE n.name_key = ${foldName(login)}`,
    ),
  );
}

async function chooseTenant(c: IdentityContext, userId: string, slug: string | undefined): Promise<Membership> {
  const members = await c.store.withSystem((tx) => loadMemberships(tx, userId));
  if (slug !== undefined) {
    const wanted = members.find((member) => member.tenant_slug === slug.trim().toLowerCase());
    if (!wanted) throw refused();
    return wanted;
  }
  const [only, ...others] = members;
  if (!only) throw new DomainError({ code: 'auth.no_tenant', kind: 'forbidden' });
  if (others.length === 0) return only;
  const tenants = members.map((member) => ({ slug: member.tenant_slug, name: member.tenant_name }));
  throw new DomainError({ code: 'auth.tenant_choice', kind: 'conflict', details: { tenants } });
}
