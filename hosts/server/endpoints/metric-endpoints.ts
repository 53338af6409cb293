import type { Services } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import { DomainError } from '@griot/kernel';
import { z } from 'zod';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const name = z.string().min(1).max(200);
const application = z.object({ application: z.string().max(64) });

const query = z.object({
  metrics: z.array(name).min(1).max(20),
  dimensions: z.array(name).max(10).optional().describe('`zone__nom_zone`, `metric_time__month`'),
  timeRange: z.object({ from: z.iso.date(), to: z.iso.date() }).nullish(),
  compare: z.enum(['previous_period', 'previous_year']).nullish(),
  order: z.array(name).max(5).optional().describe('`-ca_total` = largest first'),
  limit: z.number().int().min(1).max(10_000).default(1000),
  totals: z.boolean().optional(),
});

/** The one query form over declared metrics, for any application: rows, the SQL that gave them, and their passport. */
export function metricEndpoints({ metrics }: Services): Endpoint[] {
  return [
    defineEndpoint({
      method: 'GET',
      path: '/api/metrics/:application',
      summary: 'Declared metrics with their units and dimensions',
      tags: ['metrics'],
      permission: 'core.metrics.read',
      params: application,
      data: z.object({ metrics: z.array(z.looseObject({ name })), dimensions: z.array(z.looseObject({ name })) }),
      handler: async ({ actor, params }) => {
        const { metrics: items, dimensions } = await metrics.catalogue(ownApplication(actor, params), actor.locale);
        return { metrics: items.map((item) => ({ ...item })), dimensions: dimensions.map((item) => ({ ...item })) };
      },
    }),
    defineEndpoint({
      method: 'POST',
      path: '/api/metrics/:application/query',
      summary: 'Ask declared metrics; the compiled SQL comes with the rows',
      tags: ['metrics'],
      permission: 'core.metrics.read',
      params: application,
      body: query,
      data: z.object({
        columns: z.array(z.looseObject({ name })),
        rows: z.array(z.array(value)),
        totals: z.record(z.string(), value).optional(),
        hasMore: z.boolean(),
        sql: z.string(),
        passport: z.looseObject({ generation: z.number(), state: z.string() }),
      }),
      handler: async ({ actor, params, body, signal }) => {
        const { tenantId, scopes, locale, currency, timeZone } = actor;
        const answer = await metrics.query(
          { tenantId, application: ownApplication(actor, params), scopes, locale, currency, timeZone, signal },
          body,
        );
        return {
          columns: answer.columns.map((column) => ({ ...column })),
          rows: answer.rows.map((row) => [...row]),
          ...(answer.totals ? { totals: { ...answer.totals } } : {}),
          hasMore: answer.hasMore,
          sql: answer.sql,
          passport: { ...answer.passport },
        };
      },
    }),
  ];
}

/** An application that the tenant has not enabled is one that does not exist. */
function ownApplication(actor: { applications: readonly string[] }, params: { application: string }): string {
  if (actor.applications.includes(params.application)) return params.application;
  throw new DomainError({ code: 'metrics.unknown_application', kind: 'not_found', details: params });
}
