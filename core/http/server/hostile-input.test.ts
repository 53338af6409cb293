import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { defineEndpoint } from '../index.ts';
import { testServer } from '../testing/index.ts';
import { jsonDepth } from './json-body.ts';

const echo = defineEndpoint({
  method: 'POST',
  path: '/api/echo/:id',
  summary: 'Echo',
  tags: ['test'],
  permission: 'public',
  idempotent: true,
  params: z.object({ id: z.string() }),
  body: z.unknown(),
  data: z.unknown(),
  handler: ({ body }) => body ?? null,
});
const strict = defineEndpoint({
  method: 'POST',
  path: '/api/strict',
  summary: 'Strict',
  tags: ['test'],
  permission: 'public',
  body: z.object({ name: z.string(), tags: z.array(z.string()).optional() }),
  data: z.object({ name: z.string() }),
  handler: ({ body }) => body,
});

test('hostile input', async (t) => {
  const { inject, server } = await testServer(t, { endpoints: [echo, strict] });
  const json = { 'content-type': 'application/json' };
  const post = (payload: string | Buffer, headers: Record<string, string> = json, url = '/api/echo/1') =>
    inject({ as: null, method: 'POST', url, payload, headers });

  const refused: [string, string | Buffer, Record<string, string>, number, string][] = [
    ['not JSON', '{"a":', json, 400, 'http.bad_json'],
    ['two values', '{} {}', json, 400, 'http.bad_json'],
    ['__proto__', '{"__proto__":{"admin":true}}', json, 400, 'http.bad_json'],
    ['__proto__ in escapes', '{"\\u005f_proto__":{"x":1}}', json, 400, 'http.bad_json'],
    ['constructor.prototype', '{"constructor":{"prototype":{"x":1}}}', json, 400, 'http.bad_json'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), json, 400, 'http.bad_json'],
    ['deep lists', '['.repeat(500_000), json, 400, 'http.json_too_deep'],
    ['deep objects', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, json, 400, 'http.json_too_deep'],
    ['a huge body', `"${'x'.repeat(1024 * 1024)}"`, json, 413, 'http.body_too_large'],
    ['XML', '<a/>', { 'content-type': 'application/xml' }, 415, 'http.unsupported_media_type'],
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'http.unsupported_media_type'],
    ['text', 'a', { 'content-type': 'text/plain' }, 415, 'http.unsupported_media_type'],
    ['no type', 'a', { 'content-type': '' }, 415, 'http.unsupported_media_type'],
  ];
  for (const [what, payload, headers, status, code] of refused) {
    await t.test(`${what} is ${status}`, async () => {
      const answer = await post(payload, headers);
      assert.deepEqual([answer.status, answer.json.success, answer.json.details.code], [status, false, code]);
      assert.ok(answer.json.error.length > 10);
    });
  }

  await t.test('what only looks odd is let in', async () => {
    const odd = ['"{[[[["', '{"proto":1,"__proto":2,"prototype":{}}', '0', '""', 'null', '[]', '"\\ud83e\\udd6d"'];
    for (const payload of odd) {
      const answer = await post(payload);
      assert.deepEqual([answer.status, answer.json.data], [200, JSON.parse(payload)], payload);
    }
  });

  await t.test('wrong types are told by place', async () => {
    for (const [payload, paths] of [
      ['{"name":1,"tags":["a",2]}', ['body.name', 'body.tags.1']],
      ['[]', ['body']],
      ['', ['body']],
      ['{"toString":1}', ['body.name']],
    ] as const) {
      const answer = await post(payload, json, '/api/strict');
      assert.equal(answer.status, 400);
      assert.deepEqual(
        answer.json.details.issues.map((issue) => issue.path),
        paths,
        payload,
      );
    }
  });

  await t.test('unknown addresses, methods and broken addresses', async () => {
    const cases: ['GET' | 'DELETE' | 'POST' | 'OPTIONS', string, number, string][] = [
      ['GET', '/api/nothing', 404, 'http.route_not_found'],
      ['GET', '/nothing', 404, 'http.route_not_found'],
      ['DELETE', '/api/echo/1', 405, 'http.method_not_allowed'],
      ['GET', '/api/echo/1', 405, 'http.method_not_allowed'],
      ['OPTIONS', '/api/strict', 405, 'http.method_not_allowed'],
      ['POST', '/api/echo/%zz', 400, 'http.bad_request'],
      ['POST', `/api/echo/${'x'.repeat(600)}`, 400, 'http.bad_request'],
      ['GET', '/api/../../etc/passwd', 404, 'http.route_not_found'],
    ];
    for (const [method, url, status, code] of cases) {
      const answer = await inject({ as: null, method, url });
      assert.deepEqual([answer.status, answer.json.details.code], [status, code], `${method} ${url}`);
      if (status === 405) assert.equal(answer.headers.allow, 'POST');
    }
  });

  await t.test('whatever is sent, the answer is an envelope and never a 500', async () => {
    const types = fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'text/html',
      'multipart/form-data; boundary=x',
      'é',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => Buffer.from(text)),
    );
    const paths = fc.oneof(
      fc.constantFrom('/api/echo/1', '/api/strict', '/api/auth/login', '/api/auth/refresh'),
      fc.webPath(),
    );
    await fc.assert(
      fc.asyncProperty(types, bytes, paths, fc.string({ maxLength: 40 }), async (type, payload, url, language) => {
        const headers = {
          'content-type': Buffer.from(type).toString('latin1'),
          'accept-language': encodeURIComponent(language),
        };
        const answer = await inject({
          as: null,
          method: 'POST',
          url: url === '' ? '/' : url,
          payload: Buffer.from(payload),
          headers,
        });
        assert.ok(answer.status < 500, `${answer.status} ${answer.text}`);
        assert.equal(typeof answer.json.success, 'boolean');
      }),
      { numRuns: 150 },
    );
  });

  await t.test('what is not HTTP gets an envelope too, and the server goes on', async () => {
    const { port } = await server.listen({ port: 0, host: '127.0.0.1' });
    const say = (text: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        let answer = '';
        socket.on('data', (chunk) => {
          answer += chunk;
        });
        socket.on('close', () => resolve(answer));
        socket.on('error', reject);
      });
    assert.match(await say('NONSENSE\r\n\r\n'), /^HTTP\/1\.1 400 .*"success":false/s);
    assert.match(await say(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
    const smuggled =
      'POST /api/echo/1 HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n';
    assert.match(await say(smuggled), /^HTTP\/1\.1 400 /);
    assert.equal((await inject({ as: null, method: 'GET', url: '/health' })).status, 200);
  });
});

test('depth of JSON is counted outside strings', () => {
  assert.equal(jsonDepth('[{"a":"]]]]\\"[[["}]'), 2);
  assert.equal(jsonDepth('1'), 0);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const depth = (inner: unknown): number =>
        inner === null || typeof inner !== 'object' ? 0 : 1 + Math.max(0, ...Object.values(inner).map(depth));
      assert.equal(jsonDepth(JSON.stringify(value)), depth(value));
    }),
  );
});
