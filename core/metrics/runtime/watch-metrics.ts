import { inChildSpan } from '@griot/telemetry';
import type { Metrics } from './metrics.ts';
import type { MetricContext } from './types.ts';

export interface AnsweredQuery {
  readonly application: string;
  readonly kind: 'query' | 'drill' | 'contribution' | 'values';
  /** `kept`: the answer was there already, from the same generation. */
  readonly outcome: 'kept' | 'computed' | 'failed';
  readonly seconds: number;
}

/** The same metrics: each question is a step of its request's trace, and `onQuery` is told once it is answered. */
export function watchMetrics(metrics: Metrics, onQuery: (query: AnsweredQuery) => void): Metrics {
  const watched = async <T extends object>(
    kind: AnsweredQuery['kind'],
    { application, tenantId }: MetricContext,
    names: readonly string[],
    work: () => Promise<T>,
  ): Promise<T> => {
    const asked = performance.now();
    let outcome: AnsweredQuery['outcome'] = 'failed';
    const attributes = { 'griot.application': application, 'griot.tenant_id': tenantId, 'griot.metrics': [...names] };
    try {
      return await inChildSpan({ name: `metrics ${kind}`, attributes }, async (span) => {
        const result = await work();
        outcome = 'cached' in result && result.cached === true ? 'kept' : 'computed';
        span?.setAttribute('griot.outcome', outcome);
        return result;
      });
    } finally {
      onQuery({ application, kind, outcome, seconds: (performance.now() - asked) / 1000 });
    }
  };
  return {
    query: (context, query) => watched('query', context, query.metrics, () => metrics.query(context, query)),
    saved: (context, name, changes) => watched('query', context, [name], () => metrics.saved(context, name, changes)),
    drill: (context, drill) => watched('drill', context, [drill.metric], () => metrics.drill(context, drill)),
    contribution: (context, o) => watched('contribution', context, [o.metric], () => metrics.contribution(context, o)),
    dimensionValues: (context, o) =>
      watched('values', context, [o.dimension], () => metrics.dimensionValues(context, o)),
    etag: (context, query) => metrics.etag(context, query),
    catalogue: (application, locale) => metrics.catalogue(application, locale),
    published: (tenantId, o) => metrics.published(tenantId, o),
    generation: (tenantId) => metrics.generation(tenantId),
    asked: (tenantId, key, again) => metrics.asked(tenantId, key, again),
  };
}
