import type { Services } from '@griot/application';
import { etagOf } from '@griot/http';
import { type Day, DomainError } from '@griot/kernel';
import type { GenerationInfo } from '@griot/warehouse';
import { asOfGeneration, GenerationMoved, openReader, type Reader, type Reading } from './reader.ts';
import { SharedRead } from './shared-read.ts';

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
  /** What is published, asked for every answer: a hundred readers at once are one question to the warehouse. */
  readonly #published = new Map<string, SharedRead<GenerationInfo | null>>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** `question` is all that the answer depends on, beside the generation and who asks. Throws `zones.not_published`. */
  async answer<T>(reading: Reading, question: unknown, read: (reader: Reader) => Promise<T>): Promise<Answered<T>> {
    const { actor, locale } = reading;
    for (let left = TRIES; ; left--) {
      const info = await this.#current(actor.tenantId);
      const etag = etagOf(actor.tenantId, info.id, info.publishedAt, actor.scopes, locale, actor.currency, question);
      try {
        const data = (await this.#once(etag, async () => read(await this.#reader(reading, info)))) as T;
        return { data, etag };
      } catch (error) {
        if (!(error instanceof GenerationMoved) || left <= 1) throw error;
        this.#services.metrics.published(actor.tenantId);
      }
    }
  }

  /** A reader of what is published now, for answers too long to keep; it stays on that generation. */
  async reader(reading: Reading): Promise<Reader> {
    return this.#reader(reading, await this.#current(reading.actor.tenantId));
  }

  async #reader(reading: Reading, info: GenerationInfo): Promise<Reader> {
    const { tenantId } = reading.actor;
    const asOf = (await this.#once(`${tenantId} ${info.id} ${info.publishedAt}`, () =>
      asOfGeneration(this.#services, tenantId, info.id),
    )) as Day;
    return openReader(this.#services, reading, info, asOf);
  }

  async #current(tenantId: string): Promise<GenerationInfo> {
    let shared = this.#published.get(tenantId);
    if (!shared) {
      shared = new SharedRead(() => this.#services.warehouse.tenant(tenantId).current());
      this.#published.set(tenantId, shared);
    }
    const info = await shared.ask();
    if (info === null) throw new DomainError({ code: 'zones.not_published', kind: 'not_found' });
    return info;
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
