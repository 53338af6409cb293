import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PasswordReset } from '@griot/identity';
import { TEST_PASSWORD } from '@griot/identity/testing';
import { type TestAnswer, testServer } from '../testing/index.ts';

type Members = { items: { login: string }[]; nextCursor: string | null };

const NEXT = 'Neuf pirogues à la lagune';

test('people, rights and traces over HTTP', async (t) => {
  const mails: PasswordReset[] = [];
  let mailed = Promise.withResolvers<void>();
  const mail = {
    configured: true,
    async passwordReset(reset: PasswordReset) {
      mails.push(reset);
      mailed.resolve();
    },
  };
  const { inject, tenant } = await testServer(t, { mail });
  const login = (name: string, password: string) =>
    inject<{ accessToken: string }>({
      as: null,
      method: 'POST',
      url: '/api/auth/login',
      payload: { login: name, password },
    });

  await t.test('a person is added once, listed by pages, changed, and blocked', async () => {
    const payload = {
      login: 'awa@zones.test',
      email: 'awa@zones.test',
      name: 'Awa',
      password: TEST_PASSWORD,
      roles: ['admin'],
    };
    const add = () =>
      inject<{ userId: string }>({
        method: 'POST',
        url: '/api/users',
        payload,
        headers: { 'idempotency-key': 'add-awa' },
      });
    const [made, repeated] = [await add(), await add()];
    assert.deepEqual([made.status, repeated.status], [201, 201]);
    assert.equal(repeated.json.data.userId, made.json.data.userId);
    for (let i = 0; i < 5; i++) await tenant.member({ roles: [] });
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const url: string = `/api/users?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page: TestAnswer<Members> = await inject<Members>({ method: 'GET', url });
      names.push(...page.json.data.items.map((item) => item.login));
      cursor = page.json.data.nextCursor;
    }
    assert.equal(names.length, 7);
    assert.equal(new Set(names).size, 7);
    const signedIn = await login('awa@zones.test', TEST_PASSWORD);
    const url = `/api/users/${made.json.data.userId}`;
    const change = (body: object) => inject({ method: 'PUT', url, payload: body });
    assert.equal(
      (await change({ roles: ['ghost'], scopes: [], active: true })).json.details.code,
      'identity.unknown_role',
    );
    assert.equal((await change({ roles: [], scopes: [], active: false })).status, 200);
    const me = await inject({ as: signedIn.json.data.accessToken, method: 'GET', url: '/api/auth/me' });
    assert.equal(me.json.details.code, 'auth.session_ended');
    assert.equal((await login('awa@zones.test', TEST_PASSWORD)).json.details.code, 'auth.no_tenant');
  });

  await t.test('a weak password is explained', async () => {
    const payload = { login: 'x', name: 'X', password: 'court', roles: [] };
    const answer = await inject({ method: 'POST', url: '/api/users', payload });
    assert.equal(answer.status, 400);
    assert.equal(
      answer.json.error,
      'Choisissez un mot de passe d’au moins 10 caractères, qui ne soit ni courant, ni votre nom.',
    );
    assert.deepEqual(answer.json.details.faults, ['too_short']);
  });

  await t.test('API tokens are shown once and act within their rights', async () => {
    const payload = { name: 'BI', permissions: ['core.audit.read'], expiresAt: '2026-04-01T00:00:00Z' };
    const made = await inject<{ token: string; id: string }>({ method: 'POST', url: '/api/auth/tokens', payload });
    assert.equal(made.status, 201);
    const { token, id } = made.json.data;
    assert.ok(!(await inject({ method: 'GET', url: '/api/auth/tokens' })).text.includes(token));
    assert.equal((await inject({ as: token, method: 'GET', url: '/api/audit' })).status, 200);
    assert.equal((await inject({ as: token, method: 'GET', url: '/api/users' })).status, 403);
    await inject({ method: 'DELETE', url: `/api/auth/tokens/${id}` });
    assert.equal((await inject({ as: token, method: 'GET', url: '/api/audit' })).status, 401);
  });

  await t.test('a forgotten password: the same answer for everybody, a mail for who exists', async () => {
    const { actor } = await tenant.member({ roles: [] });
    const ask = (name: string) =>
      inject({ as: null, method: 'POST', url: '/api/auth/password-reset', payload: { login: name } });
    mailed = Promise.withResolvers();
    const [real, ghost] = [await ask(actor.login), await ask('ghost@nowhere.test')];
    assert.deepEqual([real.status, real.text], [ghost.status, ghost.text]);
    await mailed.promise;
    assert.deepEqual(
      mails.map(({ email }) => email),
      [actor.login],
    );
    const confirm = () =>
      inject({
        as: null,
        method: 'POST',
        url: '/api/auth/password-reset/confirm',
        payload: { token: mails[0]?.token, password: NEXT },
      });
    assert.equal((await confirm()).status, 200);
    assert.equal((await confirm()).json.details.code, 'auth.reset_invalid');
    assert.equal((await login(actor.login, NEXT)).status, 200);
  });

  await t.test('the audit log is searched, verified, exported', async () => {
    const added = await inject<{ items: { subject: { id: string } }[]; nextCursor: string | null }>({
      method: 'GET',
      url: '/api/audit?action=core.member.added&limit=2',
    });
    assert.equal(added.json.data.items.length, 2);
    assert.notEqual(added.json.data.nextCursor, null);
    const verdict = await inject<{ ok: boolean }>({ method: 'GET', url: '/api/audit/verify' });
    assert.equal(verdict.json.data.ok, true);
    const csv = await inject({ method: 'GET', url: '/api/audit/export?action=core.api_token.' });
    assert.match(String(csv.headers['content-disposition']), /^attachment; filename="audit-/);
    assert.match(csv.text, /^\uFEFFN°;Quand \(UTC\);Qui;Action;/);
    assert.equal(csv.text.trimEnd().split('\r\n').length, 3);
  });

  await t.test('the organisation: a role may be made to need a second factor', async () => {
    const plain = await tenant.member({ roles: [] });
    assert.equal((await inject({ as: plain, method: 'GET', url: '/api/tenant' })).status, 403);
    const answer = await inject<{ secondFactorRoles: string[] }>({
      method: 'PATCH',
      url: '/api/tenant',
      payload: { secondFactorRoles: ['admin'] },
    });
    assert.deepEqual(answer.json.data.secondFactorRoles, ['admin']);
    const refused = await inject({ method: 'GET', url: '/api/users' });
    assert.deepEqual([refused.status, refused.json.details.code], [403, 'auth.second_factor_needed']);
    assert.equal((await inject({ method: 'GET', url: '/api/auth/me' })).status, 200);
    assert.equal((await inject({ method: 'POST', url: '/api/auth/second-factor' })).status, 200);
  });
});
