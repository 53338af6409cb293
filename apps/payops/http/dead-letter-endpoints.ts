import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { deadLetter } from './contract.ts';
import { wholePlatform } from './sight.ts';

const tags = ['payops: dead letters'];
const ONE = z.object({ id: z.uuid() });
/** Events that could not be taken in: read, mended and sent again, or put away; who did it is in the audit. */
export function deadLetterEndpoints({ events, store, identity }: Services): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboard/dlq',
      summary: 'Events that could not be taken in, newest first',
      tags,
      permission: 'payops.dlq.read',
      query: z.object({
        state: z.enum(['open', 'queued', 'resent', 'discarded']).optional(),
        cursor: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      data: z.object({ items: z.array(deadLetter), nextCursor: z.string().nullable() }),
      handler: ({ actor, query: { state, cursor, limit } }) => {
        wholePlatform(actor);
        return events.deadLetters(actor.tenantId, state ? { state } : {}, { limit, ...(cursor ? { cursor } : {}) });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/dlq/:id/resend',
      summary: 'Send it again, mended or not',
      tags,
      permission: 'payops.dlq.manage',
      params: ONE,
      body: z.object({
        type: z.string().max(200).optional(),
        payload: z.record(z.string(), z.unknown()).optional(),
        note: z.string().trim().max(500).optional(),
      }),
      bodyLimit: 512 * 1024,
      data: deadLetter,
      handler: async ({ actor, params: { id }, body: { note, ...mending }, ip }) => {
        wholePlatform(actor);
        return store.withTenant(actor.tenantId, async (tx) => {
          const before = await events.deadLetter(actor.tenantId, id);
          // The entity may be what was mended: its events go through its own shard.
          const key =
            mending.payload &&
            `${String(mending.payload.tenantType)}:${String(mending.payload.tenantId)}`.slice(0, 200);
          const rekeyed = before.group === null && key !== undefined ? { ...mending, key } : mending;
          const sent = await events.resend(actor.tenantId, id, { by: actor.name, note, mending: rekeyed, tx });
          await identity.audit.record(tx, {
            ...{ actor, action: 'payops.dead_letter.resent', subject: { type: 'payops.dead_letter', id }, ip },
            before: { event: before.event },
            after: { event: sent.event, note: note ?? null },
          });
          return sent;
        });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/dlq/:id/discard',
      summary: 'Never send it again; it stays readable',
      tags,
      permission: 'payops.dlq.manage',
      params: ONE,
      body: z.object({ note: z.string().trim().min(1).max(500) }),
      data: deadLetter,
      handler: async ({ actor, params: { id }, body: { note }, ip }) => {
        wholePlatform(actor);
        return store.withTenant(actor.tenantId, async (tx) => {
          const put = await events.discard(actor.tenantId, id, { by: actor.name, note, tx });
          const subject = { type: 'payops.dead_letter', id };
          await identity.audit.record(tx, {
            actor,
            action: 'payops.dead_letter.discarded',
            subject,
            after: { note },
            ip,
          });
          return put;
        });
      },
    }),
  ];
}
