import type { Identity, Member } from '@griot/identity';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint/define-endpoint.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { reply } from '../endpoint/reply.ts';
import { defineCursor, toPage } from '../paging/cursor.ts';

const tags = ['users'];
const permission = 'core.users.manage';
const DONE = { done: true } as const;
const done = z.object({ done: z.literal(true) });
const scope = z.object({ kind: z.string().max(63), id: z.string().max(200) });
const roles = z.array(z.string().max(63)).max(50);

const member = z.object({
  userId: z.uuid(),
  login: z.string(),
  email: z.string().nullable(),
  name: z.string(),
  roles: z.array(z.string()),
  scopes: z.array(scope),
  active: z.boolean(),
});

const role = z.object({
  name: z.string(),
  label: z.string(),
  permissions: z.array(z.string()),
  builtIn: z.boolean(),
});

const place = defineCursor('core.users:name', z.object({ name: z.string(), userId: z.uuid() }));

/** The people of the actor's own tenant and the roles they may have. */
export function memberEndpoints(identity: Identity): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/users',
      summary: 'Membres de l’organisation',
      tags,
      permission,
      query: z.object({
        cursor: z.string().max(1024).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      data: z.object({ items: z.array(member), nextCursor: z.string().nullable() }),
      async handler({ actor, query }) {
        const after = place.decode(query.cursor) ?? undefined;
        const found = await identity.members(actor.tenantId, { after, limit: query.limit + 1 });
        return toPage(found, query.limit, place, ({ name, userId }: Member) => ({ name, userId }));
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/users',
      summary: 'Ajouter une personne',
      description: 'Without a password the person sets one by a reset link.',
      tags,
      permission,
      idempotent: true,
      body: z.object({
        login: z.string().max(200),
        name: z.string().max(200),
        email: z.string().max(320).nullish(),
        password: z.string().max(1024).optional(),
        locale: z.enum(['fr', 'en']).nullish(),
        roles,
        scopes: z.array(scope).max(1000).default([]),
      }),
      data: member,
      async handler({ actor, body }) {
        return reply(await identity.createMember(actor, body), { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/users/:id',
      summary: 'Changer les droits d’un membre',
      tags,
      permission,
      params: z.object({ id: z.uuid() }),
      body: z.object({ roles, scopes: z.array(scope).max(1000), active: z.boolean() }),
      data: member,
      handler: ({ actor, params, body }) => identity.changeMember(actor, { userId: params.id, ...body }),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/users/:id/password',
      summary: 'Donner un nouveau mot de passe à un membre',
      description: 'Ends the person’s sessions.',
      tags,
      permission,
      params: z.object({ id: z.uuid() }),
      body: z.object({ password: z.string().min(1).max(1024) }),
      data: done,
      async handler({ actor, params, body }) {
        await identity.setMemberPassword(actor, { userId: params.id, password: body.password });
        return DONE;
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/roles',
      summary: 'Rôles',
      tags,
      permission,
      data: z.array(role),
      handler: ({ actor }) => identity.roles(actor),
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/roles/:name',
      summary: 'Créer ou changer un rôle',
      tags,
      permission,
      params: z.object({ name: z.string().max(63) }),
      body: z.object({ label: z.string().max(200), permissions: z.array(z.string().max(200)).max(500) }),
      data: role,
      handler: ({ actor, params, body }) => identity.putRole(actor, { ...params, ...body }),
    }),
    defineEndpoint({
      method: 'DELETE',
      path: '/api/roles/:name',
      summary: 'Supprimer un rôle',
      tags,
      permission,
      params: z.object({ name: z.string().max(63) }),
      data: done,
      async handler({ actor, params }) {
        await identity.removeRole(actor, params.name);
        return DONE;
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/permissions',
      summary: 'Droits qui existent',
      tags,
      permission,
      data: z.array(z.object({ name: z.string(), label: z.string() })),
      handler: ({ actor, language }) =>
        identity.access.permissions
          .filter(({ name }) => ['core', ...actor.applications].includes(name.split('.', 1)[0] ?? ''))
          .map(({ name, label }) => ({ name, label: label[language] })),
    }),
  ];
}
