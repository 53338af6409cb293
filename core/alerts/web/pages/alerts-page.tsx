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
import { useMemo } from 'react';
import { alertsMessages } from '../alerts.messages.ts';
import type { Alert, Summary } from '../answers.ts';
import { AlertDialog } from '../parts/alert-dialog.tsx';
import { AlertsTable } from '../parts/alerts-table.tsx';

const SEVERITIES = ['critical', 'warning', 'info'] as const;
const STATUSES = ['active', 'acknowledged', 'resolved'] as const;
const TYPES = ['value', 'change_pct', 'unusual', 'no_data', 'freshness', 'flow', 'manual'] as const;
const CHECKS = {
  severity: (value: string) => (SEVERITIES as readonly string[]).includes(value),
  type: (value: string) => (TYPES as readonly string[]).includes(value),
  status: (value: string) => (STATUSES as readonly string[]).includes(value),
  zone: (value: string) => value.length <= 200,
  id: (value: string) => /^[0-9a-f-]{36}$/.test(value),
};

export default function AlertsPage() {
  const t = useMessages(alertsMessages);
  const queries = useQueryClient();
  const { values, set, clear, active } = useUrlFilters(CHECKS);
  const { id, ...filters } = values;
  const list = useApiQuery<{ items: Alert[] }>('/api/alerts', filters);
  const open = useApiQuery<{ items: Alert[] }>('/api/alerts');
  const summary = useApiQuery<Summary>('/api/alerts/summary');
  useLive('alerts.changed', () => {
    void queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/alerts') });
  });
  const zones = [...new Set((open.data?.items ?? []).map((one) => one.zone).filter((one) => one !== ''))].sort();
  const selects = [
    choice(
      'severity',
      t('severity'),
      SEVERITIES.map((value) => ({ value, label: t(value) })),
    ),
    choice(
      'type',
      t('type'),
      TYPES.map((value) => ({ value, label: t(`type_${value}`) })),
    ),
    choice(
      'status',
      t('status'),
      STATUSES.map((value) => ({ value, label: t(`status_${value}`) })),
    ),
    choice(
      'zone',
      t('zone'),
      zones.map((value) => ({ value, label: value })),
    ),
  ];
  function choice(name: string, label: string, options: { value: string; label: string }[]) {
    return { name, label, all: `${label} : ${t('all')}`, options };
  }
  return (
    <>
      <PageHeader title={t('alerts')} />
      <FiltersBar selects={selects} values={filters} onChange={set} active={id ? active - 1 : active} onClear={clear} />
      <QueryView query={summary} skeleton={<Skeleton className="h-48" />}>
        {(data) => <Figures summary={data} />}
      </QueryView>
      <QueryView query={list} skeleton={<Skeleton className="h-96" />}>
        {({ items }) => <AlertsTable items={items} onOpen={(one) => set({ id: one })} />}
      </QueryView>
      {id && <AlertDialog id={id} onClose={() => set({ id: null })} />}
    </>
  );
}

function Figures({ summary }: { summary: Summary }) {
  const t = useMessages(alertsMessages);
  const mean = summary.meanMinutesToAcknowledge;
  const items = useMemo(
    () => SEVERITIES.map((key) => ({ key, label: t(key), value: String(summary.bySeverity[key]) })),
    [summary, t],
  );
  const periods = useMemo(() => summary.timeline.map(({ day }) => day), [summary]);
  const series = useMemo(
    () => [
      {
        key: 'opened',
        label: t('openedSeries'),
        shape: 'bar' as const,
        values: summary.timeline.map((one) => String(one.opened)),
      },
      {
        key: 'resolved',
        label: t('resolvedSeries'),
        shape: 'line' as const,
        values: summary.timeline.map((one) => String(one.resolved)),
      },
    ],
    [summary, t],
  );
  return (
    <>
      <KpiRow count={4}>
        <StatCard label={t('active')} value={String(summary.active)} unit="count" />
        <StatCard label={t('criticalOpen')} value={String(summary.critical)} unit="count" />
        <StatCard
          label={t('acknowledgedCount')}
          value={String(summary.acknowledged)}
          unit="count"
          note={mean === null ? undefined : t('meanAck', { minutes: Math.round(mean) })}
        />
        <StatCard label={t('resolvedMonth')} value={String(summary.resolvedThisMonth)} unit="count" />
      </KpiRow>
      <Grid>
        <RankingChart className="col-span-12 lg:col-span-4" title={t('bySeverity')} items={items} unit="count" />
        <TimeChart
          className="col-span-12 lg:col-span-8"
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
