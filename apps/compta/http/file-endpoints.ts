import type { Services } from '@griot/application';
import { defineDownload, defineEndpoint, type Endpoint, reply } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { correctFiles } from '../commands/correct-files.ts';
import { ROLE_NAMES, type Role } from '../domain/layout/roles.ts';
import { LEDGER_TYPES } from '../domain/ledger-types.ts';
import { batchFiles } from '../store/periods.ts';
import { receivedFile } from './contract.ts';
import { readBatchFor } from './read-batch-for.ts';

const TAGS = ['compta: files'];
const ONE = z.object({ batchId: z.uuid() });
const ROLES = Object.keys(ROLE_NAMES) as [Role, ...Role[]];
const correction = z.object({
  /** When the ledgers do not state one. */
  period: z
    .object({ start: z.iso.date(), end: z.iso.date() })
    .refine(({ start, end }) => start < end, { path: ['end'] })
    .optional(),
  files: z
    .array(
      z.object({
        fileId: z.uuid(),
        type: z.enum([...LEDGER_TYPES, 'FEC']).optional(),
        /** Where roles stand, numbers from 0; remembered for the client's next file with the same heading. */
        columns: z.partialRecord(z.enum(ROLES), z.number().int().min(0).max(255)).optional(),
      }),
    )
    .max(8)
    .default([]),
});

/** The files of a batch as they were received, and what a person says of them. */
export function fileEndpoints(services: Services): Endpoint[] {
  const { store } = services;
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/files/comptable/:batchId/files',
      summary: 'The files of a batch: what was seen of each, and its first rows',
      tags: TAGS,
      permission: 'compta.files.read',
      params: ONE,
      data: z.object({ items: z.array(receivedFile) }),
      handler: async ({ actor, params }) => {
        const { tenantId } = actor;
        const batch = await readBatchFor(services, actor, params.batchId);
        const files = await store.withTenant(tenantId, (tx) => batchFiles(tx, tenantId, batch.batchId), {
          readOnly: true,
        });
        const items = files.map(({ id, name, type, asserted, size, columns }, index) => {
          const { missing = [], sample = [], ...report } = batch.reports[index] ?? {};
          return { id, name, type, asserted, size, mended: columns, ...seenOf(report), missing, sample };
        });
        return { items };
      },
    }),
    defineDownload({
      method: 'GET',
      path: '/api/files/comptable/:batchId/files/:fileId',
      summary: 'One file as it was received, wherever it lies now',
      tags: TAGS,
      permission: 'compta.files.read',
      params: ONE.extend({ fileId: z.uuid() }),
      produces: ['application/octet-stream'],
      handler: async ({ actor, params }) => {
        const { tenantId } = actor;
        const batch = await readBatchFor(services, actor, params.batchId);
        const files = await store.withTenant(tenantId, (tx) => batchFiles(tx, tenantId, batch.batchId), {
          readOnly: true,
        });
        const one = files.find(({ id }) => id === params.fileId);
        if (!one)
          throw new DomainError({ code: 'compta.file_unknown', kind: 'not_found', details: { fileId: params.fileId } });
        const { file, stream } = await services.files.open(tenantId, one.path);
        return { contentType: 'application/octet-stream', filename: one.name, stream, length: file.size };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/comptable/:batchId/correct',
      summary: 'Say what files do not say: the period, a type, where columns stand; they are then checked again',
      tags: TAGS,
      permission: 'compta.files.upload',
      params: ONE,
      body: correction,
      data: z.object({ runId: z.string() }),
      handler: async ({ actor, params, body, ip }) => {
        const batch = await readBatchFor(services, actor, params.batchId);
        return reply(await correctFiles(services, actor, batch, { ...body, ip }), { status: 202 });
      },
    }),
  ];
}

const seenOf = (report: { type?: string | null; confidence?: number; columns?: Record<string, string> }) => ({
  seenType: report.type ?? null,
  confidence: report.confidence ?? 0,
  columns: report.columns ?? {},
});
