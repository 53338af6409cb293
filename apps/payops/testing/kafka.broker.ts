/** Payments through a real broker into the figures, by `npm run test:kafka`, which starts one and says where in GRIOT_TEST_KAFKA. */
import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import { connectKafka } from '@griot/events';
import { produceToKafka } from '@griot/events/testing';
import { silentLogger } from '@griot/kernel';
import { toNewEvent } from '../chain/take-in.ts';
import { referenceAggregate } from '../domain/reference-aggregate.ts';
import { aggregateRows } from './aggregate-rows.ts';
import { chainBed } from './chain-bed.ts';
import { disturbed, paymentEvents } from './payment-events.ts';

const broker = process.env.GRIOT_TEST_KAFKA ?? '';
const EVENTS = 1200;

test('payments from Kafka, repeated and out of order, while readers come and go: the figures are those of plain loops', async (t) => {
  const bed = await chainBed(t);
  const { events, store, tenantId } = bed;
  await bed.consume();
  const url = `kafka://${broker}/?in=payops.in&out=payops.out`;
  const open = async () => {
    const kafka = await connectKafka({
      url,
      log: silentLogger,
      events,
      isTenant: async (id: string) => id === tenantId,
    });
    await kafka.start();
    return kafka;
  };
  const sent = paymentEvents({ seed: 'kafka', count: EVENTS, until: new Date(), days: 20 });
  const last = paymentEvents({ seed: 'kafka-last', count: 1, until: new Date(), days: 1 });
  const send = (list: typeof sent) => produceToKafka(broker, 'payops.in', tenantId, list.map(toNewEvent));
  const first = await open();
  const wire = disturbed(sent, 'kafka', 4);
  const half = Math.floor(wire.length / 2);
  await send(wire.slice(0, half));
  // A second reader takes part of the partitions over while there is something to read; then the first one leaves.
  const second = await open();
  t.after(() => second.close());
  await send(wire.slice(half));
  await first.close();
  const [spoilt] = sent;
  await send([{ ...spoilt, id: 'spoilt', amount: -1 }, ...last]);
  const arrived = async (id: string) => (await events.search(tenantId, { id })).items.length > 0;
  const until = performance.now() + 50_000;
  const ids = [...sent, ...last].map(({ id }) => String(id));
  for (const id of ids) {
    while (!(await arrived(id))) {
      if (performance.now() > until) throw new Error(`${id} did not arrive`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  while ((await events.deadLetters(tenantId)).items.length === 0 && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 100));
  await bed.drained();
  const distinct = [...sent, ...last].map(toNewEvent).map(({ id, type, payload }) => ({
    ...{ id, type, payload: payload as Record<string, unknown> },
  }));
  assert.deepEqual(
    [...(await aggregateRows(store, tenantId))].sort(),
    [...referenceAggregate(distinct, 'Africa/Abidjan')].sort(),
  );
  const letters = await events.deadLetters(tenantId);
  assert.deepEqual(
    letters.items.map(({ eventId, issues }) => [eventId, issues?.[0]?.path]),
    [['spoilt', 'payload.amount']],
  );
});
