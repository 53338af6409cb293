import { sha256Hex } from '@griot/kernel';
import { AnswerCache } from './answer-cache.ts';
import type { SharedAnswers } from './shared-answers.ts';
import type { MetricResult } from './types.ts';

/** An answer with what its passport is made from: that is told anew each time. */
export interface KeptAnswer {
  readonly result: MetricResult;
  readonly models: readonly string[];
}

/** Answers that are known already: this process's own, and those that servers share. */
export class Answers {
  readonly #own: AnswerCache<KeptAnswer>;
  readonly #shared: SharedAnswers | undefined;
  readonly #ttlMs: number;

  constructor(o: { maxCells: number; ttlMs: number; now: () => number; shared: SharedAnswers | undefined }) {
    this.#own = new AnswerCache({ maxWeight: o.maxCells, ttlMs: o.ttlMs, now: o.now });
    this.#shared = o.shared;
    this.#ttlMs = o.ttlMs;
  }

  get(key: string): KeptAnswer | undefined {
    return this.#own.get(key);
  }

  keep(key: string, kept: KeptAnswer): void {
    this.#own.set(key, kept, 50 + kept.result.rows.length * kept.result.columns.length);
  }

  /** What another server of ours has computed; it is ours from then on. */
  async ofOthers(tenantId: string, key: string): Promise<KeptAnswer | undefined> {
    const found = await this.#shared?.get(sharedKey(tenantId, key));
    if (found === null || found === undefined) return undefined;
    const kept = JSON.parse(found) as KeptAnswer;
    this.keep(key, kept);
    return kept;
  }

  /** Leaves an answer of ours for the others; nobody waits until they have it. */
  leave(tenantId: string, key: string): void {
    const kept = this.#shared && this.#own.get(key);
    if (kept) void this.#shared?.set(sharedKey(tenantId, key), JSON.stringify(kept), this.#ttlMs);
  }
}

const sharedKey = (tenantId: string, key: string): string => `griot:answer:${tenantId}:${sha256Hex(key)}`;
