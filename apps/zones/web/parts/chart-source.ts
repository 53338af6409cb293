import type { ChartSource, QueryParams } from '@griot/ui';

interface Filter {
  dimension: string;
  operator: 'eq' | 'is_null';
  value?: string;
}

/** "No zone" as the filter bar names it. */
const NO_ZONE = 'Sans zone';

/** What the page is narrowed to, in the words of the metrics: a chart kept in a dashboard keeps it. */
export function sourceFilters(params: QueryParams, about: 'clients' | 'land' = 'clients'): Filter[] {
  const { zone, region, secteur, segment, client } = params;
  const of = (dimension: string, value: unknown): Filter[] =>
    value === undefined || value === null ? [] : [{ dimension, operator: 'eq', value: String(value) }];
  return [
    ...(zone === NO_ZONE ? [{ dimension: 'zone', operator: 'is_null' as const }] : of('zone', zone)),
    ...of('zone__region', region),
    ...(about === 'land' ? [] : of('entreprise__secteur_activite', secteur)),
    ...(about === 'land' ? [] : of('entreprise__segment_client', segment)),
    ...(about === 'land' ? [] : of('entreprise', client)),
  ];
}

export interface Asked {
  type: string;
  metrics: readonly string[];
  dimensions?: readonly string[];
  /** Figures of land know neither sector nor segment. */
  about?: 'clients' | 'land';
  /** The period that the page shows; `all` for figures of the day, whatever the period. */
  period?: 'all';
  compare?: 'previous_period' | 'previous_year';
  order?: readonly string[];
  limit?: number;
  title?: string;
  display?: Record<string, unknown>;
}

/** A chart of these pages as a widget: what it measures, narrowed as the page is. */
export function zonesSource(params: QueryParams, asked: Asked): ChartSource {
  const { type, metrics, dimensions = [], about = 'clients', title, display, ...rest } = asked;
  const { date_debut: from, date_fin: to } = params;
  const days = typeof from === 'string' && typeof to === 'string' ? { from, to } : 'reader';
  return {
    application: 'zones',
    widget: {
      type,
      ...(title === undefined ? {} : { title }),
      query: { metrics, dimensions, filters: sourceFilters(params, about), ...rest, period: asked.period ?? days },
      ...(display === undefined ? {} : { display }),
    },
  };
}

const LAND = new Set([
  'taux_occupation',
  'lots_total',
  'lots_attribues',
  'lots_disponibles',
  'surface_attribuee_hectares',
]);
const isState = (metric: string) =>
  metric === 'score_risque_moyen' || (metric.startsWith('clients_') && metric !== 'clients_factures');

/** A card of these pages as a widget. */
export function kpiSource(params: QueryParams, metric: string): ChartSource {
  const compare = params.comparaison === 'annee' ? 'previous_year' : 'previous_period';
  return zonesSource(params, {
    type: 'kpi',
    metrics: [metric],
    about: LAND.has(metric) ? 'land' : 'clients',
    ...(isState(metric) ? { period: 'all' as const, display: { trend: 'none' } } : { compare }),
  });
}
