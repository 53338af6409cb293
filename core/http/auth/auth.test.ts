import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TEST_PASSWORD } from '@griot/identity/testing';
import { testServer } from '../testing/index.ts';

type Session = { user: { login: string; tenant: { currency: string } } };

const cookieOf = (headers: Record<string, unknown>): string => {
  const set = String(headers['set-cookie'] ?? '');
  return /griot_refresh=([^;]*)/.exec(set)?.[1] ?? '';
};

test('signing in over HTTP', async (t) => {
  const { inject, tenant } = await testServer(t);
  const { login } = tenant.admin;
  const credentials = { login, password: TEST_PASSWORD };
  const signIn = () => inject<Session>({ as: null, method: 'POST', url: '/api/auth/login', payload: credentials });

  await t.test('login gives an access token in the answer and the refresh token in a strict cookie alone', async () => {
    const answer = await signIn();
    assert.equal(answer.status, 200);
    assert.equal(answer.json.success, true);
    assert.equal(answer.json.data.user.login, login);
    assert.equal(answer.json.data.user.tenant.currency, 'XOF');
    const cookie = String(answer.headers['set-cookie']);
    assert.match(cookie, /HttpOnly/);
    assert.match(cookie, /SameSite=Strict/);
    assert.match(cookie, /Path=\/api\/auth/);
    assert.ok(!answer.text.includes(cookieOf(answer.headers)));
  });

  await t.test('me', async () => {
    const me = await inject<{ id: string }>({ method: 'GET', url: '/api/auth/me' });
    assert.equal(me.status, 200);
    assert.equal(me.json.data.id, tenant.admin.userId);
    const nobody = await inject({ as: null, method: 'GET', url: '/api/auth/me' });
    assert.equal(nobody.status, 401);
    assert.equal(nobody.json.details.code, 'auth.missing');
  });

  await t.test('refresh by cookie, logout, and no refresh any more', async () => {
    const signedIn = await signIn();
    const cookies = { griot_refresh: cookieOf(signedIn.headers) };
    const refreshed = await inject({ as: null, method: 'POST', url: '/api/auth/refresh', cookies });
    assert.equal(refreshed.status, 200);
    const next = { griot_refresh: cookieOf(refreshed.headers) };
    assert.notEqual(next.griot_refresh, cookies.griot_refresh);
    const out = await inject({ as: null, method: 'POST', url: '/api/auth/logout', cookies: next });
    assert.equal(out.status, 200);
    const again = await inject({ as: null, method: 'POST', url: '/api/auth/refresh', cookies: next });
    assert.equal(again.status, 401);
    assert.equal(again.json.details.code, 'auth.session_ended');
  });

  await t.test('sessions are listed and ended, one or all others', async () => {
    const [one, two] = [await tenant.member({ roles: [] }), await signIn()];
    const own = (two.json.data as Session & { accessToken: string }).accessToken;
    type Open = { id: string; current: boolean }[];
    const open = async () => (await inject<Open>({ as: own, method: 'GET', url: '/api/auth/sessions' })).json.data;
    const [other] = (await open()).filter((session) => !session.current);
    assert.ok(other);
    const end = (id: string) => inject({ as: own, method: 'DELETE', url: `/api/auth/sessions/${id}` });
    assert.equal((await end(other.id)).status, 200);
    assert.equal((await end(other.id)).json.details.code, 'auth.session_not_found');
    assert.equal((await end(one.actor.sessionId ?? '')).status, 404);
    assert.equal((await end('not-a-uuid')).status, 400);
    await signIn();
    assert.equal((await inject({ as: own, method: 'DELETE', url: '/api/auth/sessions' })).status, 200);
    assert.deepEqual(
      (await open()).map((session) => session.current),
      [true],
    );
  });
});
