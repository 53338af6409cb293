import type { Kafka, KafkaOptions } from './connect-kafka.ts';

/** `connectKafka` with its client library, which is read only where there is a broker. */
export async function connectKafka(o: KafkaOptions): Promise<Kafka> {
  const loaded = await import('./connect-kafka.ts');
  return loaded.connectKafka(o);
}
