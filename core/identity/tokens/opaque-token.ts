import { randomBytes } from 'node:crypto';
import { sha256Hex } from '@griot/kernel';
import { hmac } from '../keys.ts';

/** 256 random bits after a prefix that secret scanners can find. Only `hashToken` of it is ever stored. */
export function newOpaqueToken(prefix: string): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** Tokens are random, so a plain SHA-256 cannot be searched backwards; it also makes the look-up constant-time. */
export function hashToken(token: string): string {
  return sha256Hex(token);
}

export const REFRESH_PREFIX = 'grr_';
export const API_TOKEN_PREFIX = 'grt_';
export const RESET_PREFIX = 'grp_';

/**
 * The successor of a refresh token. Derived, not random: two tabs that present the same token within the grace
 * time get the SAME successor though only hashes are stored, so a family never branches and reuse stays visible.
 * Without the key nothing follows from a token.
 */
export function nextRefreshToken(key: Uint8Array, token: string): string {
  return `${REFRESH_PREFIX}${hmac(key, `next:${token}`).toString('base64url')}`;
}
