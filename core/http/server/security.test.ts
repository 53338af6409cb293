import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TEST_PASSWORD } from '@griot/identity/testing';
import type { Logger } from '@griot/kernel';
import { z } from 'zod';
import { defineEndpoint } from '../index.ts';
import { testServer } from '../testing/index.ts';

const ping = defineEndpoint({
  method: 'GET',
  path: '/api/ping',
  summary: 'Ping',
  tags: ['test'],
  query: z.object({ q: z.string().optional() }),
  data: z.string(),
  handler: () => 'pong',
});
const fails = defineEndpoint({
  method: 'POST',
  path: '/api/fails',
  summary: 'Fails',
  tags: ['test'],
  body: z.unknown(),
  data: z.string(),
  handler: () => {
    throw new Error('inner text');
  },
});

test('headers that browsers obey', async (t) => {
  const { inject } = await testServer(t, { endpoints: [ping] });
  const { headers } = await inject({ method: 'GET', url: '/api/ping' });
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['x-frame-options'], 'DENY');
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.match(String(headers['strict-transport-security']), /max-age=/);
  const policy = String(headers['content-security-policy']);
  for (const part of ["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'", "worker-src 'self' blob:"]) {
    assert.ok(policy.includes(part), part);
  }
  assert.ok(!/unsafe-eval|script-src[^;]*unsafe-inline/.test(policy));
  assert.equal(headers['access-control-allow-origin'], undefined);
});

