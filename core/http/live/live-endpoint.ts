import type { Identity } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { defineStream } from '../endpoint/define-stream.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { bearerOf } from '../server/authorise.ts';
import type { LiveHub } from './live-hub.ts';

const MAX_TOPICS = 50;
const MAX_STREAMS_PER_USER = 20;
const HEARTBEAT_MS = 15_000;

const topicList = z
  .string()
  .max(4000)
  .transform((text) => [...new Set(text.split(',').map((topic) => topic.trim()))].filter((topic) => topic !== ''))
  .pipe(
    z
      .array(z.string().regex(/^[A-Za-z0-9._:-]{1,200}$/))
      .min(1)
      .max(MAX_TOPICS),
  );

/**
 * `GET /api/live?topics=a,b`: server-sent events, read with `fetch` and the ordinary Authorization header. There is no
 * token in the address and no cookie, so a link or another site can open nothing. A stream never outlives its right:
 * at each heartbeat the token is checked again, and the stream ends when it has expired or the session has ended; the
 * caller refreshes, comes back with Last-Event-ID and misses nothing (or gets `reset`, and reads the state again).
 */
export function liveEndpoint(hub: LiveHub, identity: Identity, o: { heartbeatMs?: number } = {}): Endpoint {
  const open = new Map<string, number>();
  return defineStream({
    path: '/api/live',
    summary: 'Événements en direct',
    description:
      'Server-sent events of the topics. Events: the topic’s name with its data; `reset` when some may be missing; ' +
      '`bye` before the server ends the stream.',
    tags: ['live'],
    query: z.object({ topics: topicList }),
    async handler(ctx) {
      hub.check(ctx.actor, ctx.query.topics);
      const streams = open.get(ctx.actor.userId) ?? 0;
      if (streams >= MAX_STREAMS_PER_USER) {
        throw new DomainError({
          code: 'live.too_many_streams',
          kind: 'rate_limited',
          details: { retryAfterSeconds: 5 },
        });
      }
      open.set(ctx.actor.userId, streams + 1);
      const lastEventId = ctx.raw.request.headers['last-event-id'];
      const bearer = bearerOf(ctx.raw.request) ?? '';
      const stream = ctx.open();
      const bye = (reason: string) => {
        stream.send({ event: 'bye', data: { reason } });
        stream.end();
      };
      const heart = setInterval(async () => {
        try {
          const actor = await identity.authenticate(bearer);
          hub.check(actor, ctx.query.topics);
          stream.beat();
        } catch {
          bye('unauthenticated');
        }
      }, o.heartbeatMs ?? HEARTBEAT_MS);
      ctx.signal.addEventListener('abort', () => bye('closing'));
      let leave: (() => void) | undefined;
      try {
        leave = await hub.subscribe(
          ctx.actor,
          ctx.query.topics,
          typeof lastEventId === 'string' ? lastEventId : undefined,
          {
            event: ({ id, topic, data, truncated }) => stream.send({ event: topic, id, data: { data, truncated } }),
            reset: () => stream.send({ event: 'reset', data: {} }),
            closed: () => bye('closing'),
          },
        );
        stream.send({ event: 'ready', data: { topics: ctx.query.topics } });
        await stream.finished;
      } finally {
        clearInterval(heart);
        leave?.();
        const left = (open.get(ctx.actor.userId) ?? 1) - 1;
        if (left > 0) open.set(ctx.actor.userId, left);
        else open.delete(ctx.actor.userId);
      }
    },
  });
}
