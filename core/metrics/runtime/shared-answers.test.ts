import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { manualClock, silentLogger } from '@griot/kernel';
import { hasRedis, testRedis } from '../testing/redis-server.ts';
import { openShop, type Shop } from '../testing/shop.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { connectSharedAnswers, type SharedAnswers } from './shared-answers.ts';

const A = { tenantId: '018f0000-0000-7000-8000-00000000000a', application: 'shop' };
const B = { tenantId: '018f0000-0000-7000-8000-00000000000b', application: 'shop' };
const QUERY = { metrics: ['revenue'], dimensions: ['metric_time__month'], order: ['metric_time'] };

/** Two servers over one warehouse, each with a memory of its own. */
function servers(shop: Shop, shared: SharedAnswers | [SharedAnswers, SharedAnswers]): [Metrics, Metrics] {
  const [one, other] = Array.isArray(shared) ? shared : [shared, shared];
  const make = (answers: SharedAnswers) =>
    createMetrics({
      ...{ warehouse: shop.warehouse, manifest: () => shop.manifest, log: silentLogger, shared: answers },
      ...{ clock: manualClock('2024-05-01T00:00:00Z'), generationTtlMs: 0 },
    });
  return [make(one), make(other)];
}

/** The answers of a server whose store is somewhere else. */
async function sharesAnswers(shop: Shop, [first, second]: [Metrics, Metrics], settle: () => Promise<void>) {
  const computed = await first.query(A, QUERY);
  await settle();
  const asked = shop.warehouse.queries;
  const shared = await second.query(A, QUERY);
  assert.equal(shop.warehouse.queries, asked, 'the other server’s answer was there');
  assert.deepEqual([shared.cached, shared.rows, shared.columns], [true, computed.rows, computed.columns]);
  assert.deepEqual([shared.etag, shared.passport], [computed.etag, computed.passport]);
  // Another tenant, another reader's part, another generation: nothing of it is theirs.
  await second.query(B, QUERY);
  assert.equal(shop.warehouse.queries, asked + 1);
  await second.query({ ...A, scopes: [{ kind: 'shop', id: '1' }] }, QUERY);
  assert.equal(shop.warehouse.queries, asked + 2);
  shop.warehouse.generation = { ...shop.warehouse.generation, id: 2 };
  await second.query(A, QUERY);
  assert.equal(shop.warehouse.queries, asked + 3);
  // A warehouse that was begun anew counts from one again.
  shop.warehouse.generation = { ...shop.warehouse.generation, id: 1, publishedAt: '2024-06-01T00:00:00Z' };
  await second.query(A, QUERY);
  assert.equal(shop.warehouse.queries, asked + 4);
}

const inMemory = (): SharedAnswers => {
  const kept = new Map<string, string>();
  return {
    get: async (key) => kept.get(key) ?? null,
    set: async (key, value) => void kept.set(key, value),
    close: async () => {},
  };
};

async function opened(t: TestContext): Promise<Shop> {
  const shop = await openShop();
  t.after(() => shop.close());
  return shop;
}

test('servers share answers, each only with its own kind', async (t) => {
  const shop = await opened(t);
  await sharesAnswers(shop, servers(shop, inMemory()), async () => {});
});

test('without a server at the address every answer is computed, at once', async (t) => {
  const shop = await opened(t);
  const warnings: string[] = [];
  const log = { ...silentLogger, warn: (_: unknown, text: string) => void warnings.push(text) };
  const shared = await connectSharedAnswers({ url: 'redis://127.0.0.1:1', log });
  t.after(() => shared.close());
  const [first] = servers(shop, shared);
  for (let asked = 0; asked < 3; asked += 1) {
    shop.warehouse.generation = { ...shop.warehouse.generation, id: asked + 1 };
    assert.equal((await first.query(A, QUERY)).cached, false);
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.deepEqual(warnings, ['The shared cache of answers is away: answers are computed']);
});

const skip = hasRedis() ? false : 'no redis-server here: apt-get install redis-server';
test('through a real Redis, which may die and come back', { skip }, async (t) => {
  const shop = await opened(t);
  const redis = await testRedis(t);
  const both = await Promise.all([1, 2].map(() => connectSharedAnswers({ url: redis.url, log: silentLogger })));
  t.after(async () => {
    for (const one of both) await one.close();
  });
  const [one, other] = both as [SharedAnswers, SharedAnswers];
  const writable = async (answers: SharedAnswers): Promise<void> => {
    for (;;) {
      await answers.set('probe', 'there', 60_000);
      if ((await answers.get('probe')) !== null) return;
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  await writable(one);
  await writable(other);
  await sharesAnswers(shop, servers(shop, [one, other]), async () => void (await one.get('probe')));
  await one.set('brief', 'gone soon', 20);
  while ((await one.get('brief')) !== null) await new Promise((done) => setTimeout(done, 20));

  await redis.kill();
  const [alone] = servers(shop, [one, other]);
  assert.equal((await alone.query(A, QUERY)).cached, false);
  await redis.start();
  await writable(one);
});
