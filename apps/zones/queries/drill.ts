import type { Services } from '@griot/application';
import { defineCursor } from '@griot/http';
import { DomainError, endOf, startOf } from '@griot/kernel';
import type { Filter, MetricContext } from '@griot/metrics';
import { z } from 'zod';
import type { drillQuery, drillRows } from '../http/contract.ts';
import { figureOf, type Unit } from './figures.ts';
import { metricFilters, metricScopes } from './filters.ts';
import { landPeriodOf, type Period, periodOf } from './period.ts';
import type { Reader } from './reader.ts';
import { CARDS } from './summaries.ts';

export type DrillAsked = z.output<typeof drillQuery> & { metric: string };

const place = z.object({ offset: z.number().int().min(0), generation: z.number().int() });
const LAND: readonly string[] = [...CARDS.occupation, 'surface_lots_hectares', 'taux_surface_attribuee'];
/** Figures of the as-of date, whatever the period. */
const isState = (metric: string): boolean =>
  (metric.startsWith('clients_') && metric !== 'clients_factures' && metric !== 'clients_en_retard') ||
  metric === 'score_risque_moyen';

/** What one must be allowed to read to open a figure: the area its rows belong to. */
export function drillPermission(metric: string): string {
  if (LAND.includes(metric)) return 'zones.occupation.read';
  if (isState(metric) || metric === 'ca_moyen_par_client') return 'zones.clients.read';
  return metric === 'encaissements' || metric === 'nouvelles_attributions'
    ? 'zones.operations.read'
    : 'zones.finance.read';
}

/**
 * The rows behind one figure of a page, as its filters, month and bar have it: they add up to the figure shown. Throws
 * `zones.metric_unknown`, and what the metrics throw for an input or an order they do not know.
 */
export async function readDrill(
  services: Services,
  reader: Reader,
  context: MetricContext,
  asked: DrillAsked,
): Promise<z.input<typeof drillRows>> {
  const catalogue = await services.metrics.catalogue('zones', reader.locale);
  const metric = catalogue.metrics.find((one) => one.name === asked.metric);
  if (!metric) {
    const details = { metric: asked.metric };
    throw new DomainError({ code: 'zones.metric_unknown', kind: 'not_found', details });
  }
  const cursor = defineCursor(`zones.drill:${asked.metric}:${asked.sort ?? ''}`, place);
  const at = cursor.decode(asked.cursor);
  if (at !== null && at.generation !== reader.generation)
    throw new DomainError({ code: 'zones.list_moved', kind: 'conflict' });
  const offset = at?.offset ?? 0;
  const period = drillPeriod(asked, reader.asOf);
  const unit: Unit = metric.unit ?? 'count';
  // Names beside ids, where the figure's rows know them: people read names.
  const named = ['entreprise__raison_sociale', 'zone__nom_zone'].filter((name) => metric.dimensions.includes(name));
  const result = await services.metrics.drill(
    { ...context, scopes: metricScopes(reader.sight), generation: reader.generation },
    {
      metric: asked.metric,
      query: { timeRange: period, filters: await drillFilters(reader, asked), dimensions: named },
      ...(asked.input === undefined ? {} : { input: asked.input }),
      order: [asked.sort ?? '-value'],
      limit: asked.limit,
      offset,
    },
  );
  reader.hasRead(result.passport.models ?? []);
  const seen = offset + result.rows.length;
  return {
    passport: reader.passport,
    metric: metric.name,
    label: metric.label,
    description: metric.description,
    unit,
    ...(period === null ? {} : { period }),
    columns: result.columns.map(({ name, label, kind, unit: of }) => ({ name, label, kind, unit: of ?? null })),
    items: result.rows.map((row) => row.map((value) => value ?? null)),
    total: result.total,
    figure: figureOf(result.figure, unit),
    adds: result.adds,
    input: result.input,
    inputs: result.inputs.map((input) => ({ ...input })),
    nextCursor: seen < result.total ? cursor.encode({ offset: seen, generation: reader.generation }) : null,
  };
}

function drillPeriod(asked: DrillAsked, asOf: string): Period | null {
  if (isState(asked.metric)) return null;
  const period = LAND.includes(asked.metric) ? landPeriodOf(asked, asOf) : periodOf(asked, asOf);
  if (asked.mois === undefined) return period;
  // A month at the edge of the period counts as far as the period does, as in the charts.
  const [first, last] = [startOf('month', asked.mois), endOf('month', asked.mois)];
  return { from: first > period.from ? first : period.from, to: last < period.to ? last : period.to };
}

async function drillFilters(reader: Reader, asked: DrillAsked): Promise<Filter[]> {
  const land = LAND.includes(asked.metric);
  const filters = metricFilters(await reader.filters(asked), land ? 'land' : 'clients');
  if (asked.tranche !== undefined)
    filters.push({ dimension: 'facture__tranche_retard', operator: 'eq', value: asked.tranche });
  if (asked.client !== undefined) filters.push({ dimension: 'entreprise', operator: 'eq', value: asked.client });
  return filters;
}
