import type { Services } from '@griot/application';
import { defineDownload, defineEndpoint, defineUpload, type Endpoint, reply } from '@griot/http';
import { DomainError, isUuid, newId } from '@griot/kernel';
import { z } from 'zod';
import { startImport } from '../commands/start-import.ts';
import { sourceTables, type TableName } from '../import/tables.ts';
import { type ImportRecord, listFindings, listImports, readImport } from '../store/imports.ts';
import { importDetails, importFindings, importList, importStarted } from './import-contract.ts';

const TAGS = ['zones: imports'];
const READ = 'zones.imports.read';
const RUN = 'zones.imports.run';
const MAX_FILE_BYTES = 1024 ** 3;
const ONE = z.object({ id: z.uuid() });

/** Files in, and what became of them. */
export function importEndpoints(services: Services): Endpoint[] {
  const { store, files, clock } = services;

  const one = async (tenantId: string, id: string): Promise<ImportRecord> => {
    const found = await store.withTenant(tenantId, (tx) => readImport(tx, tenantId, id), { readOnly: true });
    if (!found) throw new DomainError({ code: 'zones.import_unknown', kind: 'not_found', details: { id } });
    return found;
  };

  return [
    defineUpload({
      path: '/api/zones/imports',
      summary: 'Send source files; they are checked, loaded and the figures computed in the background',
      tags: TAGS,
      permission: RUN,
      query: z.object({ mode: z.enum(['replace', 'upsert']).default('upsert') }),
      data: importStarted,
      limits: { maxFileBytes: MAX_FILE_BYTES, maxFiles: 12 },
      handler: async ({ actor, query, ip, files: sent }) => {
        const { tenantId } = actor;
        const id = newId(clock.now().getTime());
        const kept: { path: string; name: string; table?: TableName }[] = [];
        for await (const file of sent) {
          // The number keeps two files of one name apart; the name is for people, never a path.
          const path = `zones/imports/${id}/${kept.length + 1}-${file.filename.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(-100)}`;
          await files.put(tenantId, path, file.stream, { maxBytes: MAX_FILE_BYTES, by: actor.userId });
          const table = sourceTables.find((one) => one.name === file.field)?.name;
          kept.push({ path, name: file.filename, ...(table && { table }) });
        }
        if (kept.length === 0) throw new DomainError({ code: 'zones.no_files', kind: 'invalid' });
        const started = await store.withTenant(tenantId, (tx) =>
          startImport(services, tx, { actor, id, files: kept, mode: query.mode, ip }),
        );
        return reply(started, { status: 202 });
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/zones/imports',
      summary: 'Imports, newest first',
      tags: TAGS,
      permission: READ,
      query: z.object({
        cursor: z.string().max(64).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      data: importList,
      handler: async ({ actor: { tenantId }, query }) => {
        if (query.cursor !== undefined && !isUuid(query.cursor))
          throw new DomainError({ code: 'http.bad_cursor', kind: 'invalid' });
        const found = await store.withTenant(
          tenantId,
          (tx) => listImports(tx, { tenantId, before: query.cursor, limit: query.limit + 1 }),
          { readOnly: true },
        );
        const items = found.slice(0, query.limit);
        return { items, nextCursor: found.length > query.limit ? (items.at(-1)?.id ?? null) : null };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/zones/imports/:id',
      summary: 'One import: files, tables, counts',
      tags: TAGS,
      permission: READ,
      params: ONE,
      data: importDetails,
      handler: ({ actor, params }) => one(actor.tenantId, params.id),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/zones/imports/:id/findings',
      summary: 'What was wrong, with file, line, column, value, reason and remedy',
      tags: TAGS,
      permission: READ,
      params: ONE,
      query: z.object({
        after: z.coerce.number().int().min(-1).default(-1),
        limit: z.coerce.number().int().min(1).max(1000).default(200),
      }),
      data: importFindings,
      handler: async ({ actor: { tenantId }, params, query }) => {
        const { findingCounts } = await one(tenantId, params.id);
        const range = { tenantId, importId: params.id, after: query.after, limit: query.limit + 1 };
        const found = await store.withTenant(tenantId, (tx) => listFindings(tx, range), { readOnly: true });
        const items = found.slice(0, query.limit).map(({ column_name, ...rest }) => ({ ...rest, column: column_name }));
        return {
          counts: findingCounts,
          items,
          next: found.length > query.limit ? (items.at(-1)?.seq ?? null) : null,
        };
      },
    }),
    defineDownload({
      method: 'GET',
      path: '/api/zones/imports/:id/rejects/:table',
      summary: 'The rows set aside, with their reasons, to be mended and sent again',
      tags: TAGS,
      permission: READ,
      params: ONE.extend({ table: z.enum(['zones', 'lots', 'entreprises', 'factures', 'paiements', 'attributions']) }),
      produces: ['text/csv'],
      handler: async ({ actor, params }) => {
        const { tables } = await one(actor.tenantId, params.id);
        const path = tables.find((table) => table.table === params.table)?.rejects;
        if (!path) throw new DomainError({ code: 'zones.no_rejects', kind: 'not_found', details: params });
        const { file, stream } = await files.open(actor.tenantId, path);
        return { contentType: 'text/csv; charset=utf-8', filename: file.name, stream, length: file.size };
      },
    }),
  ];
}
