export { produceToKafka } from './produce-to-kafka.ts';
export { type EventsBed, testEvents } from './test-events.ts';
