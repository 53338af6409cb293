import type { Application, Platform } from '@griot/application';
import { defineEndpoint, type Endpoint } from '@griot/http';
import type { Actor } from '@griot/identity';
import { DomainError, dayInZone, RELATIVE_PERIODS } from '@griot/kernel';
import type { MetricContext } from '@griot/metrics';
import { readWidgets, type WidgetAnswer } from '@griot/widgets';
import { z } from 'zod';
import { areas, catalogue, dataAnswer, dataRequest, values } from './contract.ts';
import { READ } from './dashboard-endpoints.ts';

const TAGS = ['dashboards'];
const applicationOnly = z.object({ application: z.string().max(64) });

/** Figures of widgets, and what the editor offers: metrics, dimensions, values, map layers. */
export function figureEndpoints(platform: Platform): Endpoint[] {
  const { metrics, clock } = platform;
  return [
    defineEndpoint({
      method: 'POST',
      path: '/api/dashboards/data',
      summary: 'Figures of some widgets, all from one generation, within the reader’s scopes',
      tags: TAGS,
      permission: READ,
      body: dataRequest,
      data: dataAnswer,
      handler: async ({ actor, body, language }) => {
        ownApplication(platform, actor, body.application);
        const { widgets, period, filters } = body;
        const reading = { today: dayInZone(clock.now(), actor.timeZone), period, filters };
        const context = contextOf(actor, body.application, language);
        const { generation, answers } = await readWidgets(metrics, context, widgets, reading);
        return { generation, answers: answers.map(toldAnswer) };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboards/catalogue/:application',
      summary: 'What widgets can measure: metrics with their dimensions, map layers, periods',
      tags: TAGS,
      permission: READ,
      params: applicationOnly,
      data: catalogue,
      handler: async ({ actor, params, language }) => {
        const application = ownApplication(platform, actor, params.application);
        const found = await metrics.catalogue(application.id, language);
        return {
          metrics: found.metrics.map((one) => ({ ...one, ...lists(one) })),
          dimensions: [...found.dimensions],
          layers: (application.mapLayers ?? []).map(({ id, label, dimension }) => ({ id, label, dimension })),
          periods: [...RELATIVE_PERIODS],
        };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboards/values/:application',
      summary: 'Values of a dimension, for filters',
      tags: TAGS,
      permission: READ,
      params: applicationOnly,
      query: z.object({ dimension: z.string().min(1).max(200), search: z.string().max(200).optional() }),
      data: values,
      handler: async ({ actor, params, query, language }) => {
        ownApplication(platform, actor, params.application);
        const context = contextOf(actor, params.application, language);
        const { dimension, search } = query;
        // A metric anchors the dimension, so that the reader's scopes narrow its values too.
        const anchor = (await metrics.catalogue(params.application, language)).metrics.find(({ dimensions }) =>
          dimensions.includes(dimension),
        );
        const found = await metrics.dimensionValues(context, {
          dimension,
          ...(anchor ? { metric: anchor.name } : {}),
          ...(search ? { search } : {}),
          limit: 200,
        });
        return { items: [...found] };
      },
    }),
    defineEndpoint({
      method: 'GET',
      path: '/api/dashboards/areas/:application/:layer',
      summary: 'Outlines of a map layer, those that the reader may see',
      tags: TAGS,
      permission: READ,
      params: applicationOnly.extend({ layer: z.string().max(60) }),
      data: areas,
      handler: async ({ actor, params }) => {
        const application = ownApplication(platform, actor, params.application);
        const layer = application.mapLayers?.find((one) => one.id === params.layer);
        if (!layer) throw new DomainError({ code: 'dashboards.unknown_layer', kind: 'not_found', details: params });
        return { items: await layer.areas(platform, actor) };
      },
    }),
  ];
}

const lists = (one: { synonyms: readonly string[]; dimensions: readonly string[]; timeGrains: readonly string[] }) => ({
  synonyms: [...one.synonyms],
  dimensions: [...one.dimensions],
  timeGrains: [...one.timeGrains],
});

export function contextOf(actor: Actor, application: string, locale: 'fr' | 'en'): MetricContext {
  const { tenantId, scopes, currency, timeZone } = actor;
  return { tenantId, application, scopes, locale, currency, timeZone };
}

/** An application that the tenant has not enabled is one that does not exist. */
export function ownApplication({ applications }: Platform, actor: Actor, id: string): Application {
  const found = applications.find((one) => one.id === id && one.warehouseProject !== undefined);
  if (found && actor.applications.includes(id)) return found;
  throw new DomainError({ code: 'metrics.unknown_application', kind: 'not_found', details: { application: id } });
}

function toldAnswer(answer: WidgetAnswer) {
  if ('error' in answer) return { id: answer.id, error: { code: answer.error.code, details: answer.error.details } };
  const { data, id } = answer;
  return {
    id,
    data: {
      ...data,
      columns: [...data.columns],
      rows: data.rows.map((row) => [...row]),
      totals: data.totals && { ...data.totals },
      ignoredFilters: [...data.ignoredFilters],
      leftOut: data.leftOut && [...data.leftOut],
      trend: data.trend && [...data.trend],
      passport: {
        ...data.passport,
        sources: [...data.passport.sources],
        troubles: [...(data.passport.troubles ?? [])],
      },
    },
  };
}
