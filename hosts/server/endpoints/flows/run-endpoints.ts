import { defineDownload, defineEndpoint, type Endpoint, wholeTenant } from '@griot/http';
import { isDay } from '@griot/kernel';
import { z } from 'zod';
import { actOn, type FlowServices } from './flow-acts.ts';
import { detailsForPart, labelsOf, namesOf, presentRun, presentRunDetails, runForPart } from './present-run.ts';
import { logLevel, logLines, runDetails, runItem, runState } from './shapes.ts';

const RUN = z.object({ id: z.string().max(64) });
const tags = ['flows'];
const day = z.string().refine(isDay);
const started = z.object({ runId: z.string(), deduplicated: z.boolean() });

const logFilters = z.object({
  task: z.string().max(60).optional(),
  attempt: z.coerce.number().int().min(1).optional(),
  /** Comma between levels. */
  levels: z
    .string()
    .transform((value) => value.split(','))
    .pipe(z.array(logLevel).max(4))
    .optional(),
  search: z.string().max(200).optional(),
});

const seesPart = ({ scopes }: { scopes: readonly unknown[] }): boolean => scopes.length > 0;

export function runEndpoints(services: FlowServices): Endpoint[] {
  return [...readingEndpoints(services), ...actEndpoints(services)];
}

function readingEndpoints(services: FlowServices): Endpoint[] {
  const { flows } = services;
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/flows/runs',
      summary: 'Runs, newest first',
      tags,
      permission: 'core.flows.read',
      query: z.object({
        flow: z.string().max(100).optional(),
        state: runState.optional(),
        /** What started it: user, schedule, api, flow, cli, event, backfill. */
        by: z.string().max(20).optional(),
        /** Which schedule, user, event or backfill. */
        starter: z.string().max(200).optional(),
        version: z.string().max(64).optional(),
        first_day: day.optional(),
        last_day: day.optional(),
        cursor: z.string().max(64).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      data: z.object({ items: z.array(runItem), nextCursor: z.string().nullable() }),
      handler: async ({ actor, query }) => {
        const page = await flows.runs(
          actor.tenantId,
          {
            ...(query.flow ? { flow: query.flow } : {}),
            ...(query.state ? { states: [query.state] } : {}),
            ...(query.by ? { triggeredBy: query.by } : {}),
            ...(query.starter ? { triggeredById: query.starter } : {}),
            ...(query.version ? { version: query.version } : {}),
            days: { first: query.first_day, last: query.last_day, timeZone: actor.timeZone },
          },
          { limit: query.limit, ...(query.cursor ? { cursor: query.cursor } : {}) },
        );
        const names = await namesOf(
          services,
          page.items.map((run) => run.triggeredBy),
        );
        const labels = labelsOf(services);
        const items = page.items.map((run) => presentRun(run, labels, names));
        return { items: seesPart(actor) ? items.map(runForPart) : items, nextCursor: page.nextCursor };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/flows/runs/:id',
      summary: 'One run: its tasks, attempts, parameters and the runs around it',
      tags,
      permission: 'core.flows.read',
      params: RUN,
      data: runDetails,
      handler: async ({ actor, params, language }) => {
        const run = await flows.run(actor.tenantId, params.id);
        const names = await namesOf(services, [run.triggeredBy]);
        const details = presentRunDetails(run, labelsOf(services), names, language);
        return seesPart(actor) ? detailsForPart(details) : details;
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/flows/runs/:id/logs',
      summary: 'Log lines after a sequence number, oldest first',
      tags,
      permission: 'core.flows.read',
      params: RUN,
      query: logFilters.extend({
        after: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(2000).default(500),
      }),
      data: logLines,
      handler: async ({ actor, params, query: { after, ...filters }, language }) => {
        wholeTenant(actor);
        const page = await flows.logs(actor.tenantId, params.id, after, { ...defined(filters), locale: language });
        const items = page.lines.map(({ fields, ...line }) => (fields === null ? line : { ...line, fields }));
        return { items, lastSeq: page.lastSeq };
      },
    }),
    defineDownload({
      method: 'GET',
      path: '/api/flows/runs/:id/log',
      summary: 'The log as a text file',
      tags,
      permission: 'core.flows.read',
      params: RUN,
      query: logFilters,
      produces: ['text/plain'],
      handler: async ({ actor, params, query, language }) => {
        wholeTenant(actor);
        const run = await flows.run(actor.tenantId, params.id);
        return {
          contentType: 'text/plain; charset=utf-8',
          filename: `${run.flow}-${run.createdAt.slice(0, 19).replaceAll(':', '')}.log`,
          stream: logText(services, actor.tenantId, params.id, { ...defined(query), locale: language }),
        };
      },
    }),
  ];
}

type Filters = NonNullable<Parameters<FlowServices['flows']['logs']>[3]>;

/** Without what was not asked for. */
function defined(filters: { [K in keyof Filters]: Filters[K] | undefined }): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

async function* logText(
  { flows }: FlowServices,
  tenantId: string,
  runId: string,
  filters: Filters,
): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const page = await flows.logs(tenantId, runId, after, { ...filters, limit: 2000 });
    for (const { at, level, source, task, attempt, text, fields } of page.lines) {
      const where = task === null ? source : `${task}#${attempt ?? ''} ${source}`;
      yield `${at} ${level.toUpperCase().padEnd(5)} [${where}] ${text}${fields ? ` ${JSON.stringify(fields)}` : ''}\n`;
    }
    if (!page.more) return;
    after = page.lastSeq;
  }
}

