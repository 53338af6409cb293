import {
  ApiError,
  Badge,
  buttonClasses,
  type Column,
  DataTable,
  EmptyState,
  type FigureUnit,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useLive,
  useMay,
  useMessages,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { alertsMessages } from '../alerts.messages.ts';
import type { ListedThreshold } from '../answers.ts';
import { SeverityBadge, severityWeight } from '../parts/alert-state.tsx';
import { AlertsTabs } from '../parts/alerts-tabs.tsx';
import { thresholdsMessages } from '../thresholds.messages.ts';

/** Every threshold with where it stands. */
export default function ThresholdsPage() {
  const t = useMessages(thresholdsMessages);
  const words = useMessages(alertsMessages);
  const may = useMay('core.alerts.manage');
  const query = useApiQuery<{ items: ListedThreshold[] }>('/api/alert-thresholds');
  useLive('alerts.changed', () => void query.refetch());
  const scoped = query.error instanceof ApiError && query.error.status === 403;
  return (
    <>
      <PageHeader
        title={words('alerts')}
        actions={
          may &&
          !scoped && (
            <Link to="/alerts/thresholds/new" className={buttonClasses('primary')}>
              <Plus aria-hidden className="size-4" strokeWidth={1.75} />
              {t('newThreshold')}
            </Link>
          )
        }
      />
      <AlertsTabs />
      {scoped ? (
        <EmptyState sentence={t('forWholeTenant')} />
      ) : (
        <QueryView query={query} skeleton={<Skeleton className="h-96" />}>
          {({ items }) => <ThresholdsTable items={items} />}
        </QueryView>
      )}
    </>
  );
}

function ThresholdsTable({ items }: { items: ListedThreshold[] }) {
  const t = useMessages(thresholdsMessages);
  const words = useMessages(alertsMessages);
  const format = useFormat();
  const columns = useMemo((): Column<ListedThreshold>[] => {
    const ruleOf = (row: ListedThreshold): string => {
      const limit = String(row.limit);
      if (row.kind === 'no_data') return `${t('kind_no_data')} (${row.windowDays} ${t('days')})`;
      if (row.kind === 'freshness')
        return `${t('kind_freshness')} ${row.operator} ${format.number(limit)} ${t('hours')}`;
      if (row.kind === 'unusual')
        return `${t('kind_unusual')} ${row.operator === '!=' ? '±' : row.operator} ${format.number(limit, 1)}`;
      const percent = row.kind === 'change_pct';
      const figure =
        percent || row.unit === null ? format.number(limit, 1) : format.figure(limit, row.unit as FigureUnit);
      const head = percent ? `${t('kind_change_pct')} ` : '';
      return `${head}${row.operator} ${figure}${percent ? ' %' : ''} (${row.windowDays} ${t('days')})`;
    };
    const stateOf = (row: ListedThreshold): string => {
      if (!row.active) return t('off');
      if (row.lastError !== null) return t('error');
      const open = (row.states.active ?? 0) + (row.states.recovering ?? 0);
      if (open > 0) return t('openCount', { count: open });
      return row.states.pending ? t('pendingCount', { count: row.states.pending }) : t('allGood');
    };
    const toneOf = (row: ListedThreshold) => {
      if (!row.active) return 'neutral' as const;
      if (row.lastError !== null) return 'bad' as const;
      return (row.states.active ?? 0) + (row.states.recovering ?? 0) > 0 ? ('ochre' as const) : ('ok' as const);
    };
    return [
      {
        ...{ id: 'name', heading: t('name'), kind: 'text', value: (row) => row.name },
      },
      { ...{ id: 'metric', heading: t('metric'), kind: 'text', width: 200 }, value: (row) => row.metricLabel },
      { ...{ id: 'rule', heading: t('rule'), kind: 'text', width: 260 }, value: ruleOf },
      {
        ...{ id: 'severity', heading: t('severity'), kind: 'text', width: 140 },
        value: (row) => severityWeight[row.severity],
        text: (row) => words(row.severity),
        render: (row) => <SeverityBadge severity={row.severity} />,
      },
      {
        ...{ id: 'state', heading: t('state'), kind: 'text', width: 150, onPhone: true, value: stateOf },
        render: (row) => (
          <Badge tone={toneOf(row)} {...(row.lastError ? { title: row.lastError } : {})}>
            {stateOf(row)}
          </Badge>
        ),
      },
      {
        ...{ id: 'evaluated', heading: t('evaluated'), kind: 'text', width: 160 },
        value: (row) => row.lastEvaluatedAt ?? '',
        text: (row) => (row.lastEvaluatedAt ? format.instant(row.lastEvaluatedAt) : t('never')),
        render: (row) => (
          <span className="figures">{row.lastEvaluatedAt ? format.instant(row.lastEvaluatedAt) : t('never')}</span>
        ),
      },
    ];
  }, [t, words, format]);
  return (
    <DataTable
      title={t('thresholds')}
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      rowHref={(row) => `/alerts/thresholds/${row.id}`}
      empty={t('noThreshold')}
      defaultSort={{ column: 'name', descending: false }}
    />
  );
}
