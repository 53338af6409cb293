import { setTimeout as pause } from 'node:timers/promises';
import { errorMessage, type Logger } from '@griot/kernel';
import { checkTenantId } from './identifiers.ts';
import { createKeyedMutex } from './keyed-mutex.ts';
import { type EngineSettings, TenantDatabase } from './tenant-database.ts';

interface Entry {
  database: Promise<TenantDatabase>;
  leases: number;
  usedAt: number;
  /** Called when a lease is given back, for who waits to be the only one. */
  onLess?: (() => void) | undefined;
}

export interface RegistrySettings extends EngineSettings {
  /** Databases kept open when nobody uses them. */
  maxOpen: number;
  /** Milliseconds after which an unused database is closed. */
  idleMs: number;
  /** Above this size of the process unused databases are closed at once: each keeps pages of its file in memory. */
  memoryBytes: number;
}

/**
 * Opens a tenant's database at first use, exactly once (the same file opened twice loses rows silently), and closes the
 * least recently used ones when nobody holds them.
 */
export class TenantRegistry {
  #entries = new Map<string, Entry>();
  #settings: RegistrySettings;
  #log: Logger;
  #sweep: NodeJS.Timeout;
  #oneAtATime = createKeyedMutex();
  /** Tenants whose file somebody has for himself: others wait. */
  #gates = new Map<string, Promise<void>>();

  constructor(settings: RegistrySettings, log: Logger) {
    this.#settings = settings;
    this.#log = log;
    this.#sweep = setInterval(() => this.#closeIdle(), Math.min(5000, Math.max(100, settings.idleMs / 4)));
    this.#sweep.unref();
  }

  /** A lease: the database stays open until `release` is called. */
  async lease(id: string): Promise<{ database: TenantDatabase; release(): void }> {
    const tenantId = checkTenantId(id);
    for (let gate = this.#gates.get(tenantId); gate !== undefined; gate = this.#gates.get(tenantId)) await gate;
    let entry = this.#entries.get(tenantId);
    if (entry === undefined) {
      entry = { database: TenantDatabase.open(tenantId, this.#settings), leases: 0, usedAt: Date.now() };
      this.#entries.set(tenantId, entry);
      this.#closeIdle();
    }
    const held = entry;
    held.leases += 1;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      held.leases -= 1;
      held.usedAt = Date.now();
      held.onLess?.();
    };
    try {
      return { database: await held.database, release };
    } catch (error) {
      release();
      if (this.#entries.get(tenantId) === held) this.#entries.delete(tenantId);
      throw error;
    }
  }

  async use<T>(tenantId: string, work: (database: TenantDatabase) => Promise<T>): Promise<T> {
    const { database, release } = await this.lease(tenantId);
    try {
      return await work(database);
    } finally {
      release();
    }
  }

  /**
   * The tenant's closed file, for work that nothing else may see: waits until everybody has given it back; who comes
   * meanwhile waits until the work is over.
   */
  exclusive<T>(tenantId: string, work: (path: string) => Promise<T>): Promise<T> {
    return this.#oneAtATime(checkTenantId(tenantId), () => this.#alone(checkTenantId(tenantId), work));
  }

  async #alone<T>(tenantId: string, work: (path: string) => Promise<T>): Promise<T> {
    // Held to the end: nothing unused is closed under us.
    const { database, release } = await this.lease(tenantId);
    const entry = this.#entries.get(tenantId);
    let open: () => void = () => undefined;
    this.#gates.set(tenantId, new Promise<void>((resolve) => (open = resolve)));
    try {
      while (entry !== undefined && entry.leases > 1) {
        const less = new Promise<void>((resolve) => (entry.onLess = resolve));
        await less;
      }
      await database.checkpoint();
      this.#entries.delete(tenantId);
      database.close();
      return await work(database.path);
    } finally {
      this.#gates.delete(tenantId);
      release();
      open();
    }
  }

  #closeIdle(): void {
    const now = Date.now();
    const idle = [...this.#entries].filter(([, e]) => e.leases === 0).sort(([, a], [, b]) => a.usedAt - b.usedAt);
    const tooBig = process.memoryUsage.rss() > this.#settings.memoryBytes;
    let excess = tooBig ? idle.length : this.#entries.size - this.#settings.maxOpen;
    for (const [tenantId, entry] of idle) {
      if (excess <= 0 && now - entry.usedAt < this.#settings.idleMs) continue;
      excess -= 1;
      void this.#close(tenantId, entry);
    }
  }

  /**
   * Closing writes the log into the file and blocks this thread meanwhile, so that is done before, on one of the engine's. The
   * entry stays in the map until it is closed: nobody opens the file a second time, and a lease in between keeps it open.
   */
  async #close(tenantId: string, entry: Entry): Promise<void> {
    entry.leases += 1;
    const database = await entry.database.catch(() => null);
    await database?.checkpoint();
    entry.leases -= 1;
    entry.onLess?.();
    if (database === null || entry.leases > 0 || this.#entries.get(tenantId) !== entry) return;
    this.#entries.delete(tenantId);
    try {
      database.close();
    } catch (error) {
      this.#log.error({ tenantId, error: errorMessage(error) }, 'closing a warehouse database failed');
    }
  }

  /** Closes what nobody holds, waiting so long for those who do. False: somebody still did, and his database is not closed. */
  async closeAll(waitMs: number): Promise<boolean> {
    clearInterval(this.#sweep);
    const until = Date.now() + waitMs;
    while (this.#entries.size > 0) {
      for (const [tenantId, entry] of this.#entries) if (entry.leases === 0) void this.#close(tenantId, entry);
      await pause(10);
      if (Date.now() > until) return false;
    }
    return true;
  }
}
