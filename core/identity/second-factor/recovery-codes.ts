import { randomBytes } from 'node:crypto';
import { sha256Hex } from '@griot/kernel';

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'; // without i, l, o, 0, 1: read aloud, typed from paper
const COUNT = 10;

/** Ten codes like `k7mx-9dqt-h3vp-wn8r`: sixteen of 31 letters, 79 bits each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const letters: string[] = [];
    while (letters.length < 16) {
      for (const byte of randomBytes(32)) {
        // Bytes past the largest multiple of 31 would favour the first letters.
        if (byte < 248 && letters.length < 16) letters.push(ALPHABET.charAt(byte % ALPHABET.length));
      }
    }
    return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** Case and dashes do not count. */
export function hashRecoveryCode(code: string): string {
  return sha256Hex(`recovery:${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`);
}
