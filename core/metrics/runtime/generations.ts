import { DomainError } from '@griot/kernel';
import type { GenerationFacts, MetricsWarehouse } from './ports.ts';

/** The published generation of each tenant, remembered for a moment so that a cached answer asks nobody. */
export class Generations {
  readonly #warehouse: MetricsWarehouse;
  readonly #now: () => number;
  readonly #keepMs: number;
  readonly #known = new Map<string, { readonly at: number; readonly value: Promise<GenerationFacts> }>();

  constructor(o: { warehouse: MetricsWarehouse; now: () => number; keepMs: number }) {
    this.#warehouse = o.warehouse;
    this.#now = o.now;
    this.#keepMs = o.keepMs;
  }

  /** Throws `metrics.not_published` when the tenant has no figures yet. */
  current(tenantId: string): Promise<GenerationFacts> {
    const known = this.#known.get(tenantId);
    if (known && this.#now() - known.at < this.#keepMs) return known.value;
    const value = this.#read(tenantId);
    this.#known.set(tenantId, { at: this.#now(), value });
    value.catch(() => this.#known.delete(tenantId));
    return value;
  }

  forget(tenantId: string): void {
    this.#known.delete(tenantId);
  }

  async #read(tenantId: string): Promise<GenerationFacts> {
    const current = await this.#warehouse.tenant(tenantId).current();
    if (current) return current;
    throw new DomainError({ code: 'metrics.not_published', kind: 'not_found', message: 'nothing is published yet' });
  }
}
