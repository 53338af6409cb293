import type { Services } from '@griot/application';
import type { FlowDescription, RunState } from '@griot/flows';
import { defineEndpoint, type Endpoint } from '@griot/http';
import type { Actor } from '@griot/identity';
import { z } from 'zod';
import { capabilities } from '../capabilities.ts';
import { flowItem, logLines, runDetails, runItem } from './flow-shapes.ts';
import { namesOf, presentRun, presentRunDetails } from './present-run.ts';

const RUN = z.object({ id: z.string().max(64) });
const TAGS = ['flows'];
const capabilityIds = capabilities.map((capability) => capability.id);
const STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const satisfies readonly RunState[];

/** Runs of flows: what happened, what happens, start, stop, again. The tenant is always the caller's. */
export function flowEndpoints(services: Services): Endpoint[] {
  const { flows } = services;
  const descriptions = (): Map<string, FlowDescription> => new Map(flows.catalogue().map((flow) => [flow.name, flow]));
  const by = (actor: Actor) => ({
    kind: actor.tokenId === null ? ('user' as const) : ('api' as const),
    id: actor.userId,
  });
  const startedBy = z.object({ runId: z.string(), deduplicated: z.boolean() });

  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/flows',
      summary: 'Flows and their schedules',
      tags: TAGS,
      permission: 'core.flows.read',
      data: z.object({ items: z.array(flowItem) }),
      handler: async ({ actor }) => {
        const schedules = new Map((await flows.schedules(actor.tenantId)).map((schedule) => [schedule.flow, schedule]));
        const installed = flows
          .catalogue()
          .filter((flow) => [...actor.applications, ...capabilityIds].includes(flow.name.split('.')[0] ?? ''));
        return {
          items: installed.map((flow) => {
            const schedule = schedules.get(flow.name);
            return {
              name: flow.name,
              label: flow.label,
              parameters: flow.parameters,
              schedule: schedule
                ? {
                    cron: schedule.cron,
                    timeZone: schedule.timeZone,
                    paused: schedule.pausedAt !== null,
                    nextAt: schedule.next[0] ?? null,
                  }
                : null,
            };
          }),
        };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/flows/runs',
      summary: 'Runs, newest first',
      tags: TAGS,
      permission: 'core.flows.read',
      query: z.object({
        flow: z.string().max(100).optional(),
        state: z.enum(STATES).optional(),
        cursor: z.string().max(64).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      data: z.object({ items: z.array(runItem), nextCursor: z.string().nullable() }),
      handler: async ({ actor, query }) => {
        const page = await flows.runs(
          actor.tenantId,
          { ...(query.flow ? { flow: query.flow } : {}), ...(query.state ? { states: [query.state] } : {}) },
          { limit: query.limit, ...(query.cursor ? { cursor: query.cursor } : {}) },
        );
        const names = await namesOf(services, page.items);
        const known = descriptions();
        return { items: page.items.map((run) => presentRun(run, known, names)), nextCursor: page.nextCursor };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/flows/runs/:id',
      summary: 'One run: its tasks, attempts and parameters',
      tags: TAGS,
      permission: 'core.flows.read',
      params: RUN,
      data: runDetails,
      handler: async ({ actor, params }) => {
        const run = await flows.run(actor.tenantId, params.id);
        return presentRunDetails(run, descriptions(), await namesOf(services, [run]));
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/flows/runs/:id/logs',
      summary: 'Log lines after a sequence number, oldest first',
      tags: TAGS,
      permission: 'core.flows.read',
      params: RUN,
      query: z.object({
        after: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(2000).default(500),
      }),
      data: logLines,
      handler: async ({ actor, params, query }) => {
        const page = await flows.logs(actor.tenantId, params.id, query.after, { limit: query.limit });
        const items = page.lines.map(({ seq, at, task, level, text, fields }) => ({
          ...{ seq, at, task, level, text },
          ...(fields === null ? {} : { fields }),
        }));
        return { items, lastSeq: page.lastSeq };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/flows/:name/trigger',
      summary: 'Start a run',
      tags: TAGS,
      permission: 'core.flows.run',
      params: z.object({ name: z.string().max(100) }),
      body: z.object({ parameters: z.record(z.string(), z.unknown()).default({}) }),
      data: startedBy,
      idempotent: true,
      handler: ({ actor, params, body }) => flows.trigger(actor.tenantId, params.name, body.parameters, by(actor)),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/flows/runs/:id/cancel',
      summary: 'Stop a run; its running task is ended',
      tags: TAGS,
      permission: 'core.flows.run',
      params: RUN,
      data: z.object({ runId: z.string() }),
      handler: async ({ actor, params }) => {
        await flows.cancel(actor.tenantId, params.id, by(actor));
        return { runId: params.id };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/flows/runs/:id/rerun',
      summary: 'Go on from the failed task, or start again',
      tags: TAGS,
      permission: 'core.flows.run',
      params: RUN,
      body: z.object({ from: z.enum(['failed', 'start']) }),
      data: startedBy,
      handler: ({ actor, params, body }) => flows.rerun(actor.tenantId, params.id, { from: body.from, by: by(actor) }),
    }),
  ];
}
