import type { Services } from '@griot/application';
import type { NewEvent } from '@griot/events';
import { defineEndpoint, type Endpoint, wholeTenant } from '@griot/http';
import { z } from 'zod';
import { deadLetterEndpoints } from './dead-letter-endpoints.ts';
import { batchAnswer, eventItem, groupItem, incomingEvent, typeItem } from './event-shapes.ts';

const tags = ['events'];
const GROUP = z.object({ group: z.string().max(200) });
const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

/** The log of events: taking in, searching, and the groups that handle it. */
export function eventEndpoints(services: Pick<Services, 'events' | 'identity' | 'store'>): Endpoint[] {
  const { events, identity, store } = services;
  return [
    defineEndpoint({
      method: 'POST',
      path: '/api/events/batch',
      summary: 'Send events, each accepted once by its id',
      description:
        'One result per event, in order. A bad event is kept as a dead letter and does not hold up the others; the same batch may be sent again at any time.',
      tags,
      permission: 'core.events.write',
      body: z.object({ events: z.array(incomingEvent).min(1).max(5000) }),
      bodyLimit: 8 * 1024 * 1024,
      data: batchAnswer,
      handler: async ({ actor, body }) => {
        const results = await events.append(actor.tenantId, body.events as unknown as NewEvent[], {
          invalid: 'dead_letter',
        });
        const count = (status: string) => results.filter((result) => result.status === status).length;
        return {
          accepted: count('accepted'),
          duplicates: count('duplicate'),
          rejected: count('rejected'),
          results: results.map((result) => ({ ...result, id: String(result.id ?? '') })),
        };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/events',
      summary: 'The log, newest first',
      tags,
      permission: 'core.events.read',
      query: z.object({
        type: z.string().max(200).optional().describe('Exact, or a beginning that ends with a dot'),
        key: z.string().max(200).optional(),
        id: z.string().max(200).optional(),
        source: z.string().max(200).optional(),
        from: z.iso.datetime({ offset: true }).optional(),
        to: z.iso.datetime({ offset: true }).optional(),
        ...page,
      }),
      data: z.object({ items: z.array(eventItem), nextCursor: z.string().nullable() }),
      handler: ({ actor, query: { cursor, limit, ...filters } }) => {
        wholeTenant(actor);
        return events.search(actor.tenantId, definedOf(filters), { limit, ...(cursor ? { cursor } : {}) });
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/events/types',
      summary: 'Declared types with the schema of their payload',
      tags,
      permission: 'core.events.read',
      data: z.object({ items: z.array(typeItem) }),
      handler: () => ({
        items: events.types().map(({ type, version, label, schema }) => ({
          ...{ type, version, label },
          schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
        })),
      }),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/events/groups',
      summary: 'Groups of consumers, how far they are and what holds them up',
      tags,
      permission: 'core.events.read',
      data: z.object({ items: z.array(groupItem) }),
      handler: async ({ actor }) => {
        wholeTenant(actor);
        const labels = new Map(events.consumers().map(({ group, label }) => [group, label]));
        const items = await events.groups(actor.tenantId);
        return {
          items: items.map((item) => ({
            ...item,
            label: labels.get(item.group) ?? { fr: item.group, en: item.group },
          })),
        };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/events/groups/:group/reset',
      summary: 'Replay: a group goes on from the start, the end or an instant',
      tags,
      permission: 'core.events.manage',
      params: GROUP,
      body: z.object({
        from: z.union([z.enum(['start', 'end']), z.object({ recordedAt: z.iso.datetime({ offset: true }) })]),
      }),
      data: GROUP,
      handler: ({ actor, params: { group }, body: { from }, ip }) =>
        store.withTenant(actor.tenantId, async (tx) => {
          await events.resetGroup(actor.tenantId, group, from, { tx });
          const subject = { type: 'event_group', id: group };
          await identity.audit.record(tx, { actor, action: 'core.event_group.reset', subject, after: { from }, ip });
          return { group };
        }),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/events/groups/:group/pause',
      summary: 'Pause a group, or let it go on',
      tags,
      permission: 'core.events.manage',
      params: GROUP,
      body: z.object({ paused: z.boolean() }),
      data: GROUP,
      handler: ({ actor, params: { group }, body: { paused }, ip }) =>
        store.withTenant(actor.tenantId, async (tx) => {
          await events.pauseGroup(actor.tenantId, group, paused, { tx });
          const subject = { type: 'event_group', id: group };
          await identity.audit.record(tx, { actor, action: 'core.event_group.paused', subject, after: { paused }, ip });
          return { group };
        }),
    }),
    ...deadLetterEndpoints(services),
  ];
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function definedOf<T extends Record<string, unknown>>(values: T): Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Defined<T>>;
}
