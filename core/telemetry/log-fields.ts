import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<Readonly<Record<string, unknown>>>();

/** Whatever is logged during this work, however deep, carries these fields beside those of the work around it. */
export function withLogFields<T>(fields: Readonly<Record<string, unknown>>, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...fields }, work);
}

/** What a log line of now should carry: the request's or the run's numbers. */
export function logFields(): Readonly<Record<string, unknown>> {
  return storage.getStore() ?? {};
}
