import type { Platform } from '@griot/application';
import { defineDownload, defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { READ } from '../access/sight.ts';
import { firstRows } from '../queries/first-rows.ts';
import { seen } from './act-endpoints.ts';
import { TAGS } from './browse-endpoints.ts';
import { path, preview } from './contract.ts';

/** A file's content: whole, or the first rows of a table. Always to be saved or read by a page, never shown as a page itself. */
export function contentEndpoints({ files }: Platform): Endpoint[] {
  return [
    defineDownload({
      method: 'GET',
      path: '/api/files/content',
      summary: 'A file, in its present version or the one asked for',
      tags: TAGS,
      permission: READ,
      query: z.object({ path, version: z.coerce.number().int().min(1).optional() }),
      produces: ['application/octet-stream'],
      handler: async ({ actor, query }) => {
        const { name } = await seen(files, actor, query.path);
        const version = query.version === undefined ? {} : { version: query.version };
        const { file, stream } = await files.open(actor.tenantId, query.path, version);
        return {
          // A page of somebody's making must never run as ours: what a browser would run is sent as plain bytes.
          contentType: INERT.test(file.contentType) ? file.contentType : 'application/octet-stream',
          filename: name,
          stream,
          length: file.size,
          etag: file.sha256,
        };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/files/preview',
      summary: 'First rows of a CSV or a workbook',
      tags: TAGS,
      permission: READ,
      query: z.object({ path }),
      data: preview,
      rateLimit: { max: 120, windowMs: 60_000 },
      handler: async ({ actor, query }) => {
        const file = await seen(files, actor, query.path);
        return firstRows(file, async (range) => (await files.open(actor.tenantId, query.path, { range })).stream);
      },
    }),
  ];
}

const INERT = /^(image\/(png|jpeg|gif|webp)|application\/pdf|text\/(csv|plain)|application\/vnd\.openxmlformats.+)$/;
