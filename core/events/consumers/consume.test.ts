import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '@griot/kernel';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { EventBatch, EventConsumer, StoredEvent } from '../index.ts';
import { testEvents } from '../testing/index.ts';
import { sale } from '../testing/sample-types.ts';
import { sumConsumer } from '../testing/sum-consumer.ts';

test('a reader skips nothing while writers commit in any order, and each key comes in order', async (t) => {
  const { store, events, tenantId, consume, drained } = await testEvents(t);
  const seen: StoredEvent[] = [];
  await consume({
    ...sumConsumer,
    batchSize: 7,
    handle: async (batch) => {
      await sumConsumer.handle(batch);
      seen.push(...batch.events);
    },
  });
  // Eight writers; each holds its transaction open for a while after it has its positions, one in five gives up.
  const writer = async (w: number) => {
    for (let n = 0; n < 12; n += 1) {
      const batch = Array.from({ length: 5 }, (_, i) => sale(`${w}-${n}-${i}`, `key ${(w + i) % 4} of ${w}`, 1));
      await store
        .withTenant(tenantId, async (tx) => {
          await events.append(tenantId, batch, { tx });
          await new Promise((resolve) => setTimeout(resolve, (w * 7 + n * 3) % 11));
          if ((w + n) % 5 === 0) throw new Error('given up');
        })
        .catch((error: unknown) => {
          if ((w + n) % 5 !== 0) throw error;
        });
    }
  };
  await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(writer));
  await drained(sumConsumer.group);
  const page = await store.withTenant(tenantId, (tx) =>
    tx.execute<{ events: string; sales: string; gaps: string }>(sql`
      SELECT (SELECT count(*) FROM event_log) AS events, (SELECT sum(sales) FROM test_sums) AS sales,
             (SELECT count(*) FROM event_shards s WHERE s.next_position - 1 <>
               (SELECT count(*) FROM event_log l WHERE l.tenant_id = s.tenant_id AND l.shard = s.shard)) AS gaps`),
  );
  const { events: appended, sales, gaps } = page.rows[0] ?? {};
  assert.equal(gaps, '0');
  assert.equal(sales, appended);
  assert.equal(seen.length, Number(appended));
  const lastOf = new Map<string, number>();
  for (const event of seen) {
    assert.ok(Number(event.position) > (lastOf.get(event.key) ?? 0), event.key);
    lastOf.set(event.key, Number(event.position));
  }
});

test('an event that keeps failing is put aside alone; mended, it reaches its group once', async (t) => {
  const { store, events, tenantId, consume, drained } = await testEvents(t);
  const picky: EventConsumer = {
    ...sumConsumer,
    maxAttempts: 3,
    backoffMs: 10,
    handle: async (batch) => {
      await sumConsumer.handle(batch);
      const bad = batch.events.find(({ payload }) => payload.amount === 13);
      if (bad) throw new DomainError({ code: 'shop.unlucky', kind: 'invalid', message: `13 in ${bad.id}` });
    },
  };
  await consume(picky);
  const batch = Array.from({ length: 40 }, (_, n) => sale(`s${n}`, 'one key', n + 1));
  await events.append(tenantId, batch);
  await drained(picky.group);
  const total = async () => {
    const { rows } = await store.withTenant(tenantId, (tx) =>
      tx.execute<{ sales: string; total: string }>(sql`SELECT sales, total FROM test_sums`),
    );
    return [rows[0]?.sales, rows[0]?.total];
  };
  assert.deepEqual(await total(), ['39', String(820 - 13)]);
  const [letter] = (await events.deadLetters(tenantId, { state: 'open', group: picky.group })).items;
  assert.ok(letter);
  assert.deepEqual(
    [letter.eventId, letter.code, letter.attempts, letter.reason],
    ['s12', 'shop.unlucky', 3, '13 in s12'],
  );

  await assert.rejects(events.resend(tenantId, letter.id, { by: 'Awa', mending: { payload: { amount: 'x' } } }), {
    code: 'events.invalid',
  });
  await assert.rejects(events.resend(tenantId, letter.id, { by: 'Awa', mending: { key: 'other' } }), {
    code: 'events.key_fixed',
  });
  await events.resend(tenantId, letter.id, { by: 'Awa' });
  const state = async () => (await events.deadLetter(tenantId, letter.id)).state;
  while ((await state()) === 'queued') await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(await state(), 'open', 'it failed again');
  const queued = await events.resend(tenantId, letter.id, {
    by: 'Awa',
    note: 'saisie',
    mending: { payload: { amount: 14 } },
  });
  assert.deepEqual([queued.original?.payload, queued.event.payload], [{ amount: 13 }, { amount: 14 }]);
  while ((await state()) === 'queued') await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(await state(), 'resent');
  assert.deepEqual(await total(), ['40', String(820 - 13 + 14)]);
  await assert.rejects(events.resend(tenantId, letter.id, { by: 'Awa' }), { code: 'events.letter_closed' });
});

