import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { defineDownload, defineEndpoint, etagOf, reply } from '../index.ts';
import { testServer } from '../testing/index.ts';
import { contentDisposition } from './define-download.ts';
import { matchesEtag } from './etag.ts';

const tags = ['test'];
const thing = z.object({ id: z.string(), n: z.number() });

const endpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/api/things/:id',
    summary: 'One thing',
    tags,
    permission: 'core.flows.read',
    params: z.object({ id: z.string().max(10) }),
    query: z.object({ n: z.coerce.number().int().max(5).default(1), since: z.iso.date().optional() }),
    data: thing,
    // A column that the contract does not name must not leave.
    handler: ({ params, query }) => ({ id: params.id, n: query.n, secret: 'hidden' }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/api/things',
    summary: 'Make',
    tags,
    body: thing,
    data: thing,
    handler: ({ body }) => reply(body, { status: 201, message: 'C’est fait.', headers: { 'x-extra': 'yes' } }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/api/etagged',
    summary: 'Etagged',
    tags,
    cache: 'generation',
    data: thing,
    handler: ({ actor }) => reply({ id: 'a', n: 1 }, { etag: etagOf(7, actor.scopes) }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/api/breaks/:how',
    summary: 'Breaks',
    tags,
    params: z.object({ how: z.string() }),
    data: thing,
    handler: ({ params }) => {
      if (params.how === 'domain') {
        throw new DomainError({ code: 'stock.insufficient', kind: 'conflict', details: { left: 2, status: 'x' } });
      }
      if (params.how === 'shape') return { id: 'a', n: 'not a number' as unknown as number };
      throw new Error('password of the database is hunter2');
    },
  }),
  defineDownload({
    method: 'GET',
    path: '/api/file',
    summary: 'File',
    tags,
    produces: ['text/plain'],
    query: z.object({ fail: z.string().optional() }),
    handler: ({ query }) => {
      if (query.fail) throw new DomainError({ code: 'x.y', kind: 'not_found' });
      return {
        contentType: 'text/plain',
        filename: 'Relevé "août" 2026.txt',
        stream: (async function* () {
          yield 'a';
          yield 'b';
        })(),
      };
    },
  }),
];

