import type { ApiTokenInfo, Identity } from '@griot/identity';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint/define-endpoint.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { reply } from '../endpoint/reply.ts';

const tags = ['auth'];
const DONE = { done: true } as const;

const apiToken = z.object({
  id: z.uuid(),
  name: z.string(),
  permissions: z.array(z.string()),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});

const toData = (token: ApiTokenInfo): z.input<typeof apiToken> => ({
  id: token.id,
  name: token.name,
  permissions: token.permissions,
  createdAt: token.createdAt.toISOString(),
  expiresAt: token.expiresAt.toISOString(),
  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
});

/** Personal tokens for programs. */
export function tokenEndpoints(identity: Identity): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/auth/tokens',
      summary: 'Mes jetons d’API',
      tags,
      data: z.array(apiToken),
      handler: async ({ actor }) => (await identity.apiTokens.list(actor)).map(toData),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/auth/tokens',
      summary: 'Créer un jeton d’API',
      // No Idempotency-Key here: a kept answer would keep the token readable.
      description: 'The token is in this answer only.',
      tags,
      body: z.object({
        name: z.string().trim().min(1).max(100),
        permissions: z.array(z.string().max(200)).max(500),
        expiresAt: z.iso.datetime(),
      }),
      data: apiToken.extend({ token: z.string() }),
      async handler({ actor, body }) {
        const made = await identity.apiTokens.create(actor, { ...body, expiresAt: new Date(body.expiresAt) });
        return reply({ ...toData(made), token: made.token }, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'DELETE',
      path: '/api/auth/tokens/:id',
      summary: 'Retirer un jeton d’API',
      tags,
      params: z.object({ id: z.uuid() }),
      data: z.object({ done: z.literal(true) }),
      async handler({ actor, params }) {
        await identity.apiTokens.revoke(actor, params.id);
        return DONE;
      },
    }),
  ];
}
