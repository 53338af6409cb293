import { canonicalJson, sha256Hex } from '@griot/kernel';
import { hmac } from '../keys.ts';

/** What an entry's hash covers. Times are ISO 8601 with milliseconds, UTC. */
export interface AuditContent {
  tenantId: string;
  seq: number;
  at: string;
  actor: { id: string | null; name: string };
  action: string;
  subject: { type: string; id: string };
  before: unknown;
  after: unknown;
  origin: Record<string, string>;
}

/** sha256(previous hash + canonical JSON of the content), hexadecimal: anybody can recompute it without a key. */
export function entryHash(previousHash: string, content: AuditContent): string {
  return sha256Hex(previousHash + canonicalJson(content));
}

/** What only the installation can make: binds the last entry, so that a shortened or rewritten chain shows. */
export function sealHead(key: Uint8Array, head: { tenantId: string; seq: number; hash: string }): string {
  return hmac(key, `${head.tenantId}:${head.seq}:${head.hash}`).toString('hex');
}

const SECRET_NAME = /passw|secret|token|authorization|cookie|recovery|totp/i;

/**
 * A value as PostgreSQL's jsonb will give it back, so that its hash can be made again: dates and bigints become text,
 * undefined goes, NUL and lone surrogates are replaced. Values under names that sound secret become `***`.
 */
export function toAuditable(value: unknown): unknown {
  if (value === undefined) return null;
  const text = JSON.stringify(value, (name, inner: unknown) => {
    if (name !== '' && SECRET_NAME.test(name) && typeof inner !== 'object' && typeof inner !== 'boolean') return '***';
    if (typeof inner === 'bigint') return inner.toString();
    if (inner instanceof Map || inner instanceof Set) return [...inner];
    return typeof inner === 'string' ? clean(inner) : inner;
  });
  return text === undefined ? null : renameKeys(JSON.parse(text));
}

export const clean = (text: string): string => text.replaceAll('\u0000', '\uFFFD').toWellFormed();

function renameKeys(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(renameKeys);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), renameKeys(inner)]));
}
