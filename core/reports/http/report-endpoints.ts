import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, newId } from '@griot/kernel';
import { z } from 'zod';
import { SEND_FLOW } from '../flows/send-flow.ts';
import { makeReport } from '../make/make-report.ts';
import type { Templates } from '../queries/templates.ts';
import { reportRequest } from '../spec/report-template.ts';
import { preview, previewRequest, schedule, scheduleList, templateList } from './contract.ts';

export const TAGS = ['reports'];
export const SEND = 'core.reports.send';
const PEOPLE = 500;

/** Templates, preview as each recipient will see it, sending now and on a schedule. */
export function reportEndpoints(platform: Platform, templates: Templates): Endpoint[] {
  const { identity, metrics, clock, flows, store } = platform;
  const record = (actor: Actor, action: string, id: string, after: unknown, ip: string) =>
    store.withTenant(actor.tenantId, (tx) =>
      identity.audit.record(tx, { actor, action, subject: { type: 'core.report', id }, after, ip }),
    );
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/reports/templates',
      summary: 'Report templates of the open applications, and to whom they can be sent',
      tags: TAGS,
      permission: SEND,
      data: templateList,
      handler: async ({ actor, language }) => {
        const open = [...(await templates.all())].filter(([, { application }]) =>
          actor.applications.includes(application),
        );
        const items = await Promise.all(
          open.map(async ([id, { widgets, parameters, ...rest }]) => {
            const { dimensions } = await metrics.catalogue(rest.application, language);
            const labelOf = (name: string) => dimensions.find((one) => one.name === name)?.label ?? name;
            const labelled = parameters.map((dimension) => ({ dimension, label: labelOf(dimension) }));
            return { id, ...rest, parameters: labelled, widgets: widgets.length };
          }),
        );
        const people = (await identity.members(actor.tenantId, { limit: PEOPLE })).filter(({ active }) => active);
        return {
          items,
          people: people.map(({ userId, name, email }) => ({ id: userId, name, email })),
          mailConfigured: platform.mail.configured,
        };
      },
    }),
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
        const template = await templates.one(body.template, reader.applications);
        const { period, recipient } = body;
        const made = await makeReport({ metrics, clock, template, reader, period, filters: recipient.filters });
        const { title, days, generation, empty } = made;
        return { svg: made.svg(), title, ...days, generation, empty, reader: reader.name };
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
      handler: async ({ actor, body, ip }) => {
        await templates.one(body.template, actor.applications);
        const by = { kind: 'user' as const, id: actor.userId };
        const request = { ...body, requestedBy: actor.name };
        const { runId } = await flows.trigger(actor.tenantId, SEND_FLOW, request, by, { idempotencyKey: newId() });
        await record(actor, 'core.report.sent', runId, { template: body.template, to: body.recipients.length }, ip);
        return reply({ runId }, { status: 202 });
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/reports/schedules',
      summary: 'Reports that go out by themselves',
      tags: TAGS,
      permission: SEND,
      data: scheduleList,
      handler: async ({ actor }) => {
        const found = (await flows.schedules(actor.tenantId)).filter((one) => one.flow === SEND_FLOW);
        return {
          items: found.map(({ id, title, cron, timeZone, parameters, next, pausedAt, lastAt, lastResult }) => ({
            ...{ id, title, cron, timeZone, next, lastAt, lastResult },
            request: { template: '', ...parameters },
            paused: pausedAt !== null,
          })),
        };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/reports/schedules',
      summary: 'Send a report at set times: a cron expression in the recipients’ time zone',
      tags: TAGS,
      permission: SEND,
      body: schedule,
      data: z.object({ id: z.string() }),
      idempotent: true,
      handler: async ({ actor, body, ip }) => {
        await templates.one(body.request.template, actor.applications);
        const parameters = { ...body.request, requestedBy: actor.name };
        const timeZone = body.timeZone ?? actor.timeZone;
        const { id } = await flows.addSchedule(actor.tenantId, SEND_FLOW, {
          timeZone: actor.timeZone,
          schedule: { cron: body.cron, timeZone, parameters, title: body.title },
        });
        await record(actor, 'core.report.scheduled', id, { template: body.request.template, cron: body.cron }, ip);
        return reply({ id }, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'DELETE',
      path: '/api/reports/schedules/:id',
      summary: 'End a schedule',
      tags: TAGS,
      permission: SEND,
      params: z.object({ id: z.uuid() }),
      data: z.object({ id: z.string() }),
      handler: async ({ actor, params, ip }) => {
        const own = (await flows.schedules(actor.tenantId)).some(
          (one) => one.id === params.id && one.flow === SEND_FLOW,
        );
        if (!own) throw new DomainError({ code: 'reports.unknown_schedule', kind: 'not_found' });
        await flows.removeSchedule(actor.tenantId, params.id);
        await record(actor, 'core.report.unscheduled', params.id, undefined, ip);
        return { id: params.id };
      },
    }),
  ];
}
