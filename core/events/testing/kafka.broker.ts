/** Against a real broker, by `npm run test:kafka`, which starts one and says where in GRIOT_TEST_KAFKA. */
import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import { newId, silentLogger } from '@griot/kernel';
import { Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';
import { connectKafka } from '../kafka/connect-kafka.ts';
import { sale } from './sample-types.ts';
import { testEvents } from './test-events.ts';

const broker = process.env.GRIOT_TEST_KAFKA ?? '';
const EVENTS = 300;

test('what is produced twice to Kafka is accepted once, goes out in order of its key, and bad messages are kept', async (t) => {
  const bed = await testEvents(t);
  const { events, tenantId } = bed;
  const url = `kafka://${broker}/?in=test.in&out=test.out`;
  const intake = { events, isTenant: async (id: string) => id === tenantId };
  const producer = new Producer({ clientId: 'test', bootstrapBrokers: [broker], serializers: stringSerializers });
  const stranger = newId();
  const message = (tenant: string, value: string, key = '') => ({ topic: 'test.in', key, value, headers: { tenant } });
  const first = connectKafka({ url, log: silentLogger, ...intake });
  await first.start();
  const send = async () => {
    for (let n = 0; n < EVENTS; n += 50) {
      const batch = Array.from({ length: 50 }, (_, i) => sale(`k${n + i}`, `key ${i % 7}`, n + i + 1));
      await producer.send({ messages: batch.map((event) => message(tenantId, JSON.stringify(event), event.key)) });
    }
  };
  const inLog = async (): Promise<number> => {
    let [count, cursor] = [0, undefined as string | undefined];
    do {
      const page = await events.search(tenantId, {}, { limit: 200, ...(cursor ? { cursor } : {}) });
      count += page.items.length;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return count;
  };
  const until = async (done: () => Promise<boolean>) => {
    for (let tries = 0; !(await done()); tries += 1) {
      if (tries > 600) throw new Error('waited for a minute');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  await send();
  await until(async () => (await inLog()) > 0);
  await first.close();
  // Another process goes on where offsets were committed, while the producer sends everything a second time.
  const second = connectKafka({ url, log: silentLogger, ...intake });
  t.after(() => second.close());
  await second.start();
  await send();
  await producer.send({
    messages: [
      message(tenantId, JSON.stringify(sale('bad', 'k', -1))),
      message(tenantId, 'not JSON'),
      message(stranger, JSON.stringify(sale('x', 'k', 1))),
      message(tenantId, JSON.stringify(sale('last', 'k', 1))),
    ],
  });
  await producer.close();
  await until(async () => (await events.search(tenantId, { id: 'last' })).items.length > 0);
  await until(async () => (await events.deadLetters(tenantId)).items.length > 0);
  assert.equal(await inLog(), EVENTS + 1);
  assert.deepEqual(
    (await events.deadLetters(tenantId)).items.map(({ eventId }) => eventId),
    ['bad'],
  );

  await bed.consume(second.outbound);
  await bed.drained('core.kafka');
  const out = await readTopic('test.out', EVENTS + 1);
  assert.equal(new Set(out.map(({ headers }) => headers.get('id'))).size, EVENTS + 1);
  const lastOf = new Map<string, number>();
  for (const { key, headers } of out) {
    assert.equal(headers.get('tenant'), tenantId);
    const position = Number(headers.get('position')?.split(':')[1]);
    assert.ok(position > (lastOf.get(key) ?? 0), `${key} in order`);
    lastOf.set(key, position);
  }
  const rejected = await readTopic('test.in.rejected', 2);
  assert.deepEqual(rejected.map(({ headers }) => headers.get('reason')).sort(), [
    'no such tenant in the header "tenant"',
    'not a JSON object',
  ]);
});

async function readTopic(topic: string, count: number) {
  const consumer = new Consumer({
    ...{ groupId: `test-${newId()}`, clientId: 'test', bootstrapBrokers: [broker] },
    deserializers: stringDeserializers,
  });
  const stream = await consumer.consume({ topics: [topic], autocommit: false, mode: 'earliest', maxWaitTime: 200 });
  const messages = [];
  for await (const message of stream) {
    messages.push(message);
    if (messages.length === count) break;
  }
  await consumer.close(true);
  return messages;
}
