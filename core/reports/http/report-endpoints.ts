import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import { DomainError, newId } from '@griot/kernel';
import { z } from 'zod';
import { SEND_FLOW } from '../flows/send-flow.ts';
import { makeReport } from '../make/make-report.ts';
import type { Templates } from '../queries/templates.ts';
import { reportRequest } from '../spec/report-template.ts';
import { preview, previewRequest } from './contract.ts';
import { checkFilters } from './request-faults.ts';

export const TAGS = ['reports'];
export const SEND = 'core.reports.send';

/** Preview as each recipient will see it, and sending now. */
export function reportEndpoints(platform: Platform, templates: Templates): Endpoint[] {
  const { identity, metrics, clock, flows, store } = platform;
  return [
    defineEndpoint({
      method: 'POST',
      path: '/api/reports/preview',
      summary: 'The pages of a report exactly as one recipient will get them',
      tags: TAGS,
      permission: SEND,
      rateLimit: { max: 60, windowMs: 60_000 },
      body: previewRequest,
      data: preview,
      handler: async ({ actor, body }) => {
        // Somebody who sees a part of the tenant must not look through the eyes of somebody who sees more.
        if (actor.scopes.length > 0 && body.recipient.userId !== actor.userId)
          throw new DomainError({ code: 'reports.not_their_eyes', kind: 'forbidden' });
        const reader = await identity.actorOf(actor.tenantId, body.recipient.userId);
        if (!reader) throw new DomainError({ code: 'reports.no_recipient', kind: 'not_found' });
        const template = body.draft ?? (await templates.one(body.template, reader)).spec;
        const { period, recipient } = body;
        checkFilters(template, [recipient]);
        const made = await makeReport({ metrics, clock, template, reader, period, filters: recipient.filters });
        const { title, days, generation, empty } = made;
        const { content, pages } = await made.pdf();
        return { pdf: content.toString('base64'), pages, title, ...days, generation, empty, reader: reader.name };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/reports/send',
      summary: 'Send a report now; it is made and handed over in the background',
      tags: TAGS,
      permission: SEND,
      body: reportRequest.omit({ requestedBy: true }),
      data: z.object({ runId: z.string() }),
      idempotent: true,
      handler: async (ctx) => {
        const { actor, body, ip } = ctx;
        checkFilters((await templates.one(body.template, actor)).spec, body.recipients);
        const by = { kind: 'user' as const, id: actor.userId };
        const request = { ...body, requestedBy: actor.name };
        // One transaction: an answer that was lost and asked for again does not send a second time.
        const runId = await store.withTenant(actor.tenantId, async (tx) => {
          const key = { tx, idempotencyKey: newId() };
          const started = await flows.trigger(actor.tenantId, SEND_FLOW, request, by, key);
          const subject = { type: 'core.report', id: started.runId };
          const after = { template: body.template, to: body.recipients.length };
          await identity.audit.record(tx, { actor, action: 'core.report.sent', subject, after, ip });
          await ctx.remember(tx, { runId: started.runId }, 202);
          return started.runId;
        });
        return reply({ runId }, { status: 202 });
      },
    }),
  ];
}
