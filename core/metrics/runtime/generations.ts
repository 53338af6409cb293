import { DomainError } from '@griot/kernel';
import type { HotQuestions } from './hot-questions.ts';
import type { GenerationFacts, MetricsWarehouse } from './ports.ts';
import { SharedRead } from './shared-read.ts';

const MAX_KEPT = 500;

/** Where the readers of a tenant stand. */
interface Standing {
  readonly published: SharedRead<GenerationFacts | null>;
  served: GenerationFacts | undefined;
  readAt: number;
  /** While a newer one is made ready for them. */
  next: GenerationFacts | undefined;
  moving: Promise<void> | undefined;
}

/**
 * The generation that the readers of each tenant are given: what is published, remembered for a moment so that a kept answer
 * asks nobody. While many ask, they stay on the one before until the newer one has the answers to what they ask most.
 */
export class Generations {
  readonly #warehouse: MetricsWarehouse;
  readonly #now: () => number;
  readonly #keepMs: number;
  readonly #hot: HotQuestions;
  readonly #standings = new Map<string, Standing>();
  /** Facts of generations asked for by number: they never change. */
  readonly #kept = new Map<string, GenerationFacts>();

  constructor(o: { warehouse: MetricsWarehouse; now: () => number; keepMs: number; hot: HotQuestions }) {
    this.#warehouse = o.warehouse;
    this.#now = o.now;
    this.#keepMs = o.keepMs;
    this.#hot = o.hot;
  }

  /** `fresh` asks what is published. Throws `metrics.not_published` when the tenant has no figures yet. */
  async current(tenantId: string, o: { fresh?: boolean } = {}): Promise<GenerationFacts> {
    const standing = this.#standing(tenantId);
    const asked = this.#now();
    if (!o.fresh && standing.served && asked - standing.readAt < this.#keepMs) return standing.served;
    const found = await standing.published.ask();
    standing.readAt = asked;
    if (found === null) {
      standing.served = undefined;
      throw new DomainError({ code: 'metrics.not_published', kind: 'not_found', message: 'nothing is published yet' });
    }
    const { served } = standing;
    if (served === undefined || same(served, found) || !this.#hot.busy(tenantId)) {
      standing.served = found;
      return found;
    }
    standing.moving ??= this.#move(tenantId, standing, found);
    return served;
  }

  /** A generation by its number. Throws `metrics.generation_unknown` when it is not kept. */
  async at(tenantId: string, id: number): Promise<GenerationFacts> {
    const { served, next } = this.#standing(tenantId);
    if (served?.id === id) return served;
    if (next?.id === id) return next;
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

  /** Something was published: settles when readers are given it. */
  async published(tenantId: string): Promise<void> {
    const standing = this.#standing(tenantId);
    standing.readAt = Number.NEGATIVE_INFINITY;
    if (!this.#hot.busy(tenantId)) return;
    await this.current(tenantId).catch(() => {});
    await standing.moving;
  }

  /** Readers are given what is published at once: it was rolled back, or what they had is gone. */
  forget(tenantId: string): void {
    this.#standings.delete(tenantId);
  }

  async #move(tenantId: string, standing: Standing, next: GenerationFacts): Promise<void> {
    standing.next = next;
    await this.#hot.warm(tenantId, next);
    Object.assign(standing, { served: next, next: undefined, moving: undefined });
  }

  #standing(tenantId: string): Standing {
    const known = this.#standings.get(tenantId);
    if (known) return known;
    const published = new SharedRead(() => this.#warehouse.tenant(tenantId).current());
    const standing: Standing = {
      ...{ published, served: undefined, readAt: Number.NEGATIVE_INFINITY, next: undefined, moving: undefined },
    };
    this.#standings.set(tenantId, standing);
    return standing;
  }
}

/** Roll-backs publish an old number anew, a new warehouse counts from one. */
const same = (a: GenerationFacts, b: GenerationFacts): boolean => a.id === b.id && a.publishedAt === b.publishedAt;
