import { DomainError } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import type { Locale } from '../actor.ts';
import type { IdentityContext } from '../context.ts';
import { hashPassword } from '../passwords/hash-password.ts';
import { checkPassword } from '../passwords/password-rules.ts';
import { accountKey, addressKey, type Limit, reserveAttempt } from '../sessions/throttle.ts';
import { at, firstRow } from '../store/rows.ts';
import { hashToken, newOpaqueToken, RESET_PREFIX } from '../tokens/opaque-token.ts';
import { foldName } from './fold-name.ts';
import { storePassword } from './set-password.ts';

const RESET_TTL_MS = 60 * 60_000;

const HOUR = 60 * 60_000;
const once = { windowMs: HOUR, sliding: false, firstLockMs: HOUR, maxLockMs: HOUR };
const RESET_ACCOUNT: Limit = { ...once, kind: 'reset', failures: 3 };
const RESET_ADDRESS: Limit = { ...once, kind: 'reset_address', failures: 20 };

/** What a mail with the link needs; whoever delivers it puts `token` in the link and nowhere else. */
export interface PasswordReset {
  token: string;
  expiresAt: Date;
  email: string;
  name: string;
  locale: Locale | null;
}

type PersonRow = { id: string; email: string | null; name: string; locale: Locale | null };

/**
 * A one-hour, one-time token for the person with this login or e-mail; null when there is none to write to. The
 * caller answers the asker the same in both cases. `auth.locked` after three a person or twenty an address in an hour.
 */
export async function issuePasswordReset(
  c: IdentityContext,
  input: { login: string; ip: string },
): Promise<PasswordReset | null> {
  await reserveAttempt(c, RESET_ADDRESS, addressKey(input.ip));
  await reserveAttempt(c, RESET_ACCOUNT, accountKey(foldName(input.login)));
  const now = c.clock.now();
  const expiresAt = new Date(now.getTime() + RESET_TTL_MS);
  const token = newOpaqueToken(RESET_PREFIX);
  return c.store.withSystem(async (tx) => {
    const user = await firstRow<PersonRow>(
      tx,
      sql`SELECT u.id, u.email, u.name, u.locale FROM identity_user_names n JOIN identity_users u ON u.id = n.user_id
        WHERE n.name_key = ${foldName(input.login)} AND u.active`,
    );
    if (!user?.email) return null;
    await tx.execute(sql`INSERT INTO identity_password_resets (token_hash, user_id, created_at, expires_at)
      VALUES (${hashToken(token)}, ${user.id}, ${at(now)}, ${at(expiresAt)})`);
    return { token, expiresAt, email: user.email, name: user.name, locale: user.locale };
  });
}

/** Sets the password, ends every session, spends all reset tokens. `auth.reset_invalid`, `identity.weak_password`. */
export async function consumePasswordReset(
  c: IdentityContext,
  input: { token: string; password: string },
): Promise<void> {
  const now = c.clock.now();
  const invalid = () => new DomainError({ code: 'auth.reset_invalid', kind: 'invalid' });
  const find = sql`SELECT u.id, u.login, u.email, u.name FROM identity_password_resets r
    JOIN identity_users u ON u.id = r.user_id AND u.active
    WHERE r.token_hash = ${hashToken(input.token)} AND r.used_at IS NULL AND r.expires_at > ${at(now)}`;
  const user = await c.store.withSystem((tx) =>
    firstRow<{ id: string; login: string; email: string | null; name: string }>(tx, find),
  );
  if (!user) throw invalid();
  // A weak password does not spend the token: the person tries again.
  checkPassword(input.password, [user.login, user.email ?? '', user.name]);
  const hash = await hashPassword(input.password);
  await c.store.withSystem(async (tx) => {
    const spent = await firstRow(
      tx,
      sql`UPDATE identity_password_resets SET used_at = ${at(now)}
        WHERE token_hash = ${hashToken(input.token)} AND used_at IS NULL RETURNING user_id`,
    );
    if (!spent) throw invalid();
    await storePassword(c, tx, { userId: user.id, hash });
  });
  c.actors.forget();
}
