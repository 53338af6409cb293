import type { Application, FileImport, Platform } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { READ } from '../access/sight.ts';
import { seen } from './act-endpoints.ts';
import { TAGS } from './browse-endpoints.ts';
import { path } from './contract.ts';

const text = z.object({ fr: z.string(), en: z.string() });
const target = z.object({ application: z.string().max(64), import: z.string().max(64) });
const columns = z.record(z.string().max(100), z.string().max(300));

export const importTargets = z.object({
  items: z.array(
    target.extend({
      label: text,
      tables: z.array(
        z.object({
          name: z.string(),
          label: text,
          columns: z.array(z.object({ name: z.string(), required: z.boolean() })),
        }),
      ),
    }),
  ),
});
/** What the file is, by its content; `refused` says why it cannot be imported. */
export const importInspection = z.object({
  refused: z.string().optional(),
  remedy: z.string().optional(),
  kind: z.string().optional(),
  encoding: z.string().optional(),
  table: z.string().nullish(),
  titles: z.array(z.string()).default([]),
  columns: columns.default({}),
  sample: z.array(z.array(z.string())).default([]),
  /** Somebody has said before which title is which column. */
  remembered: z.boolean().default(false),
});
export const importProgress = z.object({
  /** `running`, `failed`, or how it ended: `loaded`, `repeated` (nothing new), `refused` (no row could be used). */
  state: z.string(),
  percent: z.number().nullable(),
  doing: z.string(),
  rowsRead: z.number(),
  rowsAccepted: z.number(),
  rowsSetAside: z.number(),
  findings: z.array(
    z.object({
      severity: z.string(),
      file: z.string(),
      sheet: z.string().nullable(),
      line: z.number().nullable(),
      column: z.string().nullable(),
      value: z.string().nullable(),
      reason: z.string(),
      remedy: z.string().nullable(),
    }),
  ),
  rejects: z.array(z.object({ table: z.string(), url: z.string() })),
  runId: z.string().nullable(),
});

/** Files of the drive into the applications: what one is, which title is which column, the import, and how it goes. */
export function importEndpoints(platform: Platform): Endpoint[] {
  const { files } = platform;
  const open = (actor: Actor): { application: Application; one: FileImport }[] =>
    platform.applications
      .filter(({ id }) => actor.applications.includes(id))
      .flatMap((application) => (application.fileImports ?? []).map((one) => ({ application, one })))
      .filter(({ one }) => actor.permissions.has(one.permission));
  const find = (actor: Actor, wanted: z.output<typeof target>): FileImport => {
    const found = open(actor).find(
      ({ application, one }) => application.id === wanted.application && one.id === wanted.import,
    );
    if (!found) throw new DomainError({ code: 'drive.no_import', kind: 'forbidden' });
    return found.one;
  };

  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/files/imports',
      summary: 'What files can be imported into, by the caller',
      tags: TAGS,
      permission: READ,
      data: importTargets,
      handler: ({ actor }) => ({
        items: open(actor).map(({ application, one }) => ({
          ...{ application: application.id, import: one.id, label: one.label },
          tables: one.tables.map((table) => ({ ...table, columns: [...table.columns] })),
        })),
      }),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/imports/inspect',
      summary: 'What a file is, by its content: table, titles, which title is which column, first rows',
      tags: TAGS,
      permission: READ,
      body: target.extend({ path, table: z.string().max(64).optional() }),
      data: importInspection,
      rateLimit: { max: 60, windowMs: 60_000 },
      handler: async ({ actor, body }) => {
        const file = await seen(files, actor, body.path);
        return find(actor, body).inspect(platform, actor, { path: file.path, name: file.name }, body.table);
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/imports/start',
      summary: 'Import a file of the drive; its columns are remembered for files with the same titles',
      tags: TAGS,
      permission: READ,
      body: target.extend({
        path,
        table: z.string().max(64),
        titles: z.array(z.string().max(300)).max(300),
        columns,
        mode: z.enum(['replace', 'upsert']).default('upsert'),
      }),
      data: z.object({ importId: z.string(), runId: z.string() }),
      handler: async ({ actor, body, ip }) => {
        const one = find(actor, body);
        const file = await seen(files, actor, body.path);
        const { table, titles, columns: mapped, mode } = body;
        const started = await one.start(platform, actor, {
          file: { path: file.path, name: file.name },
          ...{ table, titles, columns: mapped, mode, ip },
        });
        return reply(started, { status: 202 });
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/files/imports/:application/:import/:id',
      summary: 'How an import goes, and what was wrong: file, row, column, value, reason, remedy',
      tags: TAGS,
      permission: READ,
      params: target.extend({ id: z.uuid() }),
      data: importProgress,
      handler: ({ actor, params, language }) =>
        find(actor, params).progress(platform, { ...actor, locale: language }, params.id),
    }),
  ];
}
