import { DomainError } from '@griot/kernel';
import { errors, jwtVerify, SignJWT } from 'jose';

const ISSUER = 'griot';
const AUDIENCE = 'griot-api';
const TYPE = 'at+jwt';

/** Minutes an access token lives; a session that ended is noticed long before (see `authenticate`). */
export const ACCESS_TTL_MS = 15 * 60_000;

export interface AccessClaims {
  userId: string;
  tenantId: string;
  sessionId: string;
}

/** JWT, HS256. Carries who, where and the session: rights are read from the store, never from the token. */
export async function signAccessToken(
  key: Uint8Array,
  claims: AccessClaims,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const expires = issuedAt + ACCESS_TTL_MS / 1000;
  const token = await new SignJWT({ tid: claims.tenantId, sid: claims.sessionId })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE })
    .setSubject(claims.userId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expires)
    .sign(key);
  return { token, expiresAt: new Date(expires * 1000) };
}

/** Throws `auth.token_expired` or `auth.token_invalid` (both unauthenticated). */
export async function verifyAccessToken(key: Uint8Array, token: string, now: Date): Promise<AccessClaims> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      currentDate: now,
      requiredClaims: ['sub', 'exp', 'iat', 'tid', 'sid'],
    });
    const { sub, tid, sid } = payload;
    if (typeof sub === 'string' && typeof tid === 'string' && typeof sid === 'string') {
      return { userId: sub, tenantId: tid, sessionId: sid };
    }
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new DomainError({ code: 'auth.token_expired', kind: 'unauthenticated' });
    }
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw new DomainError({ code: 'auth.token_invalid', kind: 'unauthenticated' });
}
