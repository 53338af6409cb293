import type { Clock } from '@griot/kernel';

/** How long an ended session, a withdrawn role or a blocked user may still pass in ANOTHER process, at most. */
const ACTOR_CACHE_MS = 5000;
const MAX_ENTRIES = 10_000;

/** Short memory of who a session or token is. Requests that come together share one look-up; failures are not kept. */
export interface ActorCache<T> {
  get(key: string, load: () => Promise<T>): Promise<T>;
  /** Forgets one key, or everything: called by whatever changes rights in this process. */
  forget(key?: string): void;
}

export function createActorCache<T>(clock: Clock): ActorCache<T> {
  const entries = new Map<string, { until: number; value: Promise<T> }>();
  return {
    get(key, load) {
      const now = clock.now().getTime();
      const known = entries.get(key);
      // `until` is also a lower bound: a clock set back must not keep an entry alive.
      if (known && now < known.until && known.until - now <= ACTOR_CACHE_MS) return known.value;
      entries.delete(key);
      if (entries.size >= MAX_ENTRIES) {
        const oldest = entries.keys().next();
        if (!oldest.done) entries.delete(oldest.value);
      }
      const entry = { until: now + ACTOR_CACHE_MS, value: load() };
      entries.set(key, entry);
      entry.value.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      return entry.value;
    },
    forget(key) {
      if (key === undefined) entries.clear();
      else entries.delete(key);
    },
  };
}
