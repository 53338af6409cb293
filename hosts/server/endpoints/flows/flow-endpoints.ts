import { defineEndpoint, type Endpoint } from '@griot/http';
import { z } from 'zod';
import { backfillEndpoints } from './backfill-endpoints.ts';
import { actOn, type FlowServices, installedFlow, installedFlows } from './flow-acts.ts';
import { queueEndpoints } from './queue-endpoints.ts';
import { runEndpoints } from './run-endpoints.ts';
import { scheduleEndpoints } from './schedule-endpoints.ts';
import { flowItem, versionItem } from './shapes.ts';

const tags = ['flows'];
const NAME = z.object({ name: z.string().max(100) });

/** Flows, their runs, schedules, backfills and queue. The tenant is always the caller's; each act of a person is audited. */
export function flowEndpoints(services: FlowServices): Endpoint[] {
  return [
    ...definitionEndpoints(services),
    ...runEndpoints(services),
    ...scheduleEndpoints(services),
    ...backfillEndpoints(services),
    ...queueEndpoints(services),
  ];
}

function definitionEndpoints(services: FlowServices): Endpoint[] {
  const { flows } = services;
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/flows',
      summary: 'Flows: parameters, what starts them, whether they are paused',
      tags,
      permission: 'core.flows.read',
      data: z.object({ items: z.array(flowItem) }),
      handler: async ({ actor }) => {
        const [schedules, pauses] = await Promise.all([flows.schedules(actor.tenantId), flows.pauses(actor.tenantId)]);
        return {
          items: installedFlows(services, actor).map((flow) => {
            const pause = pauses.find((one) => one.flow === flow.name);
            const next = schedules.filter((one) => one.flow === flow.name).flatMap((one) => one.next.slice(0, 1));
            return {
              ...flow,
              pausedAt: pause?.pausedAt ?? null,
              pausedBy: pause?.pausedBy ?? null,
              nextAt: next.sort()[0] ?? null,
            };
          }),
        };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/flows/:name/versions',
      summary: 'History of a flow by version of its graph: runs, success, durations',
      tags,
      permission: 'core.flows.read',
      params: NAME,
      data: z.object({ items: z.array(versionItem) }),
      handler: async ({ actor, params }) => {
        const { version } = installedFlow(services, actor, params.name);
        const items = await flows.versions(actor.tenantId, params.name);
        return { items: items.map((one) => ({ ...one, current: one.version === version })) };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/flows/:name/trigger',
      summary: 'Start a run',
      tags,
      permission: 'core.flows.run',
      params: NAME,
      body: z.object({ parameters: z.record(z.string(), z.unknown()).default({}) }),
      data: z.object({ runId: z.string(), deduplicated: z.boolean() }),
      idempotent: true,
      handler: (ctx) => {
        const { name } = installedFlow(services, ctx.actor, ctx.params.name);
        return actOn(
          services,
          ctx,
          (o, by) => flows.trigger(ctx.actor.tenantId, name, ctx.body.parameters, by, o),
          ({ runId, deduplicated }) => ({
            action: 'core.flow_run.started',
            subject: { type: 'core.flow_run', id: runId },
            after: { flow: name, parameters: ctx.body.parameters, deduplicated },
          }),
        );
      },
    }),
    ...(['pause', 'resume'] as const).map((verb) =>
      defineEndpoint({
        method: 'POST',
        path: `/api/flows/:name/${verb}`,
        summary: verb === 'pause' ? 'No task of the flow starts until it is resumed' : 'Let a paused flow go on',
        tags,
        permission: 'core.flows.manage',
        params: NAME,
        data: z.object({ changed: z.boolean() }),
        handler: (ctx) => {
          const { name } = installedFlow(services, ctx.actor, ctx.params.name);
          return actOn(
            services,
            ctx,
            async (o, by) => ({
              changed: await (verb === 'pause'
                ? flows.pauseFlow(ctx.actor.tenantId, name, by, o)
                : flows.resumeFlow(ctx.actor.tenantId, name, o)),
            }),
            () => ({ action: `core.flow.${verb}d`, subject: { type: 'core.flow', id: name } }),
          );
        },
      }),
    ),
  ];
}
