export { type EventsBed, testEvents } from './test-events.ts';
