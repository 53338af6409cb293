import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { DomainError, manualClock, silentLogger } from '@griot/kernel';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import { defineEndpoint, reply } from '../index.ts';
import { testServer } from '../testing/index.ts';
import { claimKey } from './idempotency.ts';

test('Idempotency-Key', async (t) => {
  const clock = manualClock('2026-03-02T08:00:00Z');
  let made = 0;
  let gate: Promise<void> = Promise.resolve();
  let fail: 'domain' | 'crash after commit' | undefined;
  const order = z.object({ number: z.int(), note: z.string() });
  const { inject, tenant, store, identity } = await testServer(t, {
    clock,
    endpoints: ({ store: db }) => [
      defineEndpoint({
        method: 'POST',
        path: '/api/orders',
        summary: 'Order',
        tags: ['test'],
        idempotent: true,
        query: z.object({ shop: z.string().optional() }),
        body: z.object({ note: z.string() }),
        data: order,
        async handler({ actor, body, remember }) {
          const number = ++made;
          await gate;
          if (fail === 'domain') throw new DomainError({ code: 'stock.insufficient', kind: 'conflict' });
          const data = { number, note: body.note };
          if (fail === 'crash after commit') {
            await db.withTenant(actor.tenantId, (tx) => remember(tx, data, 201));
            throw new Error('the process died here');
          }
          return reply(data, { status: 201 });
        },
      }),
    ],
  });
  const send = (key: string | undefined, o: { note?: string; url?: string; as?: string } = {}) =>
    inject<z.output<typeof order>>({
      method: 'POST',
      url: o.url ?? '/api/orders',
      payload: { note: o.note ?? 'x' },
      headers: key === undefined ? {} : { 'idempotency-key': key },
      ...(o.as === undefined ? {} : { as: o.as }),
    });

  await t.test('the same key does the work once and repeats the answer', async () => {
    const first = await send('order-1');
    const again = await send('order-1');
    assert.deepEqual([first.status, again.status], [201, 201]);
    assert.deepEqual(again.json, first.json);
    assert.equal(first.headers['idempotency-replayed'], undefined);
    assert.equal(again.headers['idempotency-replayed'], 'true');
    assert.equal(made, 1);
    assert.notEqual((await send(undefined)).json.data.number, (await send(undefined)).json.data.number);
  });

  await t.test('under another body or address the key is refused', async () => {
    for (const o of [{ note: 'y' }, { url: '/api/orders?shop=b' }]) {
      const answer = await send('order-1', o);
      assert.deepEqual([answer.status, answer.json.details.code], [409, 'http.idempotency_mismatch']);
    }
  });

  await t.test('a bad key is told', async () => {
    for (const key of ['', 'a b', 'é', 'x'.repeat(201)]) {
      const answer = await send(key);
      assert.deepEqual([answer.status, answer.json.details.code], [400, 'http.idempotency_key_invalid'], key);
    }
  });

  await t.test('another person’s and another tenant’s key of the same text is another key', async () => {
    const colleague = await tenant.member({ roles: ['admin'] });
    const numbers = new Set<number>();
    for (const as of [undefined, colleague.accessToken]) {
      const answer = await send('shared', as === undefined ? {} : { as });
      numbers.add(answer.json.data.number);
    }
    assert.equal(numbers.size, 2);
  });

  await t.test('of many at once one does the work and the others get its answer', async () => {
    const before = made;
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    const all = Promise.all(Array.from({ length: 6 }, () => send('race')));
    await wait(150);
    resolve();
    const answers = await all;
    assert.equal(made, before + 1);
    assert.deepEqual(new Set(answers.map((answer) => answer.text)).size, 1);
    assert.equal(answers.filter((answer) => answer.headers['idempotency-replayed'] === 'true').length, 5);
  });

  await t.test('what failed may be tried again', async () => {
    fail = 'domain';
    assert.equal((await send('retry')).status, 409);
    fail = undefined;
    assert.equal((await send('retry')).status, 201);
  });

  await t.test('an answer remembered with its effect survives what comes after the commit', async () => {
    fail = 'crash after commit';
    assert.equal((await send('kept')).status, 500);
    fail = undefined;
    const before = made;
    const again = await send('kept');
    assert.deepEqual([again.status, again.headers['idempotency-replayed']], [201, 'true']);
    assert.equal(made, before);
  });

  await t.test('a process that died in the middle frees the key after its lease, for the same request', async () => {
    const deps = { store, clock, log: silentLogger };
    const signal = new AbortController().signal;
    const claim = () => claimKey(deps, { actor: tenant.admin, key: 'dead', hash: 'h', signal });
    const first = await claim();
    assert.equal(first.kind, 'run');
    clock.advance(30_000);
    const second = await claim();
    assert.equal(second.kind, 'run');
    // The first was not dead but slow: its effect must not be committed beside the second's.
    if (first.kind === 'run') {
      const late = store.withTenant(tenant.tenant.id, (tx) => first.lease.keep({ status: 200, body: '{}' }, tx));
      await assert.rejects(
        late,
        (error: unknown) => error instanceof DomainError && error.code === 'http.idempotency_running',
      );
      await first.lease.release();
    }
    if (second.kind === 'run') await second.lease.keep({ status: 200, body: '{}' });
    assert.equal((await claim()).kind, 'repeat');
  });

  await t.test('a day later the key is forgotten, and bodies are never kept in clear', async () => {
    await send('day', { note: 'a very recognisable note' });
    const rows = await store.withSystem((tx) => tx.execute(sql`SELECT request_hash FROM http_idempotency`));
    assert.ok(!JSON.stringify(rows.rows).includes('recognisable'));
    clock.advance(24 * 3600_000 + 1);
    const { accessToken } = await identity.login({
      login: tenant.admin.login,
      password: 'Sept baobabs au bord du fleuve',
      ip: '127.0.0.1',
    });
    const before = made;
    assert.equal((await send('day', { note: 'other', as: accessToken })).status, 201);
    assert.equal(made, before + 1);
  });
});
