import type { z } from 'zod';
import { checkInput } from '../errors/check-input.ts';
import { type EventStream, openEventStream } from '../live/event-stream.ts';
import { type Context, type EndpointHead, headOf, toContext } from './define-endpoint.ts';
import type { Endpoint } from './endpoint.ts';

export interface StreamDefinition<P extends z.ZodType, Q extends z.ZodType, A extends string>
  extends Omit<EndpointHead<P, Q, z.ZodUndefined, A>, 'body' | 'method' | 'timeoutMs'> {
  /**
   * Checks first (what it throws before `open()` is answered in the envelope), then opens the stream and writes. The
   * stream is ended when the handler resolves; it is closed from outside when the caller or the server goes.
   */
  handler(ctx: Context<P, Q, z.ZodUndefined, A> & { open(): EventStream }): Promise<void>;
}

/** An operation that answers server-sent events. */
export function defineStream<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  const A extends string = 'authenticated',
>(definition: StreamDefinition<P, Q, A>): Endpoint {
  const { params, query } = definition;
  return {
    ...headOf({ method: 'GET', ...definition }),
    kind: 'stream',
    data: undefined,
    produces: ['text/event-stream'],
    idempotent: false,
    cache: 'none',
    async run(incoming) {
      const input = checkInput({ params, query }, incoming, incoming.language);
      let stream: EventStream | undefined;
      const open = () => {
        stream ??= openEventStream(incoming.raw.reply);
        return stream;
      };
      try {
        await definition.handler({
          ...toContext<P, Q, z.ZodUndefined, A>(incoming, { ...input, body: undefined }),
          open,
        });
      } catch (error) {
        // Once the head is sent there is no other answer than an end.
        if (!stream) throw error;
        incoming.log.error({ error: error instanceof Error ? error.message : String(error) }, 'stream failed');
      }
      open().end();
      return { kind: 'taken' };
    },
  };
}
