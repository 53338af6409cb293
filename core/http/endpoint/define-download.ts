import { Readable } from 'node:stream';
import type { z } from 'zod';
import { checkInput } from '../errors/check-input.ts';
import { type Context, type EndpointHead, headOf, toContext } from './define-endpoint.ts';
import type { Endpoint } from './endpoint.ts';

export interface Download {
  contentType: string;
  /** Offered to save under this name; absent = shown in place. Any characters. */
  filename?: string;
  /** Read as the caller takes it; destroyed when the caller goes away. */
  stream: Readable | AsyncIterable<Uint8Array | string>;
  /** Bytes, when known. */
  length?: number;
  etag?: string;
}

export interface DownloadDefinition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends string>
  extends EndpointHead<P, Q, B, A> {
  /** Media types it may answer with, for the document. */
  produces: string[];
  handler(ctx: Context<P, Q, B, A>): Promise<Download> | Download;
}

/** An operation that answers a file. Errors before the first byte are answered in the envelope. */
export function defineDownload<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  const A extends string = 'authenticated',
>(definition: DownloadDefinition<P, Q, B, A>): Endpoint {
  const { params, query, body } = definition;
  return {
    ...headOf(definition),
    kind: 'download',
    data: undefined,
    produces: definition.produces,
    idempotent: false,
    cache: 'none',
    async run(incoming) {
      const input = checkInput({ params, query, body }, incoming, incoming.language);
      const file = await definition.handler(toContext<P, Q, B, A>(incoming, input));
      const stream = file.stream instanceof Readable ? file.stream : Readable.from(file.stream, { objectMode: false });
      return {
        kind: 'file',
        contentType: file.contentType,
        filename: file.filename,
        stream,
        length: file.length,
        etag: file.etag,
      };
    },
  };
}

/** `attachment` with an ASCII name for old readers and the true one (RFC 6266, RFC 8187). */
export function contentDisposition(filename: string): string {
  const name = filename.replace(/[\p{Cc}/\\]/gu, '_');
  const ascii = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["%]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
