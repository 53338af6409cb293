/** A bounded store of answers, least recently used first out. Time to live is only an upper bound: keys carry the generation. */
export class AnswerCache<T> {
  readonly #entries = new Map<string, { readonly value: T; readonly weight: number; readonly until: number }>();
  readonly #maxWeight: number;
  readonly #ttlMs: number;
  readonly #now: () => number;
  #weight = 0;

  constructor(o: { maxWeight: number; ttlMs: number; now: () => number }) {
    this.#maxWeight = o.maxWeight;
    this.#ttlMs = o.ttlMs;
    this.#now = o.now;
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    if (entry.until <= this.#now()) {
      this.#weight -= entry.weight;
      return undefined;
    }
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** `weight` in cells; an answer heavier than a quarter of the whole is not kept. */
  set(key: string, value: T, weight: number): void {
    if (weight * 4 > this.#maxWeight) return;
    const old = this.#entries.get(key);
    if (old) this.#weight -= old.weight;
    this.#entries.delete(key);
    this.#entries.set(key, { value, weight, until: this.#now() + this.#ttlMs });
    this.#weight += weight;
    for (const [oldest, entry] of this.#entries) {
      if (this.#weight <= this.#maxWeight) break;
      this.#entries.delete(oldest);
      this.#weight -= entry.weight;
    }
  }

  get size(): number {
    return this.#entries.size;
  }
}
