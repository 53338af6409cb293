import type { BackfillSummary } from '@griot/flows';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import { z } from 'zod';
import { actOn, type FlowServices, installedFlow } from './flow-acts.ts';
import { labelOf, labelsOf, namesOf } from './present-run.ts';
import { backfillDetails, backfillItem } from './shapes.ts';

const tags = ['flows'];
const permission = 'core.flows.run';
const ID = z.object({ id: z.string().max(64) });

/** Runs of a flow for each day of a range, under one parent. */
export function backfillEndpoints(services: FlowServices): Endpoint[] {
  const { flows } = services;
  const present = async (items: readonly BackfillSummary[]) => {
    const labels = labelsOf(services);
    const names = await namesOf(
      services,
      items.map((one) => one.createdBy),
    );
    return items.map((one) => ({
      ...one,
      label: labelOf(labels, one.flow),
      by: one.createdBy.id === null ? null : (names.get(one.createdBy.id) ?? null),
    }));
  };
  const subject = (id: string) => ({ type: 'core.flow_backfill', id });
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/flows/backfills',
      summary: 'Backfills, newest first',
      tags,
      permission: 'core.flows.read',
      data: z.object({ items: z.array(backfillItem) }),
      handler: async ({ actor }) => ({ items: await present(await flows.backfills(actor.tenantId)) }),
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/flows/backfills/:id',
      summary: 'One backfill, day by day',
      tags,
      permission: 'core.flows.read',
      params: ID,
      data: backfillDetails,
      handler: async ({ actor, params }) => {
        const { dayList, ...summary } = await flows.backfill(actor.tenantId, params.id);
        const [head] = await present([summary]);
        return { ...(head ?? { ...summary, label: { fr: '', en: '' }, by: null }), dayList };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/flows/backfills',
      summary: 'Run a flow for each day of a range',
      tags,
      permission,
      body: z.object({
        flow: z.string().max(100),
        firstDay: z.string().max(10),
        lastDay: z.string().max(10),
        parallel: z.number().int().optional(),
        newestFirst: z.boolean().default(false),
        parameters: z.record(z.string(), z.unknown()).default({}),
      }),
      data: z.object({ id: z.string(), days: z.number() }),
      idempotent: true,
      handler: async (ctx) => {
        const { flow, parallel, ...input } = ctx.body;
        const { name } = installedFlow(services, ctx.actor, flow);
        const made = await actOn(
          services,
          ctx,
          (o, by) =>
            flows.startBackfill(
              ctx.actor.tenantId,
              name,
              { ...input, ...(parallel === undefined ? {} : { parallel }) },
              by,
              o,
            ),
          ({ id }) => ({ action: 'core.flow_backfill.started', subject: subject(id), after: ctx.body }),
        );
        return reply(made, { status: 201 });
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/flows/backfills/:id/cancel',
      summary: 'Cancel the whole: waiting days never start, running ones are ended',
      tags,
      permission,
      params: ID,
      data: z.object({ id: z.string() }),
      handler: (ctx) =>
        actOn(
          services,
          ctx,
          async (o, by) => {
            await flows.cancelBackfill(ctx.actor.tenantId, ctx.params.id, by, o);
            return { id: ctx.params.id };
          },
          ({ id }) => ({ action: 'core.flow_backfill.cancelled', subject: subject(id) }),
        ),
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/flows/backfills/:id/rerun',
      summary: 'Run the failed and cancelled days again',
      tags,
      permission,
      params: ID,
      data: z.object({ days: z.number() }),
      handler: (ctx) =>
        actOn(
          services,
          ctx,
          (o) => flows.rerunFailedDays(ctx.actor.tenantId, ctx.params.id, o),
          ({ days }) => ({ action: 'core.flow_backfill.rerun', subject: subject(ctx.params.id), after: { days } }),
        ),
    }),
  ];
}
