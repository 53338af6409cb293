import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { MANAGE, READ, sightOf } from '../access/sight.ts';
import { namesOf, presented } from '../queries/present.ts';
import { found, listing, trash, usage } from './contract.ts';

export const TAGS = ['files'];

/** What is where, as the caller sees it. */
export function browseEndpoints({ files, identity, store }: Platform): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/files',
      summary: 'Folders and files right below a folder, those that the caller sees',
      tags: TAGS,
      permission: READ,
      query: z.object({
        folder: z.string().max(1100).default(''),
        after: z.string().max(1100).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(500),
      }),
      data: listing,
      handler: async ({ actor, query: { folder, after, limit } }) => {
        const sight = await sightOf(files, actor);
        const [found, used, nameOf] = await Promise.all([
          files.list(actor.tenantId, folder, { viewer: sight.viewer, after: after || undefined, limit }),
          files.usage(actor.tenantId),
          namesOf(identity, actor.tenantId),
        ]);
        const below = (name: string) => (folder === '' ? name : `${folder}/${name}`);
        return {
          folder,
          home: sight.home,
          mayEdit: sight.edits(folder),
          manages: sight.viewer === undefined,
          folders: found.folders.map((name) => ({ name, path: below(name), mayEdit: sight.edits(below(name)) })),
          files: found.files.map((one) => presented(one, sight, nameOf)),
          next: found.next,
          usage: used,
        };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/files/search',
      summary: 'Files whose path holds these letters, those that the caller sees',
      tags: TAGS,
      permission: READ,
      query: z.object({ q: z.string().trim().min(1).max(200) }),
      data: found,
      handler: async ({ actor, query }) => {
        const sight = await sightOf(files, actor);
        const nameOf = await namesOf(identity, actor.tenantId);
        const items = await files.search(actor.tenantId, query.q, sight.viewer);
        return { items: items.map((one) => presented(one, sight, nameOf)) };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/files/trash',
      summary: 'What was thrown away, newest first, as far as the caller saw it',
      tags: TAGS,
      permission: READ,
      data: trash,
      handler: async ({ actor }) => {
        const sight = await sightOf(files, actor);
        const nameOf = await namesOf(identity, actor.tenantId);
        const items = await files.trash(actor.tenantId);
        return {
          items: items
            .filter((one) => sight.sees(one.path, one.createdBy) || one.deletedBy === actor.userId)
            .map((one) => ({
              ...presented(one, sight, nameOf),
              ...{ deletedAt: one.deletedAt, deletedByName: nameOf(one.deletedBy) },
            })),
        };
      },
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/files/quota',
      summary: 'How many bytes the drive may hold, versions and trash included; null: no limit',
      tags: TAGS,
      permission: MANAGE,
      body: z.object({ quotaBytes: z.number().int().min(0).nullable() }),
      data: usage,
      handler: async ({ actor, body, ip }) => {
        await files.setQuota(actor.tenantId, body.quotaBytes);
        const subject = { type: 'core.drive', id: actor.tenantId };
        await store.withTenant(actor.tenantId, (tx) =>
          identity.audit.record(tx, { actor, action: 'core.files.quota_set', subject, after: body, ip }),
        );
        return files.usage(actor.tenantId);
      },
    }),
  ];
}