function actEndpoints(services: FlowServices): Endpoint[] {
  const { flows } = services;
  const permission = 'core.flows.run';
  const subject = (id: string) => ({ type: 'core.flow_run', id });
  return [
    defineEndpoint({
      method: 'POST',
      path: '/api/flows/runs/:id/cancel',
      summary: 'Stop a run; its running task is ended',
      tags,
      permission,
      params: RUN,
      data: z.object({ runId: z.string() }),
      handler: (ctx) =>
        actOn(
          services,
          ctx,
          async (o, by) => {
            await flows.cancel(ctx.actor.tenantId, ctx.params.id, by, o);
            return { runId: ctx.params.id };
          },
          () => ({ action: 'core.flow_run.cancelled', subject: subject(ctx.params.id) }),
        ),
    }),
    ...(['pause', 'resume'] as const).map((verb) =>
      defineEndpoint({
        method: 'POST',
        path: `/api/flows/runs/:id/${verb}`,
        summary: verb === 'pause' ? 'No further task of the run starts' : 'Let a paused run go on',
        tags,
        permission,
        params: RUN,
        data: z.object({ changed: z.boolean() }),
        handler: (ctx) =>
          actOn(
            services,
            ctx,
            async (o, by) => ({
              changed: await (verb === 'pause' ? flows.pauseRun : flows.resumeRun)(
                ctx.actor.tenantId,
                ctx.params.id,
                by,
                o,
              ),
            }),
            () => ({ action: `core.flow_run.${verb}d`, subject: subject(ctx.params.id) }),
          ),
      }),
    ),
    defineEndpoint({
      method: 'POST',
      path: '/api/flows/runs/:id/rerun',
      summary: 'Go on from the failed task, or start again, with other parameters if given',
      tags,
      permission,
      params: RUN,
      body: z.object({ from: z.enum(['failed', 'start']), parameters: z.record(z.string(), z.unknown()).optional() }),
      data: started,
      idempotent: true,
      handler: (ctx) =>
        actOn(
          services,
          ctx,
          ({ tx, sentences }, by) =>
            flows.rerun(ctx.actor.tenantId, ctx.params.id, {
              ...{ from: ctx.body.from, by, tx, sentences },
              ...(ctx.body.parameters ? { params: ctx.body.parameters } : {}),
            }),
          ({ runId }) => ({
            action: 'core.flow_run.rerun',
            subject: subject(ctx.params.id),
            after: { from: ctx.body.from, runId, parameters: ctx.body.parameters ?? null },
          }),
        ),
    }),
  ];
}
