import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Endpoint } from '@griot/http';
import type { SignedIn } from '@griot/identity';
import { createTestTenant } from '@griot/identity/testing';
import { z } from 'zod';
import compta from '../app.ts';
import { makeBooks } from '../demo/books/make-books.ts';
import { makeExports } from '../demo/exports/make-exports.ts';
import { comptaPlatform } from '../testing/compta-platform.ts';
import { SETS } from '../testing/in-memory.ts';

interface Mine {
  clientId: string;
  batchId: string;
  fileId: string;
}

/** Where ids of clients, batches and files stand in a request. */
const IDS: Record<string, keyof Mine> = {
  id: 'clientId',
  clientId: 'clientId',
  client: 'clientId',
  batchId: 'batchId',
  lot: 'batchId',
  fileId: 'fileId',
};
/** What else a request must have. A new endpoint with another such field needs its value here. */
const VALUES: Record<string, unknown> = {
  ...{ ligne: 2, reference: 'AZ', compte: '411000', tiers: 'C001', journal: 'VTE', controle: 'round_amounts' },
  ...{ name: 'Un autre', debut: 0, limite: 10, format: 'xlsx', etat: 'bilan' },
};
/** Endpoints without an id: what they answer is held against the reader's clients below. */
const WITHOUT_ID = new Set([
  'GET /api/compta/clients',
  'POST /api/compta/clients',
  'POST /api/files/comptable/upload',
  'GET /api/compta/notices',
  'POST /api/compta/notices/read',
]);

type Schema = {
  properties?: Record<string, Schema & { enum?: unknown[]; format?: string }>;
  required?: string[];
  anyOf?: Schema[];
  allOf?: Schema[];
};

