import type { Platform } from '@griot/application';
import { parsePath, type StoredFile } from '@griot/files';
import { defineEndpoint, type Endpoint } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { MANAGE, notThere, READ, refuseEdit, type Sight, sightOf, WRITE } from '../access/sight.ts';
import { namesOf } from '../queries/present.ts';
import { TAGS } from './browse-endpoints.ts';
import { path, share, sharing, versions } from './contract.ts';

const MAX_BYTES = 5 * 1024 ** 3;
const done = z.object({ path: z.string() });
const counted = z.object({ count: z.number() });

/** Folders, moves, versions, trash, sharing. Everything checks the caller's sight first, and leaves a trace in the audit. */
export function actEndpoints({ files, identity, store }: Platform): Endpoint[] {
  const record = (actor: Actor, action: string, id: string, after: unknown, ip: string) =>
    store.withTenant(actor.tenantId, (tx) =>
      identity.audit.record(tx, {
        actor,
        action: `core.files.${action}`,
        subject: { type: 'core.file', id },
        after,
        ip,
      }),
    );
  /** The caller may change this path; who does not even see it is told that it is not there. */
  const editable = async (actor: Actor, at: string): Promise<Sight> => {
    const sight = await sightOf(files, actor);
    if (sight.edits(at)) return sight;
    const file = await files.stat(actor.tenantId, at).catch(() => null);
    throw sight.sees(at, file?.createdBy ?? null) ? refuseEdit(at) : notThere(at);
  };

  return [
    defineEndpoint({
      method: 'POST',
      path: '/api/files/folders',
      summary: 'An empty folder',
      tags: TAGS,
      permission: WRITE,
      body: z.object({ path }),
      data: done,
      handler: async ({ actor, body, ip }) => {
        const at = parsePath(body.path);
        const sight = await sightOf(files, actor);
        if (!sight.edits(at)) throw refuseEdit(at);
        await files.createFolder(actor.tenantId, at, { by: actor.userId });
        await record(actor, 'folder_created', at, undefined, ip);
        return { path: at };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/move',
      summary: 'Rename or move a file, or a folder with all that is in it',
      tags: TAGS,
      permission: WRITE,
      body: z.object({ from: path, to: path }),
      data: counted,
      handler: async ({ actor, body, ip }) => {
        const [from, to] = [parsePath(body.from), parsePath(body.to)];
        const sight = await editable(actor, from);
        if (!sight.edits(to)) throw refuseEdit(to);
        const count = await files.move(actor.tenantId, from, to, { by: actor.userId });
        await record(actor, 'moved', from, { to }, ip);
        return { count };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/remove',
      summary: 'Into the trash: a file, or a folder with all that is in it',
      tags: TAGS,
      permission: WRITE,
      body: z.object({ path }),
      data: counted,
      handler: async ({ actor, body, ip }) => {
        const at = parsePath(body.path);
        await editable(actor, at);
        const count = await files.remove(actor.tenantId, at, { by: actor.userId });
        await record(actor, 'removed', at, { count }, ip);
        return { count };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/trash/:id/restore',
      summary: 'Out of the trash, to its place or to another one',
      tags: TAGS,
      permission: WRITE,
      params: z.object({ id: z.string().max(60) }),
      body: z.object({ to: path.optional() }).default({}),
      data: done,
      handler: async ({ actor, params, body, ip }) => {
        const thrown = (await files.trash(actor.tenantId)).find(({ id }) => id === params.id);
        const to = body.to === undefined ? undefined : parsePath(body.to);
        const sight = await sightOf(files, actor);
        if (!thrown || !(sight.edits(thrown.path) || thrown.deletedBy === actor.userId)) throw notThere(params.id);
        if (to !== undefined && !sight.edits(to)) throw refuseEdit(to);
        const { path: at } = await files.restore(actor.tenantId, params.id, { to, by: actor.userId });
        await record(actor, 'restored', at, undefined, ip);
        return { path: at };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/trash/purge',
      summary: 'Empty the trash, for good',
      tags: TAGS,
      permission: MANAGE,
      body: z.object({}).default({}),
      data: counted,
      handler: async ({ actor, ip }) => {
        if ((await sightOf(files, actor)).viewer !== undefined) throw refuseEdit('');
        const count = await files.purge(actor.tenantId);
        await record(actor, 'purged', 'trash', { count }, ip);
        return { count };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/files/versions',
      summary: 'Every content of a file that is kept, newest first',
      tags: TAGS,
      permission: READ,
      query: z.object({ path }),
      data: versions,
      handler: async ({ actor, query }) => {
        await seen(files, actor, query.path);
        const nameOf = await namesOf(identity, actor.tenantId);
        const items = await files.versions(actor.tenantId, query.path);
        return { items: items.map(({ createdBy, ...one }) => ({ ...one, createdByName: nameOf(createdBy) })) };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/files/versions/restore',
      summary: 'Make an earlier content the present one, as a new version',
      tags: TAGS,
      permission: WRITE,
      body: z.object({ path, version: z.int().min(1) }),
      data: done,
      handler: async ({ actor, body, ip }) => {
        const at = parsePath(body.path);
        await editable(actor, at);
        const { stream, file } = await files.open(actor.tenantId, at, { version: body.version });
        await files.put(actor.tenantId, at, stream, { maxBytes: MAX_BYTES, by: actor.userId, category: file.category });
        await record(actor, 'version_restored', at, { version: body.version }, ip);
        return { path: at };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/files/shares',
      summary: 'With whom a path is shared, and with whom it could be',
      tags: TAGS,
      permission: WRITE,
      query: z.object({ path }),
      data: sharing,
      handler: async ({ actor, query }) => {
        await editable(actor, query.path);
        const members = await identity.members(actor.tenantId, { limit: 500 });
        return {
          shares: await files.shares(actor.tenantId, query.path),
          roles: (await identity.roles(actor)).map(({ name, label }) => ({ name, label })),
          people: members
            .filter(({ active, userId }) => active && userId !== actor.userId)
            .map(({ userId, name }) => ({ id: userId, name })),
        };
      },
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/files/shares',
      summary:
        'Share a file, or a folder with all that is in it, with everybody, roles or persons, to see or to change',
      tags: TAGS,
      permission: WRITE,
      body: z.object({ path, shares: z.array(share).max(200) }),
      data: z.object({ shares: z.array(share) }),
      handler: async ({ actor, body, ip }) => {
        const at = parsePath(body.path);
        await editable(actor, at);
        const members = new Set((await identity.members(actor.tenantId, { limit: 500 })).map(({ userId }) => userId));
        const roles = new Set((await identity.roles(actor)).map(({ name }) => name));
        const shares = body.shares.map((one) => ({ ...one, grantee: one.kind === 'tenant' ? '' : one.grantee }));
        const stranger = shares.find(
          ({ kind, grantee }) => kind !== 'tenant' && !(kind === 'user' ? members : roles).has(grantee),
        );
        const keys = new Set(shares.map(({ kind, grantee }) => `${kind} ${grantee}`));
        if (stranger || keys.size < shares.length) {
          const details = { grantee: stranger?.grantee ?? '' };
          throw new DomainError({ code: 'drive.unknown_grantee', kind: 'invalid', details });
        }
        await files.share(actor.tenantId, at, shares, { by: actor.userId });
        await record(actor, 'shared', at, { shares }, ip);
        return { shares };
      },
    }),
  ];
}

/** The file, if the caller sees it. */
export async function seen(files: Platform['files'], actor: Actor, at: string): Promise<StoredFile> {
  const sight = await sightOf(files, actor);
  const file = await files.stat(actor.tenantId, at);
  if (!sight.sees(file.path, file.createdBy)) throw notThere(at);
  return file;
}
