import type { Readable } from 'node:stream';
import type { Actor } from '@griot/identity';
import type { Logger } from '@griot/kernel';
import type { Tx } from '@griot/store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Language } from '../messages/catalogue.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What any handler gets, before its schemas are applied. */
export interface RequestContext {
  /** Null only where the endpoint is public. */
  actor: Actor | null;
  requestId: string;
  /** Carries the request's number; never log bodies or tokens through it. */
  log: Logger;
  /** Aborted when the caller goes away, the server closes or the endpoint's time is over. */
  signal: AbortSignal;
  /** The caller's address; behind a proxy only with `trustProxy`. */
  ip: string;
  language: Language;
  /** The `If-None-Match` header; `reply(data, { etag })` is compared with it by the server. */
  ifNoneMatch: string | undefined;
  /**
   * With an `Idempotency-Key`: keeps the answer in the SAME transaction as the effect, so that a crash right after
   * the commit still answers the repeated request. Without a key it does nothing. The server does it by itself
   * after the handler otherwise.
   */
  remember(tx: Tx, data: unknown, status?: number): Promise<void>;
  raw: { request: FastifyRequest; reply: FastifyReply };
}

/** Values as they came, before validation. */
export interface Incoming extends RequestContext {
  params: unknown;
  query: unknown;
  body: unknown;
}

export interface DataOutcome {
  kind: 'data';
  data: unknown;
  status: number;
  headers: Record<string, string>;
  message: string | undefined;
  etag: string | undefined;
}

export interface FileOutcome {
  kind: 'file';
  contentType: string;
  /** Offered to save under this name; absent = shown in place. */
  filename: string | undefined;
  stream: Readable;
  /** Bytes, when known beforehand. */
  length: number | undefined;
  etag: string | undefined;
}

/** The handler writes to the response by itself (server-sent events). */
export interface TakenOutcome {
  kind: 'taken';
}

export type Outcome = DataOutcome | FileOutcome | TakenOutcome;

export interface RateLimit {
  /** Requests per window and user (per address where the endpoint is public). */
  max: number;
  windowMs: number;
}

/** One operation of the API, as the server registers and documents it. Made by `defineEndpoint` and its sisters. */
export interface Endpoint {
  readonly kind: 'data' | 'download' | 'upload' | 'stream';
  readonly method: Method;
  /** Fastify's form: `/api/zones/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  /** A permission's name, `authenticated` or `public`. */
  readonly permission: string;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  readonly data: z.ZodType | undefined;
  /** Content types of a download or the media type of a stream, for the document. */
  readonly produces: readonly string[];
  readonly idempotent: boolean;
  readonly cache: 'generation' | 'none';
  readonly rateLimit: RateLimit | undefined;
  readonly bodyLimit: number | undefined;
  readonly timeoutMs: number | undefined;
  run(incoming: Incoming): Promise<Outcome>;
}
