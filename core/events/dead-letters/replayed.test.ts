import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tx } from '@griot/store';
import { sql } from 'drizzle-orm/sql';
import type { EventBatch, StoredEvent } from '../index.ts';
import { sale } from '../testing/sample-types.ts';
import { sumConsumer } from '../testing/sum-consumer.ts';
import { testEvents } from '../testing/test-events.ts';

const GROUP = 'test.mended';
const amountOf = ({ payload }: StoredEvent) => Number(payload.amount);

test('made again from the log, events that were put aside count as they were sent again: mended, as they were, or not at all', async (t) => {
  const { events, store, tenantId, consume, drained } = await testEvents(t);
  // Amounts above the limit are refused: it rises while the test runs, as with software that is mended.
  let limit = 100;
  const consumer = {
    ...sumConsumer,
    ...{ group: GROUP, batchSize: 5, maxAttempts: 1, backoffMs: 1 },
    handle: async (batch: EventBatch) => {
      if (batch.events.some((event) => amountOf(event) > limit)) throw new Error('too much');
      await sumConsumer.handle(batch);
    },
  };
  events.declare({ consumers: [consumer] });
  await events.append(tenantId, [
    ...Array.from({ length: 12 }, (_, n) => sale(`s${n}`, `key ${n % 3}`, n + 1)),
    ...['mended', 'again', 'open', 'discarded', 'queued'].map((id, n) => sale(id, `key ${n % 3}`, 1000 + n)),
  ]);
  await consume(consumer);
  await drained(GROUP);
  const letters = async () =>
    new Map(
      (await events.deadLetters(tenantId, { group: GROUP }, { limit: 50 })).items.map((one) => [one.eventId, one]),
    );
  const idOf = async (eventId: string) => (await letters()).get(eventId)?.id ?? assert.fail(eventId);
  const until = async (eventId: string, state: string) => {
    const patience = performance.now() + 20_000;
    while ((await letters()).get(eventId)?.state !== state) {
      assert.ok(performance.now() < patience, `${eventId} is not ${state}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const rows = async () =>
    (await store.withTenant(tenantId, (tx) => tx.execute(sql`SELECT * FROM test_sums ORDER BY key`))).rows;
  const again = () =>
    events.replayGroup(tenantId, GROUP, {
      begin: async (tx: Tx) => void (await tx.execute(sql`DELETE FROM test_sums`)),
    });
  const letter = (await letters()).get('mended') ?? assert.fail();
  const payload = { ...(letter.event.payload as object), amount: 50 };
  await events.resend(tenantId, letter.id, { by: 'Awa', mending: { payload } });
  await until('mended', 'resent');
  await events.discard(tenantId, await idOf('discarded'), { by: 'Awa', note: 'never' });
  limit = 2000;
  await events.resend(tenantId, await idOf('again'), { by: 'Awa' });
  await until('again', 'resent');

  const before = await rows();
  assert.equal(await again(), 14, 'twelve, the one that was mended, the one that was sent as it was');
  assert.deepEqual(await rows(), before);
  // What still waits is counted once when it is sent again, also when the log alone would do by now.
  await events.resend(tenantId, await idOf('open'), { by: 'Awa' });
  await until('open', 'resent');
  const after = await rows();
  assert.notDeepEqual(after, before);
  assert.equal(await again(), 15);
  assert.deepEqual(await rows(), after);

  // A letter that waits for its group while the group stands still is neither lost nor counted twice.
  await events.pauseGroup(tenantId, GROUP, true);
  await events.resend(tenantId, await idOf('queued'), { by: 'Awa' });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.equal((await letters()).get('queued')?.state, 'queued');
  assert.equal(await again(), 15);
  await until('queued', 'resent');
  const all = await rows();
  assert.equal(await again(), 16);
  assert.deepEqual(await rows(), all);

  // What can no longer be handled waits again, with what is wrong with it.
  limit = 45;
  assert.equal(await again(), 12);
  const back = (await letters()).get('mended');
  assert.deepEqual([back?.state, back?.reason], ['open', 'too much']);
  assert.equal((await letters()).get('discarded')?.state, 'discarded');
});
