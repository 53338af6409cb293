import { errorMessage, type Logger } from '@griot/kernel';
import { Admin, Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';
import type { EventConsumer } from '../consumers/consumer.ts';
import { SHARDS, type StoredEvent } from '../log/event.ts';
import { readKafkaUrl } from './kafka-settings.ts';
import { type KafkaIntake, readIntoLog } from './read-into-log.ts';

export interface KafkaOptions extends KafkaIntake {
  /** See `readKafkaUrl`. */
  url: string;
  log: Logger;
}

export interface Kafka {
  /** A group of the log like any other: each accepted event goes out, keys in order. Declare it at start. */
  outbound: EventConsumer;
  /** Makes the topics that are missing and begins to read. */
  start(): Promise<void>;
  /** Waits for the messages under way. */
  close(): Promise<void>;
}

/** Longest without an answer from a broker, in ms. */
const TIMEOUT_MS = 15_000;

/**
 * Kafka at both ends of the log: what others produce to the inbound topic is accepted once by its id, and what was accepted
 * is produced to the outbound one, at least once, with its id. The log stays the one that decides: a handler's work, its
 * offset and the ids share one transaction, which a broker cannot join.
 */
export function connectKafka(o: KafkaOptions): Kafka {
  const { brokers, inbound, outbound, tls, sasl } = readKafkaUrl(o.url);
  const connection = {
    clientId: 'griot',
    bootstrapBrokers: brokers,
    timeout: TIMEOUT_MS,
    retries: 3,
    ...(tls ? { tls: {} } : {}),
    ...(sasl ? { sasl: { mechanism: 'SCRAM-SHA-256' as const, ...sasl } } : {}),
  };
  const producer = new Producer({ ...connection, serializers: stringSerializers, acks: -1, idempotent: true });
  const consumer = new Consumer({ ...connection, groupId: `griot.${inbound}`, deserializers: stringDeserializers });
  const rejected = `${inbound}.rejected`;
  const stopping = new AbortController();
  let reading: Promise<void> | undefined;

  const makeTopics = async (): Promise<void> => {
    const admin = new Admin(connection);
    try {
      for (const topic of [inbound, outbound, rejected]) {
        // Brokers that make topics by themselves, or by an administrator only, answer here with what is already so.
        await admin.createTopics({ topics: [topic], partitions: SHARDS, replicas: -1 }).catch((error: unknown) => {
          o.log.debug({ topic, error: errorMessage(error) }, 'Topic not made');
        });
      }
    } finally {
      await admin.close();
    }
  };

  return {
    outbound: {
      group: 'core.kafka',
      label: { fr: 'Envoi vers Kafka', en: 'Out to Kafka' },
      types: 'all',
      async handle({ tenantId, events }) {
        await producer.send({ messages: events.map((event) => toMessage(outbound, tenantId, event)) });
      },
    },
    async start() {
      await makeTopics();
      reading = readIntoLog({
        ...{ consumer, intake: o, log: o.log, topic: inbound, signal: stopping.signal },
        reject: async (messages) => {
          await producer.send({ messages: messages.map((message) => ({ topic: rejected, ...message })) });
        },
      });
      reading.catch((error: unknown) => o.log.error({ error: errorMessage(error) }, 'Kafka is no longer read'));
    },
    async close() {
      stopping.abort();
      await reading?.catch(() => {});
      await consumer.close(true);
      await producer.close();
    },
  };
}

function toMessage(topic: string, tenantId: string, event: StoredEvent) {
  const { id, type, version, key, shard, position } = event;
  return {
    topic,
    key: `${tenantId}/${key}`,
    value: JSON.stringify(event),
    headers: { tenant: tenantId, id, type, version: String(version), position: `${shard}:${position}` },
  };
}