test('endpoints', async (t) => {
  const messages = [
    { fr: { 'stock.insufficient': 'Il n’en reste que {left}.' }, en: { 'stock.insufficient': 'Only {left} left.' } },
  ];
  const { inject, tenant } = await testServer(t, { endpoints, messages });

  await t.test('answers what its schema names, in the envelope', async () => {
    const answer = await inject({ method: 'GET', url: '/api/things/a?n=3' });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json, { success: true, data: { id: 'a', n: 3 } });
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.match(String(answer.headers['x-request-id']), /^[0-9a-f-]{36}$/);
  });

  await t.test('tells all faults of params, query and body at once, with place and sentence', async () => {
    const answer = await inject({ method: 'GET', url: '/api/things/aaaaaaaaaaaaaaa?n=9&since=2026-02-30' });
    assert.equal(answer.status, 400);
    assert.equal(answer.json.error, 'Certaines valeurs sont à corriger.');
    assert.deepEqual(
      answer.json.details.issues.map((issue) => [issue.path, issue.message]),
      [
        ['params.id', 'doit avoir au plus 10 caractère(s)'],
        ['query.n', 'doit valoir au plus 5'],
        ['query.since', 'doit être une date AAAA-MM-JJ'],
      ],
    );
    assert.equal(answer.json.details.status, 400);
    assert.equal(answer.json.details.type, 'urn:griot:error:http.validation');
  });

  await t.test('reply says status, message and headers', async () => {
    const answer = await inject({ method: 'POST', url: '/api/things', payload: { id: 'a', n: 1 } });
    assert.equal(answer.status, 201);
    assert.equal(answer.json.message, 'C’est fait.');
    assert.equal(answer.headers['x-extra'], 'yes');
  });

  await t.test('who may not is told so, before anything is read', async () => {
    const { accessToken } = await tenant.member({ roles: [] });
    const cases: [string | null, number, string][] = [
      [null, 401, 'auth.missing'],
      ['nonsense', 401, 'auth.token_invalid'],
      [accessToken, 403, 'auth.forbidden'],
    ];
    for (const [as, status, code] of cases) {
      const answer = await inject({ as, method: 'GET', url: '/api/things/aaaaaaaaaaaaaaaaaaaaaa' });
      assert.deepEqual([answer.status, answer.json.details.code], [status, code]);
    }
    const forbidden = await inject({ as: accessToken, method: 'GET', url: '/api/things/a' });
    assert.equal(forbidden.json.error, 'Il vous manque le droit « core.flows.read ».');
  });

  await t.test('an ETag that the caller has is answered 304 without a body', async () => {
    const first = await inject({ method: 'GET', url: '/api/etagged' });
    const etag = String(first.headers.etag);
    assert.match(etag, /^W\/"[0-9a-f]{32}"$/);
    const second = await inject({ method: 'GET', url: '/api/etagged', headers: { 'if-none-match': `"x", ${etag}` } });
    assert.deepEqual([second.status, second.text], [304, '']);
    assert.equal(
      (await inject({ as: null, method: 'GET', url: '/api/etagged', headers: { 'if-none-match': etag } })).status,
      401,
    );
  });

  await t.test('a domain error gets its sentence, status and facts; reserved members are ours', async () => {
    const french = await inject({ method: 'GET', url: '/api/breaks/domain' });
    assert.deepEqual([french.status, french.json.code, french.json.error], [409, 409, 'Il n’en reste que 2.']);
    assert.equal(french.json.details.left, 2);
    assert.equal(french.json.details.status, 409);
    assert.equal(french.json.details.instance, '/api/breaks/domain');
    const headers = { 'accept-language': 'en' };
    assert.equal((await inject({ method: 'GET', url: '/api/breaks/domain', headers })).json.error, 'Only 2 left.');
  });

  await t.test('an unknown error tells the request number and nothing else', async () => {
    for (const how of ['unknown', 'shape']) {
      const answer = await inject({
        method: 'GET',
        url: `/api/breaks/${how}`,
        headers: { 'x-request-id': 'trace-12345' },
      });
      assert.equal(answer.status, 500);
      assert.equal(answer.json.details.code, 'internal');
      assert.equal(answer.json.details.requestId, 'trace-12345');
      assert.ok(!/hunter2|number|at /.test(answer.text), answer.text);
    }
  });

  await t.test('a download streams with a name for every reader; its errors are in the envelope', async () => {
    const answer = await inject({ method: 'GET', url: '/api/file' });
    assert.equal(answer.text, 'ab');
    assert.equal(
      answer.headers['content-disposition'],
      `attachment; filename="Releve _aout_ 2026.txt"; filename*=UTF-8''Relev%C3%A9%20%22ao%C3%BBt%22%202026.txt`,
    );
    const failed = await inject({ method: 'GET', url: '/api/file?fail=1' });
    assert.deepEqual([failed.status, failed.json.success], [404, false]);
  });
});

test('no file name breaks the header', () => {
  for (const name of ['a\r\nSet-Cookie: x', '"; filename=evil', '../../etc/passwd', '%00', '\ud800', '']) {
    const header = contentDisposition(name);
    assert.match(header, /^attachment; filename="[^"\r\n\\/]*"; filename\*=UTF-8''[A-Za-z0-9%._~!$&+^`|-]*$/);
  }
});

test('If-None-Match', () => {
  assert.ok(matchesEtag('*', 'a'));
  assert.ok(matchesEtag('W/"a"', 'a'));
  assert.ok(matchesEtag('"b" , "a"', 'a'));
  assert.ok(!matchesEtag('"ab"', 'a'));
  assert.ok(!matchesEtag(undefined, 'a'));
});
