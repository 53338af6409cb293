import { sql } from 'drizzle-orm/sql';
import { verify } from 'otplib';
import type { IdentityContext } from '../context.ts';
import { unseal } from '../keys.ts';
import { at, firstRow } from '../store/rows.ts';
import { hashRecoveryCode } from './recovery-codes.ts';

const STEP_SECONDS = 30;

export type FactorVerdict = 'not_enrolled' | 'missing' | 'wrong' | 'right';

type FactorRow = { secret_sealed: string; last_step: string };

/**
 * Checks a code of the authenticator (one step of clock drift either way; each step counts once) or a recovery code
 * (each once). A right code is spent by this call.
 */
export async function checkSecondFactor(
  c: IdentityContext,
  userId: string,
  code: string | undefined,
): Promise<FactorVerdict> {
  return c.store.withSystem(async (tx) => {
    const factor = await firstRow<FactorRow>(
      tx,
      sql`SELECT secret_sealed, last_step FROM identity_second_factors
        WHERE user_id = ${userId} AND confirmed_at IS NOT NULL FOR UPDATE`,
    );
    if (!factor) return 'not_enrolled';
    const given = code?.replace(/\s/g, '') ?? '';
    if (given === '') return 'missing';
    if (/^\d{6}$/.test(given)) {
      const step = await matchingStep(c, userId, factor, given);
      if (step === null) return 'wrong';
      await tx.execute(sql`UPDATE identity_second_factors SET last_step = ${step} WHERE user_id = ${userId}`);
      return 'right';
    }
    const spent = await firstRow(
      tx,
      sql`UPDATE identity_recovery_codes SET used_at = ${at(c.clock.now())}
        WHERE user_id = ${userId} AND code_hash = ${hashRecoveryCode(given)} AND used_at IS NULL RETURNING user_id`,
    );
    return spent ? 'right' : 'wrong';
  });
}

/** The 30-second step of a right code that is newer than the last accepted one, or null. */
export async function matchingStep(
  c: IdentityContext,
  userId: string,
  factor: FactorRow,
  code: string,
): Promise<number | null> {
  const last = Number(factor.last_step);
  const result = await verify({
    secret: unseal(c.keys.secondFactor, factor.secret_sealed, userId),
    token: code,
    epoch: Math.floor(c.clock.now().getTime() / 1000),
    epochTolerance: STEP_SECONDS,
    ...(last > 0 ? { afterTimeStep: last } : {}),
  });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
