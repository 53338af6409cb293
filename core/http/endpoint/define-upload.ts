import type { z } from 'zod';
import { checkInput } from '../errors/check-input.ts';
import { type Context, type EndpointHead, headOf, toContext } from './define-endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { readUploads } from './read-uploads.ts';
import { isReply, type Reply } from './reply.ts';
import type { UploadedFile, UploadLimits } from './uploaded-file.ts';

export interface UploadDefinition<P extends z.ZodType, Q extends z.ZodType, D extends z.ZodType, A extends string>
  extends Omit<EndpointHead<P, Q, z.ZodUndefined, A>, 'body' | 'method' | 'bodyLimit'> {
  method?: 'POST' | 'PUT';
  data: D;
  limits: UploadLimits;
  handler(
    ctx: Context<P, Q, z.ZodUndefined, A> & { files: AsyncIterable<UploadedFile> },
  ): Promise<z.input<D> | Reply<z.input<D>>>;
}

/** An operation that takes files as `multipart/form-data`, streamed: nothing is held whole in memory. */
export function defineUpload<
  D extends z.ZodType,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  const A extends string = 'authenticated',
>(definition: UploadDefinition<P, Q, D, A>): Endpoint {
  const { params, query } = definition;
  return {
    ...headOf({ method: 'POST', ...definition }),
    kind: 'upload',
    data: definition.data,
    produces: ['application/json'],
    idempotent: false,
    cache: 'none',
    async run(incoming) {
      const input = checkInput({ params, query }, incoming, incoming.language);
      const files = readUploads(incoming.raw.request, definition.limits);
      const ctx = { ...toContext<P, Q, z.ZodUndefined, A>(incoming, { ...input, body: undefined }), files };
      const answer = await definition.handler(ctx);
      const { data, ...rest } = isReply(answer)
        ? answer
        : { data: answer, status: 200, headers: {}, message: undefined, etag: undefined };
      return { kind: 'data', ...rest, data: await definition.data.parseAsync(data) };
    },
  };
}
