import type { ScheduleInput, ScheduleView } from '@griot/flows';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';
import { actOn, type FlowServices, installedFlow } from './flow-acts.ts';
import { labelOf, labelsOf } from './present-run.ts';
import { scheduleBody, scheduleItem } from './shapes.ts';

const tags = ['flows'];
const permission = 'core.flows.manage';
const ID = z.object({ id: z.string().max(64) });
const identified = z.object({ id: z.string() });

/** Schedules of the tenant: those that flows declare, and those that people make. */
export function scheduleEndpoints(services: FlowServices): Endpoint[] {
  const { flows } = services;
  const found = async (actor: Actor, id: string): Promise<ScheduleView> => {
    const schedule = (await flows.schedules(actor.tenantId)).find((one) => one.id === id);
    if (!schedule) throw new DomainError({ code: 'flows.schedule_not_found', kind: 'not_found', details: { id } });
    return schedule;
  };
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/flows/schedules',
      summary: 'Schedules with their next five ticks',
      tags,
      permission: 'core.flows.read',
      data: z.object({ items: z.array(scheduleItem), timeZone: z.string() }),
      handler: async ({ actor }) => {
        const labels = labelsOf(services);
        const items = await flows.schedules(actor.tenantId);
        return {
          items: items.map((one) => ({ ...one, label: labelOf(labels, one.flow) })),
          timeZone: actor.timeZone,
        };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/flows/schedules/preview',
      summary: 'The next ticks of an expression, before it is kept',
      tags,
      permission: 'core.flows.read',
      body: z.object({ cron: z.string().trim().min(1).max(120), timeZone: z.string().max(60).optional() }),
      data: z.object({ next: z.array(z.string()) }),
      handler: ({ actor, body }) => ({
        next: flows
          .previewTicks({ cron: body.cron, timeZone: body.timeZone ?? actor.timeZone, count: 8 })
          .map((tick) => tick.toISOString()),
      }),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/flows/schedules',
      summary: 'One more schedule of a flow',
      tags,
      permission,
      body: scheduleBody.extend({ flow: z.string().max(100) }),
      data: identified,
      idempotent: true,
      handler: async (ctx) => {
        const { flow, ...body } = ctx.body;
        const { name } = installedFlow(services, ctx.actor, flow);
        const made = await actOn(
          services,
          ctx,
          (o) =>
            flows.addSchedule(ctx.actor.tenantId, name, {
              ...o,
              timeZone: ctx.actor.timeZone,
              schedule: scheduleOf(body),
            }),
          ({ id }) => ({
            action: 'core.flow_schedule.created',
            subject: { type: 'core.flow_schedule', id },
            after: ctx.body,
          }),
        );
        return reply(made, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'PUT',
      path: '/api/flows/schedules/:id',
      summary: 'Change a schedule',
      tags,
      permission,
      params: ID,
      body: scheduleBody.extend({ version: z.number().int().optional() }),
      data: identified,
      handler: async (ctx) => {
        const { version, ...body } = ctx.body;
        const before = await found(ctx.actor, ctx.params.id);
        return actOn(
          services,
          ctx,
          async (o) => {
            await flows.changeSchedule(ctx.actor.tenantId, ctx.params.id, {
              ...o,
              ...(version === undefined ? {} : { version }),
              timeZone: ctx.actor.timeZone,
              schedule: scheduleOf(body),
            });
            return { id: ctx.params.id };
          },
          ({ id }) => ({
            action: 'core.flow_schedule.changed',
            subject: { type: 'core.flow_schedule', id },
            before: settingsOf(before),
            after: body,
          }),
        );
      },
    }),
    ...verbEndpoints(services, found),
  ];
}

/** Pause, resume, back to what the flow declares, remove. */
function verbEndpoints(services: FlowServices, found: (actor: Actor, id: string) => Promise<ScheduleView>): Endpoint[] {
  const { flows } = services;
  const verbs = [
    ['POST', '/pause', 'No run starts by it until it is resumed', 'paused'],
    ['POST', '/resume', 'Let a paused schedule go on; the ticks of the pause are not made up for', 'resumed'],
    ['POST', '/reset', 'Back to what the flow declares', 'reset'],
    ['DELETE', '', 'Remove a schedule that a person made', 'removed'],
  ] as const;
  return verbs.map(([method, path, summary, done]) =>
    defineEndpoint({
      method,
      path: `/api/flows/schedules/:id${path}`,
      summary,
      tags,
      permission,
      params: ID,
      data: identified,
      handler: async (ctx) => {
        const { id } = ctx.params;
        const { tenantId, timeZone } = ctx.actor;
        const before = await found(ctx.actor, id);
        return actOn(
          services,
          ctx,
          async (o, by) => {
            if (done === 'paused') await flows.pauseSchedule(tenantId, id, by, o);
            else if (done === 'resumed') await flows.resumeSchedule(tenantId, id, o);
            else if (done === 'reset') await flows.resetSchedule(tenantId, id, { ...o, timeZone });
            else await flows.removeSchedule(tenantId, id, o);
            return { id };
          },
          () => ({
            action: `core.flow_schedule.${done}`,
            subject: { type: 'core.flow_schedule', id },
            before: settingsOf(before),
          }),
        );
      },
    }),
  );
}

function scheduleOf({ timeZone, ...body }: z.output<typeof scheduleBody>): ScheduleInput {
  return { ...body, ...(timeZone === undefined ? {} : { timeZone }) };
}

function settingsOf({ flow, title, cron, timeZone, parameters, catchUp }: ScheduleView): Record<string, unknown> {
  return { flow, title, cron, timeZone, parameters, catchUp };
}
