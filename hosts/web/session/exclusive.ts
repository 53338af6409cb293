const LEASE_MS = 10_000;

interface Lease {
  owner: string;
  until: number;
}

/** Where leases are kept when Web Locks are missing; the part of localStorage that is needed. */
export interface LeaseStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

function readLease(store: LeaseStore, key: string): Lease | null {
  try {
    const lease = JSON.parse(store.getItem(key) ?? 'null') as Lease | null;
    return lease && typeof lease.until === 'number' ? lease : null;
  } catch {
    return null;
  }
}

/**
 * A lock between tabs by a lease in localStorage: for pages served over plain http on a local network, where browsers
 * give no Web Locks. Not perfect (two tabs may write in the same instant), so it looks again before it goes on.
 */
export async function withLease<T>(store: LeaseStore, name: string, owner: string, work: () => Promise<T>): Promise<T> {
  const key = `griot.lease.${name}`;
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  for (;;) {
    const lease = readLease(store, key);
    if (!lease || lease.until < Date.now() || lease.owner === owner) {
      store.setItem(key, JSON.stringify({ owner, until: Date.now() + LEASE_MS }));
      await pause(30);
      if (readLease(store, key)?.owner === owner) break;
    }
    await pause(60 + Math.random() * 60);
  }
  try {
    return await work();
  } finally {
    if (readLease(store, key)?.owner === owner) store.removeItem(key);
  }
}

/** Runs `work` while no other tab of this browser runs work of the same name. */
export function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks) return locks.request(`griot.${name}`, work) as Promise<T>;
  return withLease(localStorage, name, crypto.getRandomValues(new Uint32Array(2)).join('-'), work);
}
