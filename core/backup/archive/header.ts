import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { DomainError } from '@griot/kernel';

/** First line of every archive. */
const MAGIC = 'GRIOT-BACKUP 1\n';
const MAX_HEADER = 4096;

/** Second line: JSON, in clear, authenticated with the first chunk. */
export interface ArchiveHeader {
  createdAt: string;
  /** Null: sealed with `PUBLISHED_KEY`, which finds damage and hides nothing. */
  encryption: { cipher: 'AES-256-GCM'; kdf: 'HKDF-SHA256'; salt: string; keyCheck: string } | null;
}

/** Of archives without a secret: anybody may open them. */
export const PUBLISHED_KEY = Buffer.alloc(32, 'griot backup, not secret');

/** The key of one archive: from the secret and a salt of its own, so that no two archives share a key. */
interface ArchiveKey {
  key: Buffer;
  salt: string;
  keyCheck: string;
}

export function newKey(secret: Buffer): ArchiveKey {
  return deriveKey(secret, randomBytes(32).toString('base64url'));
}

function deriveKey(secret: Buffer, salt: string): ArchiveKey {
  if (secret.length < 32)
    throw new DomainError({ code: 'backup.key_too_short', kind: 'invalid', details: { bytes: 32 } });
  const key = Buffer.from(hkdfSync('sha256', secret, Buffer.from(salt, 'base64url'), 'griot backup 1', 32));
  const keyCheck = createHmac('sha256', key).update('griot backup key check').digest('base64url').slice(0, 16);
  return { key, salt, keyCheck };
}

export function headerBytes(header: ArchiveHeader): Buffer {
  return Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`);
}

/** Where the body begins, or undefined while more bytes are needed. Throws `backup.not_an_archive`. */
export function parseHeader(bytes: Buffer): { header: ArchiveHeader; length: number } | undefined {
  const seen = bytes.subarray(0, MAGIC.length).toString('latin1');
  if (!MAGIC.startsWith(seen.slice(0, MAGIC.length))) throw notAnArchive();
  const end = bytes.indexOf('\n', MAGIC.length);
  if (end < 0) {
    if (bytes.length > MAX_HEADER) throw notAnArchive();
    return undefined;
  }
  try {
    return { header: JSON.parse(bytes.subarray(MAGIC.length, end).toString()) as ArchiveHeader, length: end + 1 };
  } catch {
    throw notAnArchive();
  }
}

export function notAnArchive(): DomainError {
  return new DomainError({ code: 'backup.not_an_archive', kind: 'invalid' });
}

/** Throws `backup.key_needed`, `backup.key_wrong`. */
export function keyFor(header: ArchiveHeader, secret: Buffer | undefined): Buffer {
  if (header.encryption === null) return PUBLISHED_KEY;
  if (!secret) throw new DomainError({ code: 'backup.key_needed', kind: 'invalid' });
  const derived = deriveKey(secret, header.encryption.salt);
  if (derived.keyCheck !== header.encryption.keyCheck) {
    throw new DomainError({ code: 'backup.key_wrong', kind: 'invalid' });
  }
  return derived.key;
}
