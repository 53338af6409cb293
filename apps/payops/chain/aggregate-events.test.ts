import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm/sql';
import { referenceAggregate } from '../domain/reference-aggregate.ts';
import { aggregateRows } from '../testing/aggregate-rows.ts';
import { chainBed } from '../testing/chain-bed.ts';
import { disturbed, paymentEvents } from '../testing/payment-events.ts';
import { type IncomingEvent, takeIn, toNewEvent } from './take-in.ts';

const SEED = process.env.TEST_SEED ?? 'chain';
const COUNT = Number(process.env.TEST_EVENTS ?? 6_000);

const stored = (events: readonly IncomingEvent[]) =>
  events.map((event) => {
    const { id, type, payload } = toNewEvent(event);
    return { id, type, payload: payload as Record<string, unknown> };
  });

for (const timeZone of ['Africa/Abidjan', 'Asia/Kolkata', 'Europe/Paris']) {
  test(`${timeZone}: up to ten times each, in any order, days late, by several at once: the figures are those of plain loops`, async (t) => {
    const bed = await chainBed(t, { timeZone });
    const { events, store, tenantId } = bed;
    const sent = paymentEvents({ seed: `${SEED}-${timeZone}`, count: COUNT, until: new Date(), days: 30 });
    const wire = disturbed(sent, SEED);
    await bed.consume();
    await bed.consume();
    const chunks = Array.from({ length: Math.ceil(wire.length / 700) }, (_, n) => wire.slice(n * 700, (n + 1) * 700));
    let accepted = 0;
    const producer = async () => {
      for (let chunk = chunks.pop(); chunk; chunk = chunks.pop()) {
        const taken = await takeIn(events, tenantId, chunk);
        accepted += taken.accepted;
      }
    };
    await Promise.all([producer(), producer(), producer()]);
    await bed.drained();
    assert.equal(accepted, sent.length);
    const expected = referenceAggregate(stored(sent), timeZone);
    const found = await aggregateRows(store, tenantId);
    assert.deepEqual([...found.keys()].sort(), [...expected.keys()].sort());
    for (const [key, row] of expected) assert.deepEqual(found.get(key), row, key);

    // Every event but a heartbeat is there to be looked at, and only once.
    const { rows } = await store.withTenant(tenantId, (tx) =>
      tx.execute<{ n: string }>(sql`SELECT count(*) AS n FROM payops_transactions`),
    );
    assert.equal(Number(rows[0]?.n), sent.filter(({ type }) => type !== 'agent.heartbeat').length);
  });
}

test('bad events are kept aside with their reasons, the good ones of the batch count', async (t) => {
  const { events, tenantId } = await chainBed(t);
  const [good] = paymentEvents({ seed: 'x', count: 1, until: new Date(), days: 1 });
  const bad = (id: string, wrong: Record<string, unknown>) => ({ ...good, id, ...wrong });
  const old = new Date(Date.now() - 63 * 86_400_000).toISOString();
  const taken = await takeIn(events, tenantId, [
    good as IncomingEvent,
    bad('b1', { amount: 12.5 }),
    bad('b2', { amount: -1 }),
    bad('b3', { currency: 'ZZZ' }),
    bad('b4', { time: '2999-01-01T00:00:00Z' }),
    bad('b5', { time: old }),
    bad('b6', { type: 'payment.invented' }),
    bad('b7', { tenantType: 'king' }),
    bad('', {}),
    { time: 3 },
  ]);
  assert.deepEqual([taken.accepted, taken.rejected], [1, 9]);
  const paths = taken.results.map(({ issues }) => issues?.map(({ path }) => path).join());
  assert.deepEqual(paths.slice(1, 9), [
    ...['payload.amount', 'payload.amount', 'payload.currency', 'payload.time', 'payload.time', 'type'],
    ...['payload.tenantType', 'id'],
  ]);
  assert.ok(taken.results.slice(1).every(({ deadLetterId }) => deadLetterId !== undefined));
});

test('what comes late is in its hour, and is told as a restatement', async (t) => {
  const bed = await chainBed(t);
  const { events, store, tenantId } = bed;
  const [one] = paymentEvents({ seed: 'late', count: 1, until: new Date(), days: 1 });
  const time = new Date(Date.now() - 5 * 3_600_000).toISOString();
  const payment = { ...one, type: 'payment.succeeded', time, amount: 700, paymentId: 'p' } as IncomingEvent;
  await bed.consume();
  await takeIn(events, tenantId, [payment, { ...payment, id: 'now', time: new Date().toISOString() }]);
  await bed.drained();
  const { rows } = await store.withTenant(tenantId, (tx) =>
    tx.execute<{ gmv: string; events: string; hours: string }>(sql`
      SELECT gmv, events, extract(epoch FROM arrived_hour - hour) / 3600 AS hours FROM payops_restatements`),
  );
  assert.equal(rows.length, 1, 'the one in time is none');
  assert.deepEqual([rows[0]?.gmv, rows[0]?.events, Number(rows[0]?.hours)], ['700', '1', 5]);
});
