import { addDays, addMonths } from '@griot/kernel';
import {
  type ChartItem,
  type FigureUnit,
  type QueryParams,
  QueryView,
  type RadarAxis,
  RadarChart,
  type RadarShape,
  RankingChart,
  TimeChart,
  useApiQuery,
  useMessages,
} from '@griot/ui';
import { useMemo } from 'react';
import type { ListPage } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';
import { ChartSkeleton } from './chart-skeleton.tsx';
import { zonesSource } from './chart-source.ts';
import { type IndicatorKey, useIndicators } from './operations-indicators.ts';
import { useDrill } from './use-drill.ts';
import type { useZonesFilters } from './zones-filters.tsx';

type Figures = Record<IndicatorKey, string | null>;
type MonthRow = Figures & { mois: string };
export type ZoneFigures = Figures & { rang: number; zone_id: string | null; zone: string };
interface ComparedRow {
  zone: string;
  kpi_name: string;
  indice: string | null;
}
interface Indicator {
  key: IndicatorKey;
  label: string;
  unit: FigureUnit;
}
interface PartProps {
  params: QueryParams;
  indicator: Indicator;
  filters: ReturnType<typeof useZonesFilters>;
  className?: string;
}

/** Zones that a radar can still tell apart. */
const COMPARED = 5;
const RANKED = 10;

const aboutOf = ({ key }: Indicator) => (key === 'taux_occupation' ? 'land' : 'clients');

/** One indicator month by month; a click chooses the month, a double click opens its rows. */
export function IndicatorTrend({ params, indicator, filters, className }: PartProps) {
  const t = useMessages(zonesMessages);
  const drill = useDrill();
  const query = useApiQuery<ListPage<MonthRow>>('/api/operationnel/tendances', params);
  const data = query.data;
  const periods = useMemo(() => (data?.items ?? []).map((row) => row.mois), [data]);
  const series = useMemo(() => {
    const shape = indicator.unit === 'currency' || indicator.unit === 'count' ? ('bar' as const) : ('line' as const);
    return [
      {
        key: indicator.key,
        label: indicator.label,
        shape,
        values: (data?.items ?? []).map((row) => row[indicator.key]),
      },
    ];
  }, [data, indicator]);
  return (
    <QueryView query={query} skeleton={<ChartSkeleton className={className} />}>
      {(trends) => (
        <TimeChart
          className={className}
          title={`${t('monthlyTrend')} : ${indicator.label}`}
          note={t('dblOpens')}
          unit={indicator.unit}
          passport={trends.passport}
          periods={periods}
          series={series}
          source={zonesSource(params, {
            type: indicator.unit === 'percent' || indicator.unit === 'days' ? 'chart_line' : 'chart_bar',
            metrics: [indicator.key],
            dimensions: ['metric_time__month'],
            about: aboutOf(indicator),
          })}
          onPick={(month) => filters.set({ date_debut: month, date_fin: addDays(addMonths(month, 1), -1) })}
          onOpen={(mois) => drill.open({ metric: indicator.key, period: trends.period, mois })}
        />
      )}
    </QueryView>
  );
}

/** Zones by one indicator. */
export function IndicatorByZone({ params, indicator, filters, className }: PartProps) {
  const t = useMessages(zonesMessages);
  const drill = useDrill();
  const query = useApiQuery<ListPage<ZoneFigures>>('/api/operationnel/performance_zones', params);
  const data = query.data;
  const items = useMemo<ChartItem[]>(
    () =>
      [...(data?.items ?? [])]
        .filter((row) => row[indicator.key] !== null)
        .sort((a, b) => Number(b[indicator.key]) - Number(a[indicator.key]))
        .slice(0, RANKED)
        .map((row) => ({ key: row.zone_id ?? row.zone, label: row.zone, value: row[indicator.key] })),
    [data, indicator],
  );
  return (
    <QueryView query={query} skeleton={<ChartSkeleton className={className} />}>
      {(zones) => (
        <RankingChart
          className={className}
          title={`${t('zonesPerformance')} : ${indicator.label}`}
          note={t('dblOpens')}
          unit={indicator.unit}
          passport={zones.passport}
          items={items}
          source={zonesSource(params, {
            type: 'chart_bar',
            metrics: [indicator.key],
            dimensions: ['zone__nom_zone'],
            about: aboutOf(indicator),
            order: [`-${indicator.key}`],
            limit: RANKED,
          })}
          chosen={filters.values.zone ?? null}
          onPick={(zone) => filters.set({ zone: filters.values.zone === zone ? null : zone })}
          onOpen={(zone) => drill.open({ metric: indicator.key, period: zones.period, zone })}
        />
      )}
    </QueryView>
  );
}

/** The largest zones on all indicators at once, each as an index of the best zone. */
export function ZonesRadar({ params, className }: { params: QueryParams; className?: string }) {
  const t = useMessages(zonesMessages);
  const indicators = useIndicators();
  const query = useApiQuery<ListPage<ComparedRow>>('/api/operationnel/comparatif_zones', params);
  const ranking = useApiQuery<ListPage<ZoneFigures>>('/api/operationnel/performance_zones', params);
  const axes = useMemo<RadarAxis[]>(
    () => indicators.map(({ key, label }) => ({ key, label, unit: 'score', max: 100 })),
    [indicators],
  );
  const shapes = useMemo<RadarShape[]>(() => {
    const rows = query.data?.items ?? [];
    const largest = (ranking.data?.items ?? []).filter((row) => row.zone_id !== null).slice(0, COMPARED);
    return largest.map(({ zone }) => ({
      key: zone,
      label: zone,
      values: indicators.map(
        ({ key }) => rows.find((row) => row.zone === zone && row.kpi_name === key)?.indice ?? null,
      ),
    }));
  }, [query.data, ranking.data, indicators]);
  return (
    <QueryView query={query} skeleton={<ChartSkeleton className={className} height={320} />}>
      {(compared) => (
        <RadarChart
          className={className}
          title={t('zonesCompared')}
          note={t('zonesComparedNote')}
          passport={compared.passport}
          axes={axes}
          shapes={shapes}
          source={zonesSource(params, {
            type: 'radar',
            metrics: indicators.map(({ key }) => key),
            dimensions: ['zone__nom_zone'],
            order: ['-ca_total'],
            limit: COMPARED,
          })}
          height={340}
        />
      )}
    </QueryView>
  );
}
