import { DomainError } from '@griot/kernel';
import { foldName } from '../users/fold-name.ts';
import { GUESSABLE_WORDS } from './guessable-words.ts';

const PASSWORD_MIN_LENGTH = 10;
const PASSWORD_MAX_LENGTH = 256;

export type PasswordFault = 'too_short' | 'too_long' | 'contains_name' | 'common' | 'repetitive';

/**
 * Length and not being guessable, after NIST SP 800-63B §3.1.1: no rules of composition.
 * `names` are what an attacker tries first: login, e-mail, the person's and the tenant's name.
 */
export function passwordFaults(password: string, names: readonly string[] = []): PasswordFault[] {
  const faults: PasswordFault[] = [];
  const length = [...password].length;
  if (length < PASSWORD_MIN_LENGTH) faults.push('too_short');
  if (length > PASSWORD_MAX_LENGTH) faults.push('too_long');
  const folded = foldName(password);
  const words = names.flatMap((name) => [foldName(name), foldName(name).split('@', 1)[0] ?? '']);
  // A name inside a much longer sentence is fine; a name with a few characters around it is not.
  if (words.some((word) => word.length >= 4 && folded.includes(word) && folded.length - word.length < 6)) {
    faults.push('contains_name');
  }
  const core = folded.replace(/^[^a-z]+|[^a-z]+$/g, '');
  if (GUESSABLE_WORDS.has(folded) || (GUESSABLE_WORDS.has(core) && folded.length - core.length < 6)) {
    faults.push('common');
  }
  if (new Set(folded).size < 4 || isRun(folded)) faults.push('repetitive');
  return faults;
}

/** `abcdefghij`, `9876543210`. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((char, i) => (char.codePointAt(0) ?? 0) - (text.codePointAt(i) ?? 0));
  return steps.length > 0 && (steps.every((step) => step === 1) || steps.every((step) => step === -1));
}

/** Throws `identity.weak_password` with every fault and the length wanted. */
export function checkPassword(password: string, names: readonly string[] = []): void {
  const faults = passwordFaults(password, names);
  if (faults.length === 0) return;
  throw new DomainError({
    code: 'identity.weak_password',
    kind: 'invalid',
    details: { faults, minLength: PASSWORD_MIN_LENGTH, maxLength: PASSWORD_MAX_LENGTH },
  });
}
