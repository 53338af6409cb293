import type { FastifyReply } from 'fastify';

/** A response of server-sent events. Writing to a closed one does nothing. */
export interface EventStream {
  /** One event; `data` becomes one line of JSON. */
  send(event: { event?: string; id?: string; data: unknown }): void;
  /** A comment: keeps proxies from closing an idle connection. */
  beat(): void;
  end(): void;
  readonly closed: boolean;
  /** Resolves when the caller has gone or the stream was ended. */
  readonly finished: Promise<void>;
}

/** A reader this far behind is cut off: it comes back and is told what it missed. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

export function openEventStream(reply: FastifyReply): EventStream {
  const headers = reply.getHeaders();
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // When the stream ends so does its connection: a closing server does not wait for it.
    connection: 'close',
    // nginx would hold events back.
    'x-accel-buffering': 'no',
  });
  // The first bytes make browsers and proxies show the stream as open.
  raw.write('retry: 2000\n\n');
  const finished = new Promise<void>((resolve) => {
    raw.once('close', () => resolve());
  });
  const write = (text: string) => {
    if (raw.destroyed || raw.writableEnded) return;
    raw.write(text);
    if (raw.writableLength > MAX_BUFFERED_BYTES) raw.destroy();
  };
  return {
    send({ event, id, data }) {
      const head = `${event === undefined ? '' : `event: ${oneLine(event)}\n`}${id === undefined ? '' : `id: ${oneLine(id)}\n`}`;
      write(`${head}data: ${JSON.stringify(data ?? null)}\n\n`);
    },
    beat: () => write(': \n\n'),
    end() {
      if (!raw.writableEnded) raw.end();
    },
    get closed() {
      return raw.destroyed || raw.writableEnded;
    },
    finished,
  };
}

const oneLine = (text: string): string => text.replace(/[\r\n\0]/g, ' ');
