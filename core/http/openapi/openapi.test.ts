import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { defineDownload, defineEndpoint, defineUpload } from '../index.ts';
import { testServer } from '../testing/index.ts';

const shape = z.object({ id: z.uuid(), amount: z.string().nullable() });
const endpoints = [
  defineEndpoint({
    method: 'PUT',
    path: '/api/things/:id',
    summary: 'Changer',
    description: 'Longer.',
    tags: ['things'],
    permission: 'core.flows.run',
    idempotent: true,
    params: z.object({ id: z.uuid() }),
    query: z.object({ limit: z.coerce.number().int().max(500).default(50), q: z.string().optional() }),
    body: z.object({ amount: z.string() }),
    data: shape,
    handler: ({ params, body }) => ({ id: params.id, amount: body.amount }),
  }),
  defineDownload({
    method: 'GET',
    path: '/api/export',
    summary: 'Exporter',
    tags: ['things'],
    produces: ['text/csv'],
    handler: () => ({ contentType: 'text/csv', stream: ['a'].values() as unknown as AsyncIterable<string> }),
  }),
  defineUpload({
    path: '/api/upload',
    summary: 'Déposer',
    tags: ['things'],
    limits: { maxFileBytes: 1 },
    data: z.null(),
    handler: async () => null,
  }),
];

interface Document {
  openapi: string;
  paths: Record<
    string,
    Record<
      string,
      { [key: string]: unknown; operationId: string; parameters: { name: string; required: boolean; in: string }[] }
    >
  >;
}

test('the document and its page', async (t) => {
  const { inject } = await testServer(t, { endpoints });
  const get = (url: string) => inject({ as: null, method: 'GET', url });
  const text = (await get('/api/openapi.json')).text;
  const document = JSON.parse(text) as Document;

  await t.test('says what validates', () => {
    assert.equal(document.openapi, '3.1.0');
    const operation = document.paths['/api/things/{id}']?.put;
    assert.deepEqual(
      operation?.parameters.map(({ name, in: place, required }) => [name, place, required]),
      [
        ['id', 'path', true],
        ['limit', 'query', false],
        ['q', 'query', false],
        ['Idempotency-Key', 'header', false],
      ],
    );
    assert.equal(operation?.['x-permission'], 'core.flows.run');
    assert.match(text, /"multipart\/form-data"/);
    assert.match(text, /"text\/csv"/);
  });

  await t.test('every operation is named once, every path parameter declared, every reference there', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, operation })),
    );
    const names = operations.map(({ operation }) => operation.operationId);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.length > 25);
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
      assert.deepEqual(declared, inPath, path);
    }
    for (const [, reference = ''] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
      const target = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
      assert.ok(target, reference);
    }
  });

  await t.test('the page needs nothing from elsewhere and no inline script', async () => {
    const page = await get('/api/docs');
    assert.ok(!/<script(?![^>]*src=)/.test(page.text));
    assert.ok(!/https?:\/\//.test(page.text));
    assert.match((await get('/api/docs/start.js')).text, /withDefaultFonts: false/);
    const script = await get('/api/docs/scalar.js');
    assert.equal(script.status, 200);
    assert.ok(script.text.length > 1_000_000);
    assert.match(script.text, /createApiReference/);
  });
});