const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`;

/** Values for each field of a schema that is an id or required. */
function filled(schema: z.ZodType | undefined, ids: Mine, endpoint: Endpoint): Record<string, unknown> {
  if (!schema) return {};
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const values: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(shape.properties ?? {})) {
    const id = IDS[name];
    if (id !== undefined) values[name] = ids[id];
    else if (property.enum && shape.required?.includes(name)) values[name] = property.enum[0];
    else if (name in VALUES) values[name] = VALUES[name];
    else assert.ok(!shape.required?.includes(name), `${nameOf(endpoint)}: say in this test what ${name} may be`);
  }
  return values;
}

function requestOf(endpoint: Endpoint, ids: Mine) {
  const params = filled(endpoint.params, ids, endpoint);
  const query = filled(endpoint.query, ids, endpoint);
  const body = filled(endpoint.body, ids, endpoint);
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => String(params[name]));
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const url = search.size > 0 ? `${path}?${search}` : path;
  const hasIds = [params, query, body].some((part) => Object.keys(part).some((name) => name in IDS));
  return { request: { method: endpoint.method, url, ...(endpoint.body && { payload: body }) }, hasIds };
}

test('every endpoint, with the ids of another client: not there', { timeout: 300_000 }, async (t) => {
  const platform = await comptaPlatform(t);
  const { inject, services, tenantId } = platform;
  const endpoints = compta.endpoints(services);
  const period = { start: '2025-01-01', end: '2025-03-31' };
  const load = async (company: string): Promise<Mine> => {
    const clientId = await platform.newClient(company);
    const books = makeBooks({ seed: company, company, ...period, lines: 60 });
    const sent = await platform.upload(clientId, makeExports(books, SETS.FEC));
    const { batchId } = sent.data;
    const { run } = await platform.load(batchId, { confirm: true });
    assert.equal(run?.state, 'succeeded', JSON.stringify(run?.failure));
    const files = await inject<{ items: { id: string }[] }>({
      method: 'GET',
      url: `/api/files/comptable/${batchId}/files`,
    });
    return { clientId, batchId, fileId: files.json.data.items[0]?.id ?? '' };
  };
  const own = await load('Maison Propre');
  const foreign = await load('Maison Voisine');
  const scopes = [{ kind: 'compta.client', id: own.clientId }];
  const user = await platform.tenant.member({ roles: ['client'], scopes });
  const narrowed = await platform.tenant.member({ roles: ['admin'], scopes });
  const elsewhere = (await createTestTenant(platform.identity, { slug: 'autre-cabinet' })).adminSession;
  const otherScope = await platform.tenant.member({
    roles: ['admin'],
    scopes: [{ kind: 'zones.zone', id: own.clientId }],
  });
  const ask = async (endpoint: Endpoint, ids: Mine, as: SignedIn) =>
    inject({ ...requestOf(endpoint, ids).request, as });

  for (const endpoint of endpoints) {
    const name = nameOf(endpoint);
    await t.test(name, async () => {
      if (WITHOUT_ID.has(name)) return;
      assert.ok(requestOf(endpoint, foreign).hasIds, 'without an id: add it to WITHOUT_ID, and what it answers below');
      for (const [who, as] of Object.entries({ narrowed, elsewhere, otherScope })) {
        const answer = await ask(endpoint, foreign, as);
        assert.equal(answer.status, 404, `${who}: ${answer.text}`);
      }
      // His file, under a batch of his own, is asked for by its own id alone.
      if (endpoint.path.includes(':fileId')) {
        const mixed = await ask(endpoint, { ...own, fileId: foreign.fileId }, narrowed);
        assert.equal(mixed.status, 404, mixed.text);
      }
      const answer = await ask(endpoint, foreign, user);
      assert.ok([403, 404].includes(answer.status), answer.text);
      assert.equal(answer.text.includes('Maison Voisine'), false);
      // With his own ids it is there: what was refused was the ids, not the request.
      if (endpoint.path.endsWith('/archive')) return;
      const mine = await ask(endpoint, own, narrowed);
      assert.ok(
        ![401, 403, 404, 422, 400].includes(mine.status) && mine.status < 500,
        `own: ${mine.status} ${mine.text}`,
      );
    });
  }

  await t.test('lists hold what the reader may see, and nothing else', async () => {
    const lists = ['/api/compta/clients', '/api/compta/notices'];
    for (const url of lists) {
      const firm = await inject({ method: 'GET', url });
      assert.ok(firm.text.includes(foreign.clientId), url);
      for (const as of [user, narrowed]) {
        const { text } = await inject({ method: 'GET', url, as });
        assert.ok(text.includes(own.clientId), url);
        assert.equal(text.includes(foreign.clientId), false, url);
      }
      for (const as of [elsewhere, otherScope]) {
        const { json } = await inject<{ items: unknown[] }>({ method: 'GET', url, as });
        assert.deepEqual(json.data.items, [], url);
      }
    }
    const books = makeBooks({ seed: 'x', company: 'X', start: '2025-04-01', end: '2025-06-30', lines: 60 });
    const exports = makeExports(books, SETS.FEC);
    for (const as of [narrowed, elsewhere, otherScope])
      assert.equal((await platform.upload(foreign.clientId, exports, as)).status, 404);
    assert.equal((await platform.upload(foreign.clientId, exports, user)).status, 403);
    assert.equal(
      (await inject({ method: 'POST', url: '/api/compta/clients', payload: { name: 'X' }, as: user })).status,
      403,
    );
  });

  await t.test('live news of another client is not pushed', async () => {
    const told: string[] = [];
    const leave = await services.live.subscribe(user.actor, ['compta.periods'], undefined, {
      event: ({ data }) => void told.push((data as { clientId: string }).clientId),
      reset: () => {},
      closed: () => {},
    });
    t.after(leave);
    for (const { clientId, batchId } of [foreign, own])
      await services.live.publish(tenantId, 'compta.periods', { clientId, batchId, status: 'COMPLETED' });
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.deepEqual(told, [own.clientId]);
  });
});
