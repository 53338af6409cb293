import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestTenant } from '@griot/identity/testing';
import { manualClock, silentLogger } from '@griot/kernel';
import { createHttpServer, createLiveHub } from '../index.ts';
import { testServer } from '../testing/index.ts';

interface Told {
  event: string;
  id: string | undefined;
  data: { data?: unknown; truncated?: boolean; reason?: string };
}

/** Reads a stream as the pages do: fetch with the ordinary header. */
async function follow(base: string, bearer: string, topics: string, lastEventId?: string) {
  const abort = new AbortController();
  const answer = await fetch(`${base}/api/live?topics=${topics}`, {
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    signal: abort.signal,
  });
  const reader = answer.status !== 200 ? undefined : answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<Told | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const data = field('data');
        if (data === undefined) continue;
        return { event: field('event') ?? 'message', id: field('id'), data: JSON.parse(data) as Told['data'] };
      }
      const chunk = await reader?.read();
      if (!chunk || chunk.done) return null;
      text += chunk.value;
    }
  };
  return { status: answer.status, next, leave: () => abort.abort(), json: () => answer.json() };
}

test('live events', async (t) => {
  const clock = manualClock('2026-03-02T08:00:00Z');
  const { server, store, identity, tenant } = await testServer(t, { clock, heartbeatMs: 25 });
  // A second process over the same store.
  const other = await createHttpServer({
    store,
    identity,
    clock,
    live: createLiveHub({ store, log: silentLogger, clock }),
    log: silentLogger,
    endpoints: [],
    version: '0',
  });
  t.after(() => other.close().then(() => other.live.close()));
  const baseOf = async (one: typeof server) =>
    `http://127.0.0.1:${(await one.listen({ port: 0, host: '127.0.0.1' })).port}`;
  const base = await baseOf(server);
  const elsewhere = await baseOf(other);
  const bearer = tenant.adminSession.accessToken;
  const { id: tenantId } = tenant.tenant;

  await t.test('an event reaches the followers of its topic, whatever process published it', async () => {
    const here = await follow(base, bearer, 'flows.runs,flows.run.7');
    const there = await follow(elsewhere, bearer, 'flows.runs');
    assert.equal((await here.next())?.event, 'ready');
    assert.equal((await there.next())?.event, 'ready');
    await other.live.publish(tenantId, 'flows.run.8', 'not followed');
    await other.live.publish(tenantId, 'flows.runs', { state: 'running' });
    for (const stream of [here, there]) {
      const told = await stream.next();
      assert.equal(told?.event, 'flows.runs');
      assert.deepEqual(told?.data, { data: { state: 'running' }, truncated: false });
      stream.leave();
    }
  });

  await t.test('of a transaction that rolls back nothing is told', async () => {
    const stream = await follow(base, bearer, 'flows.runs');
    await stream.next();
    await store
      .withTenant(tenantId, async (tx) => {
        await server.live.publishIn(tx, tenantId, 'flows.runs', 'ghost');
        throw new Error('rolled back');
      })
      .catch(() => {});
    await server.live.publish(tenantId, 'flows.runs', 'real');
    assert.equal((await stream.next())?.data.data, 'real');
    stream.leave();
  });

  await t.test('tenants never hear each other, on the same topics', async () => {
    const foreign = await createTestTenant(identity);
    const mine = await follow(base, bearer, 'flows.runs,warehouse.published');
    const theirs = await follow(base, foreign.adminSession.accessToken, 'flows.runs,warehouse.published');
    await Promise.all([mine.next(), theirs.next()]);
    for (let i = 0; i < 20; i++) {
      const [id, whose] = i % 2 === 0 ? [tenantId, 'mine'] : [foreign.tenant.id, 'theirs'];
      await (i % 3 === 0 ? other : server).live.publish(id, i % 5 === 0 ? 'flows.runs' : 'warehouse.published', {
        whose,
        i,
      });
    }
    for (const [stream, whose] of [
      [mine, 'mine'],
      [theirs, 'theirs'],
    ] as const) {
      for (let i = 0; i < 10; i++) assert.match(JSON.stringify((await stream.next())?.data), new RegExp(whose));
      stream.leave();
    }
  });

  await t.test('who comes back is told what they missed; from too far back, to start afresh', async () => {
    const first = await follow(base, bearer, 'flows.runs');
    await first.next();
    await server.live.publish(tenantId, 'flows.runs', 1);
    const seen = await first.next();
    first.leave();
    await server.live.publish(tenantId, 'flows.runs', 2);
    await server.live.publish(tenantId, 'flows.run.1', 'not followed');
    await server.live.publish(tenantId, 'flows.runs', 3);
    const again = await follow(base, bearer, 'flows.runs', seen?.id);
    // The last one may still be on its way when the stream opens.
    const told = [await again.next(), await again.next(), await again.next()];
    assert.deepEqual(
      told.filter((one) => one?.event !== 'ready').map((one) => one?.data.data),
      [2, 3],
    );
    clock.advance(121_000);
    await server.live.publish(tenantId, 'flows.runs', 4);
    assert.equal((await again.next())?.data.data, 4);
    again.leave();
    const late = await follow(base, bearer, 'flows.runs', seen?.id);
    assert.equal((await late.next())?.event, 'reset');
    late.leave();
  });

  await t.test('what is too large to carry is announced without its data', async () => {
    const stream = await follow(base, bearer, 'flows.runs');
    await stream.next();
    await server.live.publish(tenantId, 'flows.runs', 'x'.repeat(10_000));
    assert.deepEqual((await stream.next())?.data, { data: null, truncated: true });
    stream.leave();
  });

  await t.test('topics need their permission and must exist', async () => {
    const plain = await tenant.member({ roles: [] });
    const ask = async (as: string, topics: string) => {
      const stream = await follow(base, as, topics);
      const body = (await stream.json()) as { details: { code: string } };
      return [stream.status, body.details.code];
    };
    assert.deepEqual(await ask(plain.accessToken, 'flows.runs'), [403, 'auth.forbidden']);
    assert.deepEqual(await ask(bearer, 'flows.runs,nothing.here'), [404, 'live.unknown_topic']);
    assert.deepEqual(await ask(bearer, 'flows.run.'), [404, 'live.unknown_topic']);
    assert.deepEqual(await ask(bearer, ''), [400, 'http.validation']);
    assert.deepEqual(await ask('nobody', 'flows.runs'), [401, 'auth.token_invalid']);
    const open = await follow(base, plain.accessToken, 'warehouse.published');
    assert.equal((await open.next())?.event, 'ready');
    open.leave();
  });

  await t.test('a stream ends with the session that opened it', async () => {
    const session = await tenant.member({ roles: ['admin'] });
    const stream = await follow(base, session.accessToken, 'flows.runs');
    await stream.next();
    await identity.logout({ refreshToken: session.refreshToken });
    assert.deepEqual(
      [await stream.next(), await stream.next()],
      [{ event: 'bye', id: undefined, data: { reason: 'unauthenticated' } }, null],
    );
  });

  await t.test('a rule may hide single events from scoped members', async () => {
    server.live.allow([
      {
        pattern: 'zones.zone.*',
        permission: 'authenticated',
        visible: (actor, event) =>
          actor.scopes.length === 0 || actor.scopes.some((scope) => event.topic.endsWith(scope.id)),
      },
    ]);
    const scoped = await tenant.member({ roles: [], scopes: [{ kind: 'zones.zone', id: 'A' }] });
    const stream = await follow(base, scoped.accessToken, 'zones.zone.A,zones.zone.B');
    await stream.next();
    await server.live.publish(tenantId, 'zones.zone.B', 'hidden');
    await server.live.publish(tenantId, 'zones.zone.A', 'seen');
    assert.equal((await stream.next())?.data.data, 'seen');
    stream.leave();
  });

  await t.test('closing the server says goodbye', async () => {
    const stream = await follow(base, bearer, 'flows.runs');
    await stream.next();
    await server.close();
    assert.deepEqual((await stream.next())?.data, { reason: 'closing' });
    assert.equal(await stream.next(), null);
  });
});