test('an event refused at the door is mended into the log, or discarded', async (t) => {
  const { events, tenantId } = await testEvents(t);
  const bad = [sale('a', 'k', -1), sale('b', 'k', -2)];
  await events.append(tenantId, bad, { invalid: 'dead_letter' });
  const letters = (await events.deadLetters(tenantId)).items;
  const idOf = (event: string) => letters.find(({ eventId }) => eventId === event)?.id ?? '';
  await events.resend(tenantId, idOf('a'), { by: 'Awa', mending: { payload: { amount: 1 } } });
  await events.discard(tenantId, idOf('b'), { by: 'Awa', note: 'essai' });
  assert.deepEqual(
    (await events.search(tenantId)).items.map(({ id }) => id),
    ['a'],
  );
  const states = (await events.deadLetters(tenantId)).items.map(({ eventId, state }) => [eventId, state]);
  assert.deepEqual(states.sort(), [
    ['a', 'resent'],
    ['b', 'discarded'],
  ]);
});

test('a group is replayed from the start, from an instant and from now, and paused; the holder of a shard loses it', async (t) => {
  const { events, tenantId, consume, drained } = await testEvents(t);
  const seen: string[] = [];
  const group = 'shop.watch';
  const watch: EventConsumer = {
    group,
    label: sumConsumer.label,
    types: 'all',
    handle: async (batch) => void seen.push(...batch.events.map(({ id }) => id)),
  };
  await consume(watch);
  await events.append(tenantId, [sale('a', 'k', 1), { id: 'd', key: 'k', type: 'shop.door.opened', payload: {} }]);
  await drained(group);
  await events.append(tenantId, [sale('b', 'k', 1), sale('c', 'k2', 1)]);
  await drained(group);
  const at = (await events.search(tenantId, { id: 'b' })).items[0]?.recordedAt ?? '';
  const replay = async (from: Parameters<typeof events.resetGroup>[2]) => {
    seen.length = 0;
    await events.resetGroup(tenantId, group, from);
    await drained(group);
    return [...seen].sort();
  };
  assert.deepEqual(await replay('start'), ['a', 'b', 'c', 'd']);
  assert.deepEqual(await replay({ recordedAt: at }), ['b', 'c']);
  assert.deepEqual(await replay('end'), []);
  await events.pauseGroup(tenantId, group, true);
  await events.append(tenantId, [sale('e', 'k', 1)]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal((await events.groups(tenantId))[0]?.lag, 1);
  await events.pauseGroup(tenantId, group, false);
  await drained(group);
  assert.deepEqual(seen, ['e']);
  await assert.rejects(events.resetGroup(tenantId, 'nobody', 'start'), { code: 'events.group_unknown' });
});

test('what a group made is made again in one transaction: readers have the old until the new is whole, one that cannot be handled is put aside', async (t) => {
  const { events, store, tenantId, consume, drained } = await testEvents(t);
  const unlucky = new Set<string>();
  const consumer = {
    ...sumConsumer,
    group: 'test.again',
    batchSize: 7,
    handle: async (batch: EventBatch) => {
      await sumConsumer.handle(batch);
      if (batch.events.some(({ id }) => unlucky.has(id))) throw new Error('unlucky');
    },
  };
  events.declare({ consumers: [consumer] });
  await events.append(
    tenantId,
    Array.from({ length: 60 }, (_, n) => sale(`r${n}`, `key ${n % 9}`, n + 1)),
  );
  await consume(consumer);
  await drained('test.again');
  const total = async () => {
    const { rows } = await store.withTenant(tenantId, (tx) =>
      tx.execute<{ sales: string; total: string }>(sql`SELECT sum(sales) AS sales, sum(total) AS total FROM test_sums`),
    );
    return [rows[0]?.sales, rows[0]?.total];
  };
  assert.deepEqual(await total(), ['60', '1830']);
  const begin = async (tx: Tx) => void (await tx.execute(sql`DELETE FROM test_sums`));
  const cut = new AbortController();
  const onProgress = (done: number) => done > 20 && cut.abort(new Error('cut off'));
  await assert.rejects(
    events.replayGroup(tenantId, 'test.again', { begin, signal: cut.signal, onProgress }),
    /cut off/,
  );
  assert.deepEqual(await total(), ['60', '1830']);
  unlucky.add('r4');
  assert.equal(await events.replayGroup(tenantId, 'test.again', { begin }), 59);
  assert.deepEqual(await total(), ['59', '1825']);
  assert.deepEqual(
    (await events.deadLetters(tenantId, { group: 'test.again' })).items.map(({ eventId }) => eventId),
    ['r4'],
  );
  await events.append(tenantId, [sale('after', 'key 1', 5)]);
  await drained('test.again');
  assert.deepEqual(await total(), ['60', '1830']);
});
