import { canonicalJson, sha256Hex } from '@griot/kernel';

/**
 * A validator for what an answer depends on: generation, query, scopes, language. Two callers who may see different
 * rows must not share one, so put what narrows their sight into `parts`.
 */
export function etagOf(...parts: unknown[]): string {
  return sha256Hex(canonicalJson(parts)).slice(0, 32);
}

/** Weak: compressed and plain forms of an answer are the same answer. */
export const quoteEtag = (etag: string): string => `W/"${etag}"`;

/** True when the caller's `If-None-Match` names this answer (RFC 9110 §13.1.2, weak comparison). */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((item) => item.trim().replace(/^W\//, '') === `"${etag}"`);
}
