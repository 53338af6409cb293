import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint, reply } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError } from '@griot/kernel';
import type { MetricContext, MetricResult } from '@griot/metrics';
import { z } from 'zod';
import * as shapes from './metric-shapes.ts';

const head = { tags: ['metrics'], permission: 'core.metrics.read' as const };

/** The one query form over declared metrics, for any application: rows, the SQL that gave them, and their passport. */
export function metricEndpoints({ metrics }: Pick<Services, 'metrics'>): Endpoint[] {
  return [
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/metrics/:application',
      summary: 'Declared metrics with their units, dimensions, hierarchies and saved queries',
      params: shapes.application,
      data: shapes.catalogue,
      handler: async ({ actor, params }) =>
        plain(await metrics.catalogue(ownApplication(actor, params.application), actor.locale)),
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/metrics/:application/query',
      summary: 'Ask declared metrics; the compiled SQL comes with the rows',
      params: shapes.application,
      body: shapes.query,
      data: shapes.result,
      handler: async ({ actor, params, body, signal }) => {
        const context = { ...contextOf(actor, params.application), signal, ...asOf(body) };
        return answered(await metrics.query(context, body));
      },
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/metrics/:application/query',
      summary: 'The same by GET, so that a caller who keeps the ETag gets 304 while nothing has changed',
      params: shapes.application,
      query: z.object({ q: z.string().max(8000).describe('the query as JSON') }),
      data: shapes.result,
      handler: async ({ actor, params, query: { q }, signal, ifNoneMatch }) => {
        const body = readQuery(q);
        const context = { ...contextOf(actor, params.application), signal, ...asOf(body) };
        const etag = unquoted(await metrics.etag(context, body));
        // Nothing is run for a caller who has the answer already; the server says 304 by the ETag.
        if (ifNoneMatch?.includes(etag)) return reply(NOTHING, { etag });
        const result = await metrics.query(context, body);
        return reply(answered(result), { etag: unquoted(result.etag) });
      },
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/metrics/:application/drill',
      summary: 'The rows behind a figure; they add up to it wherever figures add up',
      params: shapes.application,
      body: shapes.drill,
      data: shapes.drilled,
      handler: async ({ actor, params, body, signal }) =>
        plain(await metrics.drill({ ...contextOf(actor, params.application), signal }, body)),
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/metrics/:application/contribution',
      summary: 'What each value of a dimension did to a figure between two periods',
      params: shapes.application,
      body: shapes.contribution,
      data: shapes.contributed,
      handler: async ({ actor, params, body, signal }) =>
        plain(await metrics.contribution({ ...contextOf(actor, params.application), signal }, body)),
    }),
    defineEndpoint({
      ...head,
      method: 'GET',
      path: '/api/metrics/:application/dimensions/:dimension/values',
      summary: 'Values of a dimension, those that contain `search`',
      params: shapes.application.extend({ dimension: shapes.name }),
      query: z.object({
        metric: shapes.name.optional().describe('only values that this metric has figures for'),
        search: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(1000).default(100),
      }),
      data: z.object({ values: z.array(shapes.value) }),
      handler: async ({ actor, params, query, signal }) => {
        const context = { ...contextOf(actor, params.application), signal };
        return { values: [...(await metrics.dimensionValues(context, { dimension: params.dimension, ...query }))] };
      },
    }),
    defineEndpoint({
      ...head,
      method: 'POST',
      path: '/api/metrics/:application/saved/:name',
      summary: 'A saved query of the project, with what may be changed about it',
      params: shapes.application.extend({ name: shapes.name }),
      body: shapes.saved,
      data: shapes.result,
      handler: async ({ actor, params, body, signal }) =>
        answered(await metrics.saved({ ...contextOf(actor, params.application), signal }, params.name, body)),
    }),
  ];
}

/** An answer that is not sent: what stands for it under a 304. */
const NOTHING = {
  columns: [],
  rows: [],
  hasMore: false,
  sql: '',
  params: [],
  passport: { generation: 0, state: 'sound' },
};

const asOf = ({ generation }: { generation?: number | undefined }) => (generation === undefined ? {} : { generation });
const unquoted = (etag: string): string => etag.replaceAll('"', '');
/** Schemas want arrays that may be written to; the layer gives some that may not. */
const plain = <T>(value: T): Mutable<T> => value as Mutable<T>;
type Mutable<T> = T extends readonly (infer E)[]
  ? Mutable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;

function answered(result: MetricResult) {
  const { columns, rows, totals, period, previousPeriod, leftOut, hasMore, sql, params, passport } = result;
  return plain({ columns, rows, totals, period, previousPeriod, leftOut, hasMore, sql, params, passport });
}

function readQuery(text: string): z.output<typeof shapes.query> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new DomainError({ code: 'metrics.query_invalid', kind: 'invalid', details: { reason: 'q is not JSON' } });
  }
  const read = shapes.query.safeParse(json);
  if (read.success) return read.data;
  const reason = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new DomainError({ code: 'metrics.query_invalid', kind: 'invalid', details: { reason } });
}

function contextOf(actor: Actor, application: string): MetricContext {
  const { tenantId, scopes, locale, currency, timeZone } = actor;
  return { tenantId, application: ownApplication(actor, application), scopes, locale, currency, timeZone };
}

/** An application that the tenant has not enabled is one that does not exist. */
function ownApplication(actor: Actor, application: string): string {
  if (actor.applications.includes(application)) return application;
  throw new DomainError({ code: 'metrics.unknown_application', kind: 'not_found', details: { application } });
}
