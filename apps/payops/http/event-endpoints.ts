import type { Services } from '@griot/application';
import { defineEndpoint, defineUpload, type Endpoint, reply } from '@griot/http';
import { DomainError, newId } from '@griot/kernel';
import { z } from 'zod';
import { type IncomingEvent, takeIn } from '../chain/take-in.ts';
import { wholePlatform } from './sight.ts';

const tags = ['payops: events'];
const event = z.looseObject({ id: z.unknown(), type: z.unknown() });

const verdict = z.object({
  id: z.string(),
  status: z.enum(['accepted', 'duplicate', 'rejected']),
  code: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  deadLetterId: z.string().optional(),
});
const takenIn = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  rejected: z.number(),
  results: z.array(verdict),
});

/** The door of events: single, batch and file. What is answered as accepted is in the log. */
export function eventEndpoints(services: Services): Endpoint[] {
  const { events, files, flows, clock } = services;
  return [
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboard/events',
      summary: 'Send events: one, or a batch of at most 5000',
      description:
        'One verdict per event, in order. An id counts once, however often it is sent; a bad event is kept as a dead letter with its reasons and holds up no other.',
      tags,
      permission: 'payops.events.write',
      body: z.union([z.object({ events: z.array(event).min(1).max(5000) }), event]),
      bodyLimit: 8 * 1024 * 1024,
      data: takenIn,
      handler: async ({ actor, body }) => {
        wholePlatform(actor);
        const batch = Array.isArray((body as { events?: unknown }).events)
          ? (body as { events: IncomingEvent[] }).events
          : [body as IncomingEvent];
        const taken = await takeIn(events, actor.tenantId, batch);
        return reply(taken, { status: taken.rejected === batch.length ? 422 : 200 });
      },
    }),
    defineUpload({
      method: 'POST',
      path: '/api/dashboard/events/file',
      summary: 'Send a file of events, one JSON object a line',
      tags,
      permission: 'payops.events.write',
      limits: { maxFileBytes: 1024 ** 3, maxFiles: 1 },
      data: z.object({ runId: z.string(), path: z.string() }),
      handler: async ({ actor, files: uploads }) => {
        wholePlatform(actor);
        for await (const upload of uploads) {
          const path = `evenements/${newId(clock.now().getTime())}-${upload.filename.replace(/[^\w.-]/g, '_')}`;
          await files.put(actor.tenantId, path, upload.stream, { maxBytes: 1024 ** 3, by: actor.userId });
          const { runId } = await flows.trigger(
            actor.tenantId,
            'payops.import',
            { path },
            { kind: 'user', id: actor.userId },
          );
          return reply({ runId, path }, { status: 202 });
        }
        throw new DomainError({ code: 'payops.no_file', kind: 'invalid' });
      },
    }),
  ];
}
