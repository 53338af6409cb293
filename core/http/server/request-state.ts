import type { Actor } from '@griot/identity';
import type { Logger } from '@griot/kernel';
import type { Language } from '../messages/catalogue.ts';

/** What the server knows of a request, beside Fastify's own. */
export interface RequestState {
  actor: Actor | null;
  language: Language;
  log: Logger;
  /** `performance.now()` at arrival. */
  startedAt: number;
  abort: AbortController;
  /** A stream does not end by itself: it is ended when the server closes. */
  isStream: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    griot: RequestState;
  }
}