test('other origins may call only when named, and never with cookies', async (t) => {
  const { inject } = await testServer(t, { endpoints: [ping], corsOrigins: ['https://bi.example'] });
  const allowed = async (origin: string) =>
    (await inject({ method: 'GET', url: '/api/ping', headers: { origin } })).headers['access-control-allow-origin'];
  assert.equal(await allowed('https://bi.example'), 'https://bi.example');
  assert.equal(await allowed('https://evil.example'), undefined);
  const preflight = await inject({
    as: null,
    method: 'OPTIONS',
    url: '/api/ping',
    headers: { origin: 'https://bi.example', 'access-control-request-method': 'GET' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers['access-control-allow-credentials'], undefined);
});

test('what acts by cookie answers our own pages and programs only', async (t) => {
  const { inject, tenant } = await testServer(t);
  const payload = { login: tenant.admin.login, password: TEST_PASSWORD };
  const signedIn = await inject({ as: null, method: 'POST', url: '/api/auth/login', payload });
  const griot_refresh = /griot_refresh=([^;]*)/.exec(String(signedIn.headers['set-cookie']))?.[1] ?? '';
  const refresh = (headers: Record<string, string>) =>
    inject({ as: null, method: 'POST', url: '/api/auth/refresh', cookies: { griot_refresh }, headers });
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example', host: 'griot.example' },
    { origin: 'null', host: 'griot.example' },
    { origin: 'https://griot.example.evil.example', host: 'griot.example' },
    { origin: 'http://griot.example:8080', host: 'griot.example' },
    { 'sec-fetch-site': 'cross-site', host: 'griot.example' },
    { 'sec-fetch-site': 'same-site', host: 'griot.example' },
  ];
  for (const headers of foreign) {
    const answer = await refresh(headers);
    assert.deepEqual([answer.status, answer.json.details.code], [403, 'http.foreign_origin'], JSON.stringify(headers));
    const login = await inject({ as: null, method: 'POST', url: '/api/auth/login', payload, headers });
    assert.equal(login.status, 403);
  }
  assert.equal((await refresh({ origin: 'https://griot.example', host: 'griot.example' })).status, 200);
});

test('the cookie is Secure behind https', async (t) => {
  const { inject, tenant } = await testServer(t, { trustProxy: true });
  const payload = { login: tenant.admin.login, password: TEST_PASSWORD };
  const ask = async (proto: string) => {
    const headers = { 'x-forwarded-proto': proto };
    const answer = await inject({ as: null, method: 'POST', url: '/api/auth/login', payload, headers });
    return /; Secure/.test(String(answer.headers['set-cookie']));
  };
  assert.deepEqual([await ask('https'), await ask('http')], [true, false]);
});

test('rate limits per address, per user and per endpoint', async (t) => {
  const limits = { perAddress: { max: 12, windowMs: 60_000 }, perUser: { max: 4, windowMs: 60_000 } };
  const narrow = defineEndpoint({
    method: 'GET',
    path: '/api/narrow',
    summary: 'Narrow',
    tags: ['test'],
    permission: 'public',
    rateLimit: { max: 1, windowMs: 60_000 },
    data: z.string(),
    handler: () => 'ok',
  });
  const { inject, tenant } = await testServer(t, { endpoints: [ping, narrow], rateLimits: limits });
  const other = await tenant.member({ roles: [] });
  const ask = async (as?: string | null, url = '/api/ping', remoteAddress = '198.51.100.1') => {
    const answer = await inject({ method: 'GET', url, remoteAddress, ...(as === undefined ? {} : { as }) });
    if (answer.status === 429) {
      assert.equal(answer.json.details.code, 'http.rate_limited');
      assert.ok(Number(answer.headers['retry-after']) > 0);
    }
    return answer.status;
  };
  for (let i = 0; i < 4; i++) assert.equal(await ask(), 200);
  assert.equal(await ask(), 429);
  assert.equal(await ask(other.accessToken), 200);
  assert.deepEqual([await ask(null, '/api/narrow'), await ask(null, '/api/narrow')], [200, 429]);
  assert.equal(await ask(null, '/api/narrow', '198.51.100.2'), 200);
  for (let i = 0; i < 4; i++) await ask(null, '/health');
  assert.equal(await ask(null, '/health'), 429);
  assert.equal(await ask(null, '/health', '198.51.100.2'), 200);
});

test('logs say who asked what and how it went, and hold no secret', async (t) => {
  const lines: { level: string; fields: Record<string, unknown>; message: string | undefined }[] = [];
  const logger = (bound: Record<string, unknown>): Logger => {
    const write = (level: string) => (fields: Record<string, unknown>, message?: string) =>
      void lines.push({ level, fields: { ...bound, ...fields }, message });
    const child = (more: Record<string, unknown>) => logger({ ...bound, ...more });
    return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error'), child };
  };
  const { inject, tenant } = await testServer(t, { endpoints: [ping, fails], log: logger({}) });
  const { accessToken } = tenant.adminSession;
  const login = { login: tenant.admin.login, password: TEST_PASSWORD };
  const signedIn = await inject({ as: null, method: 'POST', url: '/api/auth/login', payload: login });
  const refresh = /griot_refresh=([^;]*)/.exec(String(signedIn.headers['set-cookie']))?.[1] ?? 'none';
  await inject({ as: null, method: 'POST', url: '/api/auth/refresh', cookies: { griot_refresh: refresh } });
  await inject({ method: 'GET', url: '/api/ping?q=a-private-search' });
  await inject({ method: 'POST', url: '/api/fails', payload: { note: 'a-private-note' } });
  await inject({ as: null, method: 'GET', url: '/health' });

  const requests = lines.filter((line) => line.message === 'request');
  assert.deepEqual(
    requests.map(({ level, fields }) => [level, fields.method, fields.route, fields.status, fields.userId]),
    [
      ['info', 'POST', '/api/auth/login', 200, undefined],
      ['info', 'POST', '/api/auth/refresh', 200, undefined],
      ['info', 'GET', '/api/ping', 200, tenant.admin.userId],
      ['error', 'POST', '/api/fails', 500, tenant.admin.userId],
    ],
  );
  assert.ok(lines.some(({ level, fields }) => level === 'error' && fields.error === 'inner text'));
  const all = JSON.stringify(lines);
  for (const secret of [TEST_PASSWORD, accessToken, refresh, 'a-private-search', 'a-private-note']) {
    assert.ok(!all.includes(secret), secret);
  }
});

test('operations', async (t) => {
  let warehouse = true;
  const readiness = {
    warehouse: async () => warehouse,
    hanging: async () => {
      if (!warehouse) throw new Error('path /secret');
      return true;
    },
  };
  const { inject } = await testServer(t, { endpoints: [ping], readiness, metricsToken: 'metrics-token' });
  const ready = () => inject<{ checks: object }>({ as: null, method: 'GET', url: '/ready' });
  assert.deepEqual((await ready()).json.data.checks, { store: true, warehouse: true, hanging: true });
  warehouse = false;
  const not = await ready();
  assert.deepEqual([not.status, not.json.success], [503, false]);
  assert.deepEqual(not.json.details.checks, { store: true, warehouse: false, hanging: false });

  await inject({ method: 'GET', url: '/api/ping' });
  const metrics = (as: string | null) => inject({ as, method: 'GET', url: '/metrics' });
  assert.equal((await metrics(null)).status, 401);
  const text = (await metrics('metrics-token')).text;
  assert.match(text, /griot_http_requests_total\{method="GET",route="\/api\/ping",status="200"\} 1\n/);
  assert.match(text, /griot_http_request_duration_seconds_bucket\{le="\+Inf",method="GET",route="\/api\/ping"\} 1\n/);
  for (const line of text.trimEnd().split('\n')) {
    assert.match(line, /^(|# (HELP|TYPE) .+|[a-z0-9_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+)$/);
  }
});
