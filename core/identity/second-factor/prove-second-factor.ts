import { DomainError } from '@griot/kernel';
import type { Actor } from '../actor.ts';
import type { IdentityContext } from '../context.ts';
import { ACCOUNT_LIMIT, accountKey, clearAttempts, reserveAttempt } from '../sessions/throttle.ts';
import { checkSecondFactor } from './check-second-factor.ts';

/**
 * The person of a session once more, before an act that asks for it. The code is spent. `auth.totp_not_enrolled` (conflict),
 * `auth.totp_required`, `auth.totp_invalid` (invalid), `auth.locked` after as many wrong ones as at sign-in.
 */
export async function proveSecondFactor(c: IdentityContext, actor: Actor, code: string | undefined): Promise<void> {
  const key = accountKey(`prove:${actor.userId}`);
  await reserveAttempt(c, ACCOUNT_LIMIT, key);
  const verdict = await checkSecondFactor(c, actor.userId, code);
  if (verdict !== 'wrong') await c.store.withSystem((tx) => clearAttempts(tx, ACCOUNT_LIMIT, key));
  if (verdict === 'right') return;
  if (verdict === 'not_enrolled') throw new DomainError({ code: 'auth.totp_not_enrolled', kind: 'conflict' });
  throw new DomainError({ code: verdict === 'missing' ? 'auth.totp_required' : 'auth.totp_invalid', kind: 'invalid' });
}
