import {
  FiltersBar,
  Grid,
  KpiRow,
  PageHeader,
  QueryView,
  RankingChart,
  Skeleton,
  StatCard,
  TimeChart,
  useApiQuery,
  useLive,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { alertsMessages } from '../alerts.messages.ts';
import type { Alert, Summary } from '../answers.ts';
import { AlertsTable } from '../parts/alerts-table.tsx';
import { AlertsTabs } from '../parts/alerts-tabs.tsx';

const SEVERITIES = ['critical', 'warning', 'info'] as const;
const STATUSES = ['active', 'acknowledged', 'resolved'] as const;
const TYPES = ['value', 'change_pct', 'unusual', 'no_data', 'freshness', 'flow', 'manual'] as const;
const CHECKS = {
  severity: (value: string) => (SEVERITIES as readonly string[]).includes(value),
  type: (value: string) => (TYPES as readonly string[]).includes(value),
  status: (value: string) => (STATUSES as readonly string[]).includes(value),
  zone: (value: string) => value.length <= 200,
  source: (value: string) => value.length <= 200,
  /** Of links in older mails. */
  id: (value: string) => /^[0-9a-f-]{36}$/.test(value),
};

export default function AlertsPage() {
  const t = useMessages(alertsMessages);
  const queries = useQueryClient();
  const { values, set, clear, active } = useUrlFilters(CHECKS);
  const { id, ...filters } = values;
  const list = useApiQuery<{ items: Alert[] }>('/api/alerts', filters);
  const everything = useApiQuery<{ items: Alert[] }>('/api/alerts');
  const { status: _of, ...summed } = filters;
  const summary = useApiQuery<Summary>('/api/alerts/summary', summed);
  useLive('alerts.changed', () => {
    void queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/alerts') });
  });
  const zones = useMemo(() => {
    const named = (everything.data?.items ?? [])
      .filter((one) => one.zone !== '')
      .map((one) => [one.zone, one.zoneLabel] as const);
    return [...new Map(named)]
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }, [everything.data]);
  if (id) return <Navigate to="/alerts/$id" params={{ id } as never} replace />;
  const choice = (name: string, options: { value: string; label: string }[]) => {
    const label = t(name as 'severity');
    return { name, label, all: `${label} : ${t('all')}`, options };
  };
  const selects = [
    choice(
      'severity',
      SEVERITIES.map((value) => ({ value, label: t(value) })),
    ),
    choice(
      'type',
      TYPES.map((value) => ({ value, label: t(`type_${value}`) })),
    ),
    choice(
      'status',
      STATUSES.map((value) => ({ value, label: t(`status_${value}`) })),
    ),
    choice('zone', zones),
  ];
  return (
    <>
      <PageHeader title={t('alerts')} />
      <AlertsTabs />
      <FiltersBar selects={selects} values={filters} onChange={set} active={active} onClear={clear} />
      <QueryView query={summary} skeleton={<Skeleton className="h-48" />}>
        {(data) => (
          <Figures
            summary={data}
            chosen={filters.severity ?? null}
            onPick={(severity) => set({ severity: severity === filters.severity ? null : severity })}
          />
        )}
      </QueryView>
      <QueryView query={list} skeleton={<Skeleton className="h-96" />}>
        {({ items }) => <AlertsTable items={items} filtered={active > 0} />}
      </QueryView>
    </>
  );
}

function Figures(props: { summary: Summary; chosen: string | null; onPick: (severity: string) => void }) {
  const t = useMessages(alertsMessages);
  const { summary } = props;
  const mean = summary.meanMinutesToAcknowledge;
  const items = useMemo(
    () => SEVERITIES.map((key) => ({ key, label: t(key), value: String(summary.bySeverity[key]) })),
    [summary, t],
  );
  const periods = useMemo(() => summary.timeline.map(({ day }) => day), [summary]);
  const series = useMemo(() => {
    const bars = (key: 'opened' | 'resolved', label: string, shape: 'bar' | 'line') => ({
      ...{ key, label, shape, values: summary.timeline.map((one) => String(one[key])) },
    });
    return [bars('opened', t('openedSeries'), 'bar'), bars('resolved', t('resolvedSeries'), 'line')];
  }, [summary, t]);
  const waited = mean === null ? undefined : t('meanAck', { minutes: Math.round(mean) });
  return (
    <>
      <KpiRow count={4}>
        <StatCard label={t('active')} value={String(summary.active)} unit="count" note={t('activeNote')} />
        <StatCard label={t('criticalOpen')} value={String(summary.critical)} unit="count" note={t('criticalNote')} />
        <StatCard label={t('acknowledgedCount')} value={String(summary.acknowledged)} unit="count" note={waited} />
        <StatCard
          label={t('resolvedMonth')}
          value={String(summary.resolvedThisMonth)}
          unit="count"
          note={t('resolvedNote')}
        />
      </KpiRow>
      <Grid>
        <RankingChart
          className="md:col-span-6 lg:col-span-4"
          title={t('bySeverity')}
          items={items}
          unit="count"
          chosen={props.chosen}
          onPick={props.onPick}
        />
        <TimeChart
          className="md:col-span-6 lg:col-span-8"
          title={t('timeline')}
          grain="day"
          periods={periods}
          series={series}
          unit="count"
        />
      </Grid>
    </>
  );
}
