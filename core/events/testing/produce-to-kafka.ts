import type { NewEvent } from '../index.ts';

/** Sends events of a tenant to a topic of a real broker, as another system would. */
export async function produceToKafka(
  broker: string,
  topic: string,
  tenantId: string,
  events: readonly NewEvent[],
): Promise<void> {
  const { Producer, stringSerializers } = await import('@platformatic/kafka');
  const producer = new Producer({ clientId: 'test', bootstrapBrokers: [broker], serializers: stringSerializers });
  const headers = { tenant: tenantId };
  const messages = events.map((event) => ({ topic, key: event.key ?? '', value: JSON.stringify(event), headers }));
  for (let n = 0; n < messages.length; n += 200) await producer.send({ messages: messages.slice(n, n + 200) });
  await producer.close();
}
