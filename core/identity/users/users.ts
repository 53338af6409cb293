import { DomainError, newId } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { Locale } from '../actor.ts';
import type { IdentityContext } from '../context.ts';
import { hashPassword } from '../passwords/hash-password.ts';
import { checkPassword } from '../passwords/password-rules.ts';
import { at, firstRow, isUniqueViolation } from '../store/rows.ts';
import { foldName } from './fold-name.ts';
import { parseInput, userInput } from './input-schemas.ts';

export interface User {
  id: string;
  login: string;
  email: string | null;
  name: string;
  locale: Locale | null;
  active: boolean;
}

export interface UserInput {
  /** Without spaces; unique among all logins and e-mails, whatever the case. Often an e-mail. */
  login: string;
  name: string;
  email?: string | null | undefined;
  /** Absent: nobody can log in as this person until a reset link is used or a password is set. */
  password?: string | undefined;
  /** Null = the tenant's. */
  locale?: Locale | null | undefined;
}

type UserRow = {
  id: string;
  login: string;
  email: string | null;
  name: string;
  locale: Locale | null;
  active: boolean;
};

const COLUMNS = sql`id, login, email, name, locale, active`;

/** `identity.bad_input`, `identity.weak_password`, `identity.login_taken` (conflict). A user sees nothing before `addMember`. */
export async function createUser(c: IdentityContext, input: UserInput): Promise<User> {
  const insert = await prepareUser(c, input);
  return c.store.withSystem(insert).catch(nameTaken(input.login));
}

/** Checks and hashes outside any transaction; what it gives does the writing inside one. */
export async function prepareUser(c: IdentityContext, input: UserInput): Promise<(tx: Tx) => Promise<User>> {
  const u = parseInput(userInput, input);
  if (input.password !== undefined) checkPassword(input.password, [u.login, u.email ?? '', u.name]);
  const hash = input.password === undefined ? null : await hashPassword(input.password);
  const now = c.clock.now();
  return async (tx) => {
    const row = await firstRow<UserRow>(
      tx,
      sql`INSERT INTO identity_users (id, login, login_key, email, email_key, name, locale, password_hash,
          password_changed_at, created_at)
        VALUES (${newId(now.getTime())}, ${u.login}, ${foldName(u.login)}, ${u.email ?? null},
          ${u.email ? foldName(u.email) : null}, ${u.name}, ${u.locale ?? null}, ${hash},
          ${hash === null ? null : at(now)}, ${at(now)}) RETURNING ${COLUMNS}`,
    );
    if (!row) throw new Error('an insert returned no row');
    return row;
  };
}

/** Somebody has the login or the e-mail already, as either. */
export const nameTaken =
  (login: string) =>
  (error: unknown): never => {
    if (!isUniqueViolation(error)) throw error;
    throw new DomainError({ code: 'identity.login_taken', kind: 'conflict', details: { login } });
  };

/** By login or e-mail in any case, or by id; null when there is none. */
export function findUser(c: IdentityContext, by: { login: string } | { id: string }): Promise<User | null> {
  const condition =
    'id' in by
      ? sql`id::text = ${by.id}`
      : sql`id = (SELECT user_id FROM identity_user_names WHERE name_key = ${foldName(by.login)})`;
  return c.store.withSystem((tx) =>
    firstRow<UserRow>(tx, sql`SELECT ${COLUMNS} FROM identity_users WHERE ${condition}`),
  );
}
