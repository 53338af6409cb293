import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import { generateSecret, generateURI } from 'otplib';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { IdentityContext } from '../context.ts';
import { seal } from '../keys.ts';
import { at, firstRow } from '../store/rows.ts';
import { checkSecondFactor, matchingStep } from './check-second-factor.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';

/**
 * Starts enrolment: a secret to show once, as text and as an `otpauth://` address for a QR code. Nothing is asked at
 * sign-in until `confirm`. `auth.totp_already_enrolled` (conflict) when one is active.
 */
export async function enrolSecondFactor(c: IdentityContext, actor: Actor): Promise<{ secret: string; uri: string }> {
  const secret = generateSecret();
  const sealed = seal(c.keys.secondFactor, secret, actor.userId);
  const row = await c.store.withSystem((tx) =>
    firstRow(
      tx,
      sql`INSERT INTO identity_second_factors AS f (user_id, secret_sealed, created_at)
        VALUES (${actor.userId}, ${sealed}, ${at(c.clock.now())})
        ON CONFLICT (user_id) DO UPDATE SET secret_sealed = excluded.secret_sealed, created_at = excluded.created_at,
          last_step = 0
        WHERE f.confirmed_at IS NULL RETURNING f.user_id`,
    ),
  );
  if (!row) throw new DomainError({ code: 'auth.totp_already_enrolled', kind: 'conflict' });
  return { secret, uri: generateURI({ issuer: 'Griot', label: actor.login, secret }) };
}

/** Ends enrolment with a first right code; gives the recovery codes, once. `auth.totp_invalid`, `auth.totp_not_enrolled`. */
export async function confirmSecondFactor(
  c: IdentityContext,
  actor: Actor,
  code: string,
): Promise<{ recoveryCodes: string[] }> {
  const recoveryCodes = newRecoveryCodes();
  await c.store.withSystem(async (tx) => {
    const factor = await firstRow<{ secret_sealed: string; last_step: string }>(
      tx,
      sql`SELECT secret_sealed, last_step FROM identity_second_factors
        WHERE user_id = ${actor.userId} AND confirmed_at IS NULL FOR UPDATE`,
    );
    if (!factor) throw new DomainError({ code: 'auth.totp_not_enrolled', kind: 'conflict' });
    const step = await matchingStep(c, actor.userId, factor, code.replace(/\s/g, ''));
    if (step === null) throw new DomainError({ code: 'auth.totp_invalid', kind: 'invalid' });
    await tx.execute(sql`UPDATE identity_second_factors SET confirmed_at = ${at(c.clock.now())}, last_step = ${step}
      WHERE user_id = ${actor.userId}`);
    await replaceRecoveryCodes(tx, actor.userId, recoveryCodes);
    const subject = { type: 'core.user', id: actor.userId };
    await recordAudit(c, tx, { actor, action: 'core.user.second_factor_enrolled', subject });
  });
  c.actors.forget();
  return { recoveryCodes };
}

async function replaceRecoveryCodes(tx: Tx, userId: string, codes: readonly string[]): Promise<void> {
  await tx.execute(sql`DELETE FROM identity_recovery_codes WHERE user_id = ${userId}`);
  for (const code of codes) {
    await tx.execute(sql`INSERT INTO identity_recovery_codes (user_id, code_hash)
      VALUES (${userId}, ${hashRecoveryCode(code)})`);
  }
}

/** Takes the second factor away; asks for a right code first. `auth.totp_invalid`, `auth.totp_not_enrolled`. */
export async function removeSecondFactor(c: IdentityContext, actor: Actor, code: string): Promise<void> {
  const verdict = await checkSecondFactor(c, actor.userId, code);
  if (verdict === 'not_enrolled') throw new DomainError({ code: 'auth.totp_not_enrolled', kind: 'conflict' });
  if (verdict !== 'right') throw new DomainError({ code: 'auth.totp_invalid', kind: 'invalid' });
  await c.store.withSystem(async (tx) => {
    await tx.execute(sql`DELETE FROM identity_second_factors WHERE user_id = ${actor.userId}`);
    await tx.execute(sql`DELETE FROM identity_recovery_codes WHERE user_id = ${actor.userId}`);
    const subject = { type: 'core.user', id: actor.userId };
    await recordAudit(c, tx, { actor, action: 'core.user.second_factor_removed', subject });
  });
  c.actors.forget();
}
