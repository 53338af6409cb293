import { hash, type Options, parseOptions, verify } from '@node-rs/argon2';

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane; some 20 ms on a small server. */
const POLICY = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } satisfies Options;

/** Longer input is refused by the rules; here it is cut so that a huge one cannot cost more than others. */
const MAX_LENGTH = 1024;

/**
 * What an unknown user's password is compared with, so that both take the same work.
 * A hash of random bytes that nobody kept, under the same policy (a test compares).
 */
export const UNKNOWN_USER_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$q7u3/5LiENPWRkbfxrcBHQ$Vvswe4lyF6FZpFJDlgiPeg3Irkq+e0zi+MK7gWSaI7o';

/** The same password typed with composed or decomposed accents is the same password. */
const normalise = (password: string): string => password.normalize('NFKC').slice(0, MAX_LENGTH);

/** PHC string (argon2id). */
export function hashPassword(password: string): Promise<string> {
  return hash(normalise(password), POLICY);
}

export function verifyPassword(phc: string, password: string): Promise<boolean> {
  return verify(phc, normalise(password));
}

/** True when the hash was made under an older policy and should be made again at the next good log-in. */
export function isOutdatedHash(phc: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(phc);
  return memoryCost !== POLICY.memoryCost || timeCost !== POLICY.timeCost || parallelism !== POLICY.parallelism;
}
