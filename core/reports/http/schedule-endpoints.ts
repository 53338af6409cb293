import type { Platform } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { SEND_FLOW } from '../flows/send-flow.ts';
import type { Templates } from '../queries/templates.ts';
import { schedule, scheduleList } from './contract.ts';
import { SEND, TAGS } from './report-endpoints.ts';
import { checkFilters } from './request-faults.ts';

const one = z.object({ id: z.uuid() });
const done = z.object({ id: z.string() });

/** Reports that go out by themselves: each is one more schedule of the sending flow, in the recipients' time zone. */
export function scheduleEndpoints(platform: Platform, templates: Templates): Endpoint[] {
  const { identity, flows, store } = platform;
  const record = (actor: Actor, action: string, id: string, after: unknown, ip: string) =>
    store.withTenant(actor.tenantId, (tx) =>
      identity.audit.record(tx, { actor, action, subject: { type: 'core.report_schedule', id }, after, ip }),
    );
  const own = async (actor: Actor, id: string): Promise<void> => {
    const found = (await flows.schedules(actor.tenantId)).some((each) => each.id === id && each.flow === SEND_FLOW);
    if (!found) throw new DomainError({ code: 'reports.unknown_schedule', kind: 'not_found' });
  };
  const input = async (actor: Actor, { title, cron, timeZone, request }: z.output<typeof schedule>) => {
    checkFilters((await templates.one(request.template, actor)).spec, request.recipients);
    const parameters = { ...request, requestedBy: actor.name };
    const zone = timeZone ?? actor.timeZone;
    // A report that was missed while nothing ran goes out once, late, rather than not at all.
    return {
      timeZone: actor.timeZone,
      schedule: { cron, timeZone: zone, parameters, title, catchUp: 'one' as const },
    };
  };
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/reports/schedules',
      summary: 'Reports that go out by themselves',
      tags: TAGS,
      permission: SEND,
      data: scheduleList,
      handler: async ({ actor }) => {
        const found = (await flows.schedules(actor.tenantId)).filter((each) => each.flow === SEND_FLOW);
        return {
          items: found.map(
            ({ id, title, cron, timeZone, parameters, next, pausedAt, lastAt, lastResult, version }) => ({
              ...{ id, title, cron, timeZone, next, lastAt, lastResult, version },
              request: { template: '', ...parameters },
              paused: pausedAt !== null,
            }),
          ),
        };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/reports/schedules/preview',
      summary: 'The next five moments of a cron expression in a time zone',
      tags: TAGS,
      permission: SEND,
      body: schedule.pick({ cron: true, timeZone: true }),
      data: z.object({ next: z.array(z.string()) }),
      handler: ({ actor, body }) => {
        const ticks = flows.previewTicks({ cron: body.cron, timeZone: body.timeZone ?? actor.timeZone, count: 5 });
        return { next: ticks.map((tick) => tick.toISOString()) };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/reports/schedules',
      summary: 'Send a report at set times: a cron expression in the recipients’ time zone',
      tags: TAGS,
      permission: SEND,
      body: schedule,
      data: done,
      idempotent: true,
      handler: async ({ actor, body, ip }) => {
        const { id } = await flows.addSchedule(actor.tenantId, SEND_FLOW, await input(actor, body));
        await record(actor, 'core.report.scheduled', id, { template: body.request.template, cron: body.cron }, ip);
        return reply({ id }, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/reports/schedules/:id',
      summary: 'Change a schedule; `version` is the one that was read',
      tags: TAGS,
      permission: SEND,
      params: one,
      body: schedule.extend({ version: z.int().optional() }),
      data: done,
      handler: async ({ actor, params: { id }, body, ip }) => {
        await own(actor, id);
        const version = body.version === undefined ? {} : { version: body.version };
        await flows.changeSchedule(actor.tenantId, id, { ...(await input(actor, body)), ...version });
        await record(actor, 'core.report.rescheduled', id, { template: body.request.template, cron: body.cron }, ip);
        return { id };
      },
    }),
    ...(['pause', 'resume'] as const).map((verb) =>
      defineEndpoint({
        method: 'POST',
        path: `/api/reports/schedules/:id/${verb}`,
        summary: verb === 'pause' ? 'Stop a schedule for a while' : 'Let a paused schedule go on',
        tags: TAGS,
        permission: SEND,
        params: one,
        body: z.object({}).default({}),
        data: done,
        handler: async ({ actor, params: { id }, ip }) => {
          await own(actor, id);
          if (verb === 'pause') await flows.pauseSchedule(actor.tenantId, id, { kind: 'user', id: actor.userId });
          else await flows.resumeSchedule(actor.tenantId, id);
          await record(actor, `core.report.schedule_${verb}d`, id, undefined, ip);
          return { id };
        },
      }),
    ),
    defineEndpoint({
      method: 'DELETE',
      path: '/api/reports/schedules/:id',
      summary: 'End a schedule',
      tags: TAGS,
      permission: SEND,
      params: one,
      data: done,
      handler: async ({ actor, params: { id }, ip }) => {
        await own(actor, id);
        await flows.removeSchedule(actor.tenantId, id);
        await record(actor, 'core.report.unscheduled', id, undefined, ip);
        return { id };
      },
    }),
  ];
}
