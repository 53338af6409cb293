import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignJWT, UnsecuredJWT } from 'jose';
import { withCode } from '../testing/index.ts';
import { ACCESS_TTL_MS, signAccessToken, verifyAccessToken } from './access-token.ts';

const key = new Uint8Array(32).fill(7);
const now = new Date('2026-03-02T08:00:00Z');
const claims = { userId: 'u', tenantId: 't', sessionId: 's' };
const later = (ms: number) => new Date(now.getTime() + ms);

test('a token says who, where and in which session, for fifteen minutes', async () => {
  const { token, expiresAt } = await signAccessToken(key, claims, now);
  assert.deepEqual(await verifyAccessToken(key, token, later(ACCESS_TTL_MS - 1000)), claims);
  assert.equal(expiresAt.getTime(), now.getTime() + 15 * 60_000);
  await assert.rejects(verifyAccessToken(key, token, later(ACCESS_TTL_MS)), withCode('auth.token_expired'));
});

test('forged tokens are refused', async () => {
  const { token } = await signAccessToken(key, claims, now);
  const [head = '', , signature = ''] = token.split('.');
  const payload = Buffer.from(JSON.stringify({ sub: 'root', tid: 't', sid: 's' })).toString('base64url');
  const body = { tid: 't', sid: 's' };
  const make = (o: { issuer?: string; audience?: string; typ?: string; alg?: string; key?: Uint8Array }) =>
    new SignJWT(body)
      .setProtectedHeader({ alg: o.alg ?? 'HS256', typ: o.typ ?? 'at+jwt' })
      .setSubject('u')
      .setIssuer(o.issuer ?? 'griot')
      .setAudience(o.audience ?? 'griot-api')
      .setIssuedAt(now)
      .setExpirationTime(later(60_000))
      .sign(o.key ?? key);
  const forged = [
    `${head}.${payload}.${signature}`,
    new UnsecuredJWT({ ...body, sub: 'u' })
      .setIssuer('griot')
      .setAudience('griot-api')
      .setExpirationTime('1h')
      .encode(),
    await make({ issuer: 'somebody' }),
    await make({ audience: 'elsewhere' }),
    await make({ typ: 'JWT' }),
    await make({ alg: 'HS512', key: new Uint8Array(64).fill(7) }),
    await make({ key: new Uint8Array(32).fill(8) }),
    'not.a.token',
    '',
  ];
  for (const one of forged) await assert.rejects(verifyAccessToken(key, one, now), withCode('auth.token_invalid'), one);
  assert.deepEqual(await verifyAccessToken(key, await make({}), now), claims);
});
