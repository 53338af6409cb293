import type { Actor } from '@griot/identity';
import type { z } from 'zod';
import { checkInput } from '../errors/check-input.ts';
import type { Endpoint, Method, RateLimit, RequestContext } from './endpoint.ts';
import { isReply, type Reply } from './reply.ts';

/** `public` handlers may have no actor; all others have one. */
export type ActorFor<A extends string> = A extends 'public' ? Actor | null : Actor;

export type Context<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends string> = Omit<
  RequestContext,
  'actor'
> & {
  actor: ActorFor<A>;
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
};

/** What all kinds of endpoint say of themselves. */
export interface EndpointHead<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends string> {
  method: Method;
  path: `/api/${string}`;
  /** One line, for the API's page. */
  summary: string;
  description?: string;
  tags: string[];
  /** A declared permission; `authenticated` (the default) = anybody signed in; `public` = anybody. */
  permission?: A;
  params?: P;
  query?: Q;
  body?: B;
  /** Narrower than the server's general limits. */
  rateLimit?: RateLimit;
  /** Bytes; else the server's (1 MiB). */
  bodyLimit?: number;
  /** After this `ctx.signal` is aborted. */
  timeoutMs?: number;
}

/** What a handler gives: the data, alone or in a `reply`. */
export type Answer<D extends z.ZodType> = z.input<D> | Reply<z.input<D>>;

export interface EndpointDefinition<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  D extends z.ZodType,
  A extends string,
> extends EndpointHead<P, Q, B, A> {
  /** Shape of the envelope's `data`. What a handler returns passes through it: what it does not name never leaves. */
  data: D;
  /** Honours `Idempotency-Key`: the same key does the work once and repeats the answer. */
  idempotent?: boolean;
  /** `generation`: the answer changes with the warehouse's generation only, and has an ETag the caller may keep. */
  cache?: 'generation';
  handler(ctx: Context<P, Q, B, A>): Answer<D> | Promise<Answer<D>>;
}

/**
 * An operation that answers JSON in the envelope. TypeScript widens literals that a handler writes in place: say
 * `state: 'sound' as const` where the schema wants a literal or an enum.
 */
export function defineEndpoint<
  D extends z.ZodType,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  const A extends string = 'authenticated',
>(definition: EndpointDefinition<P, Q, B, D, A>): Endpoint {
  const { params, query, body } = definition;
  return {
    ...headOf(definition),
    kind: 'data',
    data: definition.data,
    produces: ['application/json'],
    idempotent: definition.idempotent ?? false,
    cache: definition.cache ?? 'none',
    async run(incoming) {
      const input = checkInput({ params, query, body }, incoming, incoming.language);
      const answer = await definition.handler(toContext<P, Q, B, A>(incoming, input));
      const { data, ...rest } = isReply(answer)
        ? answer
        : { data: answer, status: 200, headers: {}, message: undefined, etag: undefined };
      return { kind: 'data', ...rest, data: await definition.data.parseAsync(data) };
    },
  };
}

export function headOf(
  head: EndpointHead<z.ZodType, z.ZodType, z.ZodType, string>,
): Omit<Endpoint, 'kind' | 'run' | 'data' | 'produces' | 'idempotent' | 'cache'> {
  return {
    method: head.method,
    path: head.path,
    summary: head.summary,
    description: head.description,
    tags: head.tags,
    permission: head.permission ?? 'authenticated',
    params: head.params,
    query: head.query,
    body: head.body,
    rateLimit: head.rateLimit,
    bodyLimit: head.bodyLimit,
    timeoutMs: head.timeoutMs,
  };
}

/** The server has checked that an actor is there wherever the permission is not `public`. */
export function toContext<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends string>(
  incoming: RequestContext,
  input: { params: unknown; query: unknown; body: unknown },
): Context<P, Q, B, A> {
  return { ...incoming, ...input } as Context<P, Q, B, A>;
}
