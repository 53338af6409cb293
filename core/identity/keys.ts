import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { DomainError } from '@griot/kernel';

/** One key per purpose, all derived (HKDF-SHA256) from the installation's secret, so one leak of a use is not all. */
export interface Keys {
  accessToken: Uint8Array;
  refreshToken: Uint8Array;
  secondFactor: Uint8Array;
  auditSeal: Uint8Array;
  fingerprint: Uint8Array;
  vault: Uint8Array;
}

/** Throws `identity.weak_secret` under 32 characters. */
export function deriveKeys(secret: string): Keys {
  if (secret.length < 32) throw new DomainError({ code: 'identity.weak_secret', kind: 'invalid' });
  const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', secret, 'griot.identity', purpose, 32));
  return {
    accessToken: derive('access-token'),
    refreshToken: derive('refresh-token'),
    secondFactor: derive('second-factor'),
    auditSeal: derive('audit-seal'),
    fingerprint: derive('fingerprint'),
    vault: derive('vault'),
  };
}

export function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** AES-256-GCM; `context` is bound to the text, so a sealed value moved to another row does not open. */
export function seal(key: Uint8Array, plain: string, context: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** Throws when the text was not sealed with this key and context. */
export function unseal(key: Uint8Array, sealed: string, context: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
