import { addDays, addMonths, Decimal } from '@griot/kernel';
import { type QueryParams, QueryView, TimeChart, type TimeSeries, useMessages } from '@griot/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MonthlyTrends } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';
import { ChartSkeleton } from './chart-skeleton.tsx';
import { type Asked, zonesSource } from './chart-source.ts';
import { useDrill } from './use-drill.ts';

export interface TrendProps {
  query: UseQueryResult<MonthlyTrends>;
  /** The filters of the page. */
  params: QueryParams;
  className?: string;
  /** A month was clicked. */
  onPick?: (period: { date_debut: string; date_fin: string }) => void;
}

const monthBounds = (month: string) => ({ date_debut: month, date_fin: addDays(addMonths(month, 1), -1) });

/** One chart of the monthly trends; `series` is made from the answer. */
function Trend(
  props: TrendProps & {
    title: string;
    note: string;
    unit: 'currency' | 'percent';
    /** Whose rows a double click opens. */
    metric: string;
    max?: number;
    /** As a widget of a dashboard. */
    widget: Omit<Asked, 'dimensions'>;
    build: (items: MonthlyTrends['items']) => TimeSeries[];
  },
) {
  return (
    <QueryView query={props.query} skeleton={<ChartSkeleton className={props.className} />}>
      {(trends) => <TrendChart {...props} trends={trends} />}
    </QueryView>
  );
}

function TrendChart(props: Parameters<typeof Trend>[0] & { trends: MonthlyTrends }) {
  const { trends, build, onPick, metric } = props;
  const drill = useDrill();
  const periods = useMemo(() => trends.items.map((item) => item.mois), [trends]);
  const series = useMemo(() => build(trends.items), [trends, build]);
  return (
    <TimeChart
      title={props.title}
      note={props.note}
      unit={props.unit}
      max={props.max}
      passport={trends.passport}
      periods={periods}
      series={series}
      className={props.className}
      source={zonesSource(props.params, { ...props.widget, dimensions: ['metric_time__month'] })}
      onPick={onPick && ((month) => onPick(monthBounds(month)))}
      onOpen={(mois) => drill.open({ metric, period: trends.period, mois })}
    />
  );
}

/** Revenue, with the year before as a pale line. */
export function RevenueTrend(props: TrendProps) {
  const t = useMessages(zonesMessages);
  const build = useMemo(
    () => (items: MonthlyTrends['items']) => [
      { key: 'ca', label: t('revenueShort'), values: items.map((item) => item.ca_total) },
      { key: 'ca_n1', label: t('previousYear'), values: items.map((item) => item.ca_total_n1), previous: true },
    ],
    [t],
  );
  return (
    <Trend
      {...props}
      title={t('revenueTrend')}
      note={t('byIssueMonth')}
      unit="currency"
      metric="ca_total"
      widget={{ type: 'chart_line', metrics: ['ca_total'], compare: 'previous_year' }}
      build={build}
    />
  );
}

/** Revenue against what is overdue of it. */
export function OverdueTrend(props: TrendProps) {
  const t = useMessages(zonesMessages);
  const build = useMemo(
    () => (items: MonthlyTrends['items']) => [
      { key: 'ca', label: t('revenueShort'), shape: 'bar' as const, values: items.map((item) => item.ca_total) },
      { key: 'impaye', label: t('overdue'), shape: 'bar' as const, values: items.map((item) => item.montant_impaye) },
    ],
    [t],
  );
  return (
    <Trend
      {...props}
      title={t('revenueAgainstOverdue')}
      note={t('byIssueMonth')}
      unit="currency"
      metric="montant_impaye"
      widget={{ type: 'chart_bar', metrics: ['ca_total', 'montant_impaye'] }}
      build={build}
    />
  );
}

export function RatesTrend(props: TrendProps) {
  const t = useMessages(zonesMessages);
  const build = useMemo(
    () => (items: MonthlyTrends['items']) => [
      { key: 'paiement', label: t('paymentRate'), values: items.map((item) => item.taux_paiement_pct) },
      { key: 'recouvrement', label: t('recoveryRate'), slot: 2, values: items.map((item) => item.taux_recouvrement) },
    ],
    [t],
  );
  return (
    <Trend
      {...props}
      title={t('ratesOverTime')}
      note={t('ratesNote')}
      unit="percent"
      max={100}
      metric="taux_paiement_pct"
      widget={{ type: 'chart_line', metrics: ['taux_paiement_pct', 'taux_recouvrement'] }}
      build={build}
    />
  );
}

/** Exact running sums; a month without a figure keeps the sum before it. */
export function runningSums(values: (string | null)[]): (string | null)[] {
  let sum: Decimal | null = null;
  return values.map((value) => {
    if (value !== null) sum = sum ? sum.add(Decimal.parse(value)) : Decimal.parse(value);
    return sum ? sum.toString() : null;
  });
}

export function CumulativeTrend(props: TrendProps) {
  const t = useMessages(zonesMessages);
  const build = useMemo(
    () => (items: MonthlyTrends['items']) => [
      {
        key: 'ca',
        label: t('revenueShort'),
        shape: 'area' as const,
        values: runningSums(items.map((item) => item.ca_total)),
      },
      {
        key: 'ca_n1',
        label: t('previousYear'),
        previous: true,
        values: runningSums(items.map((item) => item.ca_total_n1)),
      },
    ],
    [t],
  );
  return (
    <Trend
      {...props}
      title={t('cumulative')}
      note={t('cumulativeNote')}
      unit="currency"
      metric="ca_total"
      // A running sum is this page's; what a dashboard keeps is the months that it sums.
      widget={{
        type: 'chart_area',
        title: t('revenueTrend'),
        metrics: ['ca_total'],
        compare: 'previous_year',
      }}
      build={build}
    />
  );
}
