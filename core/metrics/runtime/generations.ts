import { DomainError } from '@griot/kernel';
import type { GenerationFacts, MetricsWarehouse } from './ports.ts';

const MAX_KEPT = 500;

/** The published generation of each tenant, remembered for a moment so that a cached answer asks nobody. */
export class Generations {
  readonly #warehouse: MetricsWarehouse;
  readonly #now: () => number;
  readonly #keepMs: number;
  readonly #known = new Map<string, { readonly at: number; readonly value: Promise<GenerationFacts> }>();

  /** Facts of generations asked for by number: they never change. */
  readonly #kept = new Map<string, GenerationFacts>();

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

  /** A generation by its number. Throws `metrics.generation_unknown` when it is not kept. */
  async at(tenantId: string, id: number): Promise<GenerationFacts> {
    const key = `${tenantId}/${id}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const found = (await this.#warehouse.tenant(tenantId).generations()).find((one) => one.id === id);
    if (!found)
      throw new DomainError({ code: 'metrics.generation_unknown', kind: 'not_found', details: { generation: id } });
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(key, found);
    return found;
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
