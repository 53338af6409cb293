import type { Services } from '@griot/application';
import type { CatalogueMetric, Value } from '@griot/metrics';
import type { z } from 'zod';
import type { kpi } from '../http/contract.ts';
import { changePct, figureOf, records, text, type Unit } from './figures.ts';
import { type Filters, metricFilters } from './filters.ts';
import { type Against, comparedPeriod, monthsOf, type Period, periodLabel, sparkGrain } from './period.ts';
import type { Reader } from './reader.ts';
import { previousAtSameAge, ripens } from './same-age.ts';

export type Kpi = z.output<typeof kpi>;

/** Metrics that one statement can answer together: they stand on the same rows and know the same filters. */
export interface KpiGroup {
  /** `flow`: summed over the period. `land`: on its last day. `state`: on the as-of date, whatever the period. */
  kind: 'flow' | 'land' | 'state';
  metrics: readonly string[];
  period: Period;
  /** For `state`: the metric that says what one of these was a year before. */
  before?: Readonly<Record<string, string>>;
}

/** The KPI of several groups, in the order asked for. */
export async function kpisOf(
  services: Services,
  reader: Reader,
  groups: readonly KpiGroup[],
  filters: Filters,
  order: readonly string[],
  against: Against = 'periode',
): Promise<Kpi[]> {
  const catalogue = await services.metrics.catalogue('zones', reader.locale);
  const known = new Map(catalogue.metrics.map((metric) => [metric.name, metric]));
  const found = (await Promise.all(groups.map((group) => kpisOfGroup(reader, group, filters, known, against)))).flat();
  return order.flatMap((name) => found.find((one) => one.metric === name) ?? []);
}

async function kpisOfGroup(
  reader: Reader,
  group: KpiGroup,
  filters: Filters,
  known: ReadonlyMap<string, CatalogueMetric>,
  against: Against,
): Promise<Kpi[]> {
  const [now, before, trend] = await Promise.all([
    figuresOf(reader, group, filters, group.period),
    previousOf(reader, group, filters, against),
    trendOf(reader, group, filters),
  ]);
  return group.metrics.map((name): Kpi => {
    const metric = known.get(name);
    const unit: Unit = metric?.unit ?? 'count';
    // A sum over nothing is zero; a rate over nothing is not known.
    const zero = metric?.type === 'simple' ? (unit === 'currency' ? '0.00' : '0') : null;
    const present = (value: Value | undefined): string | null => figureOf(value ?? zero, unit);
    const value = present(now[name]);
    const previous = before === null ? null : before[name] === undefined ? null : present(before[name]);
    return {
      metric: name,
      label: metric?.label ?? name,
      description: metric?.description ?? '',
      unit,
      ...(unit === 'currency' ? { currency: reader.currency } : {}),
      value,
      previous,
      previousLabel: previousLabel(reader, group, name, against),
      changePct: changePct(value, previous),
      goodDirection: metric?.direction ?? 'none',
      sparkline: trend.map((point) => ({ period: point.period, value: figureOf(point.values[name] ?? zero, unit) })),
    };
  });
}

async function figuresOf(
  reader: Reader,
  group: KpiGroup,
  filters: Filters,
  period: Period,
): Promise<Record<string, Value>> {
  const result = await reader.metrics({
    metrics: group.metrics,
    filters: metricFilters(filters, group.kind === 'land' ? 'land' : 'clients'),
    timeRange: group.kind === 'state' ? null : period,
  });
  return records(result)[0] ?? {};
}

async function previousOf(
  reader: Reader,
  group: KpiGroup,
  filters: Filters,
  against: Against,
): Promise<Record<string, Value> | null> {
  if (group.kind === 'state') {
    const pairs = Object.entries(group.before ?? {});
    if (pairs.length === 0) return {};
    const metrics = pairs.map(([, earlier]) => earlier);
    const result = await reader.metrics({ metrics, filters: metricFilters(filters, 'clients') });
    const row = records(result)[0] ?? {};
    return Object.fromEntries(pairs.map(([name, earlier]): [string, Value] => [name, row[earlier] ?? 0]));
  }
  // What ripens is taken from the rows at the same age; asking the plain figure too would be thrown away.
  const plainly = group.metrics.filter((name) => !ripens(name));
  const [plain, ripened] = await Promise.all([
    plainly.length > 0
      ? figuresOf(reader, { ...group, metrics: plainly }, filters, comparedPeriod(group.period, against))
      : ({} as Record<string, Value>),
    plainly.length < group.metrics.length ? previousAtSameAge(reader, group.period, filters, against) : null,
  ]);
  return Object.fromEntries(
    group.metrics.map((name): [string, Value] => [
      name,
      (ripened && ripens(name) ? ripened[name] : plain[name]) ?? null,
    ]),
  );
}

async function trendOf(
  reader: Reader,
  group: KpiGroup,
  filters: Filters,
): Promise<{ period: string; values: Record<string, Value> }[]> {
  if (group.kind === 'state') return [];
  const grain = sparkGrain(group.period);
  const result = await reader.metrics({
    metrics: group.metrics,
    dimensions: [{ name: 'metric_time', grain }],
    filters: metricFilters(filters, group.kind === 'land' ? 'land' : 'clients'),
    timeRange: group.period,
    order: [{ by: `metric_time__${grain}` }],
  });
  const points = new Map(records(result).map((row) => [text(row[`metric_time__${grain}`]).slice(0, 10), row]));
  if (grain !== 'month') return [...points].map(([period, values]) => ({ period, values }));
  return monthsOf(group.period).map((month) => ({ period: month, values: points.get(month) ?? {} }));
}

function previousLabel(reader: Reader, group: KpiGroup, metric: string, against: Against): string {
  const french = reader.locale === 'fr';
  if (group.kind === 'state') return french ? 'un an plus tôt' : 'a year earlier';
  const label = periodLabel(comparedPeriod(group.period, against), reader.locale);
  if (!ripens(metric)) return label;
  return french ? `${label}, au même recul` : `${label}, at the same age`;
}
