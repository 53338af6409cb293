import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint, wholeTenant } from '@griot/http';
import { z } from 'zod';
import { deadLetterItem } from './event-shapes.ts';

const tags = ['events'];
const LETTER = z.object({ id: z.uuid() });
const note = z.string().trim().max(500).optional();

/** Events that could not be taken in or handled: read, mended and sent again, or discarded; every decision is audited. */
export function deadLetterEndpoints({
  events,
  identity,
  store,
}: Pick<Services, 'events' | 'identity' | 'store'>): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/events/dead-letters',
      summary: 'Dead letters, newest first',
      tags,
      permission: 'core.events.read',
      query: z.object({
        state: z.enum(['open', 'queued', 'resent', 'discarded']).optional(),
        group: z.string().max(200).optional(),
        type: z.string().max(200).optional(),
        cursor: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      data: z.object({ items: z.array(deadLetterItem), nextCursor: z.string().nullable() }),
      handler: ({ actor, query: { cursor, limit, state, group, type } }) => {
        wholeTenant(actor);
        return events.deadLetters(
          actor.tenantId,
          { ...(state ? { state } : {}), ...(group ? { group } : {}), ...(type ? { type } : {}) },
          { limit, ...(cursor ? { cursor } : {}) },
        );
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/events/dead-letters/:id',
      summary: 'One dead letter',
      tags,
      permission: 'core.events.read',
      params: LETTER,
      data: deadLetterItem,
      handler: ({ actor, params }) => {
        wholeTenant(actor);
        return events.deadLetter(actor.tenantId, params.id);
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/events/dead-letters/:id/resend',
      summary: 'Send it again, mended or not',
      tags,
      permission: 'core.events.manage',
      params: LETTER,
      body: z.object({
        type: z.string().max(200).optional(),
        version: z.number().int().optional(),
        key: z.string().max(200).optional(),
        payload: z.record(z.string(), z.unknown()).optional(),
        note,
      }),
      bodyLimit: 512 * 1024,
      data: deadLetterItem,
      handler: ({ actor, params: { id }, body: { note: said, ...mending }, ip }) =>
        store.withTenant(actor.tenantId, async (tx) => {
          wholeTenant(actor);
          const before = await events.deadLetter(actor.tenantId, id);
          const letter = await events.resend(actor.tenantId, id, { by: actor.name, note: said, mending, tx });
          const subject = { type: 'event_dead_letter', id };
          await identity.audit.record(tx, {
            ...{ actor, action: 'core.event_dead_letter.resent', subject, ip },
            before: { event: before.event },
            after: { event: letter.event, note: said ?? null },
          });
          return letter;
        }),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/events/dead-letters/:id/discard',
      summary: 'Never send it again; it stays readable',
      tags,
      permission: 'core.events.manage',
      params: LETTER,
      body: z.object({ note }),
      data: deadLetterItem,
      handler: ({ actor, params: { id }, body: { note: said }, ip }) =>
        store.withTenant(actor.tenantId, async (tx) => {
          wholeTenant(actor);
          const letter = await events.discard(actor.tenantId, id, { by: actor.name, note: said, tx });
          const subject = { type: 'event_dead_letter', id };
          const action = 'core.event_dead_letter.discarded';
          await identity.audit.record(tx, {
            actor,
            action,
            subject,
            before: { event: letter.event },
            after: { note: said ?? null },
            ip,
          });
          return letter;
        }),
    }),
  ];
}
