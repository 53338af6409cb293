import type { Services } from '@griot/application';
import { etagOf } from '@griot/http';
import { type Day, DomainError, isDomainError } from '@griot/kernel';
import type { GenerationFacts } from '@griot/metrics';
import { asOfGeneration, openReader, type Reader, type Reading } from './reader.ts';

const MOST_ANSWERS = 400;
const TRIES = 4;

export interface Answered<T> {
  data: T;
  etag: string;
}

/**
 * Answers of the pages, each read whole from one generation and kept under its ETag until newer ones push it out: a new
 * generation gives new ETags, so nothing kept is ever out of date. Readers who ask the same at once share one reading.
 */
export class Answers {
  readonly #services: Services;
  readonly #kept = new Map<string, Promise<unknown>>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** `question` is all that the answer depends on, beside the generation and who asks. Throws `zones.not_published`. */
  async answer<T>(reading: Reading, question: unknown, read: (reader: Reader) => Promise<T>): Promise<Answered<T>> {
    const { tenantId, scopes, currency } = reading.actor;
    const about = [tenantId, scopes, reading.locale, currency, question];
    const etagAt = ({ id, publishedAt }: GenerationFacts) => etagOf(id, publishedAt, ...about);
    const readAt = (info: GenerationFacts) =>
      this.#once(etagAt(info), async () => read(await this.#reader(reading, info)));
    this.#services.metrics.asked(tenantId, etagOf(...about), readAt);
    for (let left = TRIES; ; left--) {
      const info = await this.#current(tenantId);
      try {
        return { data: (await readAt(info)) as T, etag: etagAt(info) };
      } catch (error) {
        if (!isGone(error) || left <= 1) throw error;
        await this.#services.metrics.published(tenantId, { atOnce: true });
      }
    }
  }

  /** A reader of what is published now, for answers too long to keep; it stays on that generation. */
  async reader(reading: Reading): Promise<Reader> {
    return this.#reader(reading, await this.#current(reading.actor.tenantId));
  }

  async #reader(reading: Reading, info: GenerationFacts): Promise<Reader> {
    const { tenantId } = reading.actor;
    const asOf = (await this.#once(`${tenantId} ${info.id} ${info.publishedAt}`, () =>
      asOfGeneration(this.#services, tenantId, info.id),
    )) as Day;
    return openReader(this.#services, reading, info, asOf);
  }

  async #current(tenantId: string): Promise<GenerationFacts> {
    try {
      return await this.#services.metrics.generation(tenantId);
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'metrics.not_published') throw error;
      throw new DomainError({ code: 'zones.not_published', kind: 'not_found' });
    }
  }

  #once(etag: string, read: () => Promise<unknown>): Promise<unknown> {
    const known = this.#kept.get(etag);
    if (known) {
      // Newest last: what is asked for stays.
      this.#kept.delete(etag);
      this.#kept.set(etag, known);
      return known;
    }
    const answer = read();
    this.#kept.set(etag, answer);
    answer.catch(() => this.#kept.delete(etag));
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > MOST_ANSWERS && oldest !== undefined) this.#kept.delete(oldest);
    return answer;
  }
}

/** The generation was cleared away while it was being read. */
const isGone = (error: unknown): boolean => isDomainError(error) && error.code.endsWith('.generation_unknown');
