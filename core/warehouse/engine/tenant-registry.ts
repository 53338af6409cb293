import { errorMessage, type Logger } from '@griot/kernel';
import { checkTenantId } from './identifiers.ts';
import { type EngineSettings, TenantDatabase } from './tenant-database.ts';

interface Entry {
  database: Promise<TenantDatabase>;
  leases: number;
  usedAt: number;
}

export interface RegistrySettings extends EngineSettings {
  /** Databases kept open when nobody uses them. */
  maxOpen: number;
  /** Milliseconds after which an unused database is closed. */
  idleMs: number;
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

  constructor(settings: RegistrySettings, log: Logger) {
    this.#settings = settings;
    this.#log = log;
    this.#sweep = setInterval(() => this.#closeIdle(), Math.max(1000, settings.idleMs / 4));
    this.#sweep.unref();
  }

  /** A lease: the database stays open until `release` is called. */
  async lease(id: string): Promise<{ database: TenantDatabase; release(): void }> {
    const tenantId = checkTenantId(id);
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

  #closeIdle(): void {
    const now = Date.now();
    const idle = [...this.#entries].filter(([, e]) => e.leases === 0).sort(([, a], [, b]) => a.usedAt - b.usedAt);
    let excess = this.#entries.size - this.#settings.maxOpen;
    for (const [tenantId, entry] of idle) {
      if (excess <= 0 && now - entry.usedAt < this.#settings.idleMs) continue;
      excess -= 1;
      this.#close(tenantId, entry);
    }
  }

  #close(tenantId: string, entry: Entry): void {
    // Kept in the map until it is closed, so that nobody opens the file a second time; a lease in between keeps it open.
    void entry.database.then((database) => {
      if (entry.leases > 0 || this.#entries.get(tenantId) !== entry) return;
      this.#entries.delete(tenantId);
      try {
        database.close();
      } catch (error) {
        this.#log.error({ tenantId, error: errorMessage(error) }, 'closing a warehouse database failed');
      }
    });
  }

  /** Closes everything; only when no work runs any more. */
  async closeAll(): Promise<void> {
    clearInterval(this.#sweep);
    for (const [tenantId, entry] of this.#entries) {
      entry.leases = 0;
      this.#close(tenantId, entry);
    }
    await Promise.allSettled([...this.#entries.values()].map((entry) => entry.database));
    await Promise.resolve();
  }
}
