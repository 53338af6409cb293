import type { GenerationFacts } from './ports.ts';

/** A question that nobody has asked for so long is not asked again. */
const HOT_MS = 60_000;
/** Many ask when so many questions came within so long; a single reader's page asks about ten. */
const BUSY_ASKS = 50;
const BUSY_MS = 10_000;
const MOST_OF_A_TENANT = 300;
/** How long readers may be kept on the generation before, at most. */
const LONGEST_MS = 5000;
/** Few, because readers are served meanwhile. */
const AT_ONCE = 2;

type Again = (generation: GenerationFacts) => Promise<unknown>;

interface Hot {
  again: Again;
  asked: number;
  last: number;
}

interface Interest {
  readonly questions: Map<string, Hot>;
  since: number;
  asks: number;
  before: number;
}

/**
 * What many readers of a tenant ask just now. A new generation makes every kept answer old at once: it is asked these questions
 * before readers are moved to it, so that they do not all wait for the same ones.
 */
export class HotQuestions {
  readonly #now: () => number;
  readonly #interests = new Map<string, Interest>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** `key` is all that an answer depends on beside the generation; `again` asks the question of another one. */
  note(tenantId: string, key: string, again: Again): void {
    const interest = this.#interest(tenantId);
    interest.asks += 1;
    const { questions } = interest;
    const asked = (questions.get(key)?.asked ?? 0) + 1;
    // Newest last: what nobody asks leaves first.
    questions.delete(key);
    questions.set(key, { again, asked, last: this.#now() });
    const oldest = questions.keys().next().value;
    if (questions.size > MOST_OF_A_TENANT && oldest !== undefined) questions.delete(oldest);
  }

  /** Whether so many ask that a generation should be made ready first. Else the newest is worth more than a quick one. */
  busy(tenantId: string): boolean {
    const { asks, before } = this.#interest(tenantId);
    return Math.max(asks, before) >= BUSY_ASKS;
  }

  /** Asks the generation what is asked most, for five seconds at most. Failures are for the readers to meet. */
  async warm(tenantId: string, generation: GenerationFacts): Promise<void> {
    const { questions } = this.#interest(tenantId);
    const old = this.#now() - HOT_MS;
    for (const [key, { last }] of questions) if (last < old) questions.delete(key);
    const waiting = [...questions.values()].sort((a, b) => b.asked - a.asked);
    for (const hot of waiting) hot.asked = 0;
    const until = performance.now() + LONGEST_MS;
    const asker = async (): Promise<void> => {
      for (let next = waiting.shift(); next && performance.now() < until; next = waiting.shift())
        await next.again(generation).catch(() => {});
    };
    await Promise.all(Array.from({ length: AT_ONCE }, asker));
  }

  #interest(tenantId: string): Interest {
    const now = this.#now();
    const known = this.#interests.get(tenantId);
    const interest = known ?? { questions: new Map(), since: now, asks: 0, before: 0 };
    if (!known) this.#interests.set(tenantId, interest);
    const passed = now - interest.since;
    if (passed >= BUSY_MS) {
      interest.before = passed < 2 * BUSY_MS ? interest.asks : 0;
      Object.assign(interest, { since: now, asks: 0 });
    }
    return interest;
  }
}
