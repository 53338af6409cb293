import { isDay } from '@griot/kernel';
import {
  Button,
  Card,
  type Column,
  DataTable,
  ErrorState,
  FiltersBar,
  Menu,
  PageHeader,
  ProgressBar,
  Skeleton,
  useApi,
  useApiQuery,
  useFormat,
  useLocale,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { FlowDescription, Run, RunPage } from '../../api/flows.ts';
import { useMay } from '../../shell/services.tsx';
import { FlowsTabs } from './flows-tabs.tsx';
import { LaunchDialog } from './launch-dialog.tsx';
import { elapsed, isEnded, runPercent } from './run-state.ts';
import { RunStateBadge } from './run-state-badge.tsx';
import { runsMessages } from './runs.messages.ts';
import { starterKey, starters } from './starters.ts';
import { useNow } from './use-now.ts';

const STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
const checks = {
  state: (value: string) => STATES.some((state) => state === value),
  flow: (value: string) => value.length <= 200,
  by: (value: string) => value in starters,
  version: (value: string) => /^[0-9a-f]{1,64}$/.test(value),
  starter: (value: string) => value.length <= 200,
  first_day: isDay,
  last_day: isDay,
};

export default function RunsPage() {
  const t = useMessages(runsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const api = useApi();
  const mayRun = useMay('core.flows.run');
  const filters = useUrlFilters(checks);
  const flows = useApiQuery<{ items: FlowDescription[] }>('/api/flows');
  const query = useInfiniteQuery({
    queryKey: ['/api/flows/runs', filters.values],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.get<RunPage>('/api/flows/runs', { ...filters.values, limit: 50, cursor: pageParam }, signal),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);

  const now = useNow(rows.some((run) => !isEnded(run.state)));

  const columns = useMemo<Column<Run>[]>(
    () => [
      { id: 'flow', heading: t('flow'), kind: 'text', value: (run) => run.label[locale] },
      {
        id: 'state',
        heading: t('state'),
        kind: 'text',
        options: true,
        onPhone: true,
        width: 160,
        value: (run) => run.state,
        text: (run) => t(run.state),
        render: (run) => <RunStateBadge run={run} />,
      },
      {
        id: 'progress',
        heading: t('progress'),
        kind: 'figure',
        width: 200,
        value: (run) => runPercent(run),
        render: (run) => (
          <span className="flex items-center justify-end gap-2">
            <span className="w-24">
              <ProgressBar
                compact
                percent={runPercent(run)}
                tone={run.state === 'failed' ? 'bad' : run.state === 'succeeded' ? 'ok' : 'accent'}
                label={t('tasksDone', { done: run.tasksDone, total: run.tasksTotal })}
              />
            </span>
            <span className="w-12">
              {run.tasksDone}/{run.tasksTotal}
            </span>
          </span>
        ),
      },
      {
        id: 'started',
        heading: t('started'),
        kind: 'day',
        onPhone: true,
        width: 170,
        value: (run) => run.startedAt ?? run.queuedAt,
        render: (run) => format.instant(run.startedAt ?? run.queuedAt),
      },
      {
        id: 'duration',
        heading: t('duration'),
        kind: 'figure',
        width: 130,
        value: (run) => elapsed(run, now),
        render: (run) => format.duration(elapsed(run, now)),
      },
      {
        id: 'by',
        heading: t('by'),
        kind: 'text',
        options: true,
        width: 200,
        value: (run) => run.by.kind,
        text: (run) => run.by.name ?? t(starterKey(run.by.kind)),
      },
    ],
    [t, locale, format, now],
  );

  return (
    <>
      <PageHeader
        title={t('runs')}
        note={t('runsNote')}
        actions={mayRun && <LaunchMenu flows={flows.data?.items ?? []} />}
      />
      <FlowsTabs />
      <FiltersBar
        period={{
          value: periodOf(filters.values),
          onChange: ({ from, to }) => filters.set({ first_day: from ?? null, last_day: to ?? null }),
        }}
        values={filters.values}
        onChange={filters.set}
        active={filters.active}
        onClear={filters.clear}
        selects={[
          {
            name: 'state',
            label: t('state'),
            all: t('allStates'),
            options: STATES.map((state) => ({ value: state, label: t(state) })),
          },
          {
            name: 'flow',
            label: t('flow'),
            all: t('allFlows'),
            options: (flows.data?.items ?? []).map((flow) => ({ value: flow.name, label: flow.label[locale] })),
          },
          {
            name: 'by',
            label: t('by'),
            all: t('allStarters'),
            options: Object.entries(starters).map(([value, key]) => ({ value, label: t(key) })),
          },
        ]}
      />
      <Card padded={false}>
        {query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <div className="flex flex-col gap-3 p-4">
            {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
              <Skeleton key={key} className="h-8" />
            ))}
          </div>
        ) : (
          <DataTable
            title={t('runs')}
            columns={columns}
            rows={rows}
            rowKey={(run) => run.id}
            rowHref={(run) => `/runs/${run.id}`}
            empty={t(filters.active > 0 ? 'noneFiltered' : 'none')}
          />
        )}
        {query.hasNextPage && (
          <div className="p-3 text-center">
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('loadMore')}
            </Button>
          </div>
        )}
      </Card>
    </>
  );
}

function periodOf({ first_day: from, last_day: to }: { first_day?: string; last_day?: string }) {
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** One button for one flow, a choice for several; each opens the form of its parameters. */
function LaunchMenu({ flows }: { flows: FlowDescription[] }) {
  const t = useMessages(runsMessages);
  const { locale } = useLocale();
  const [chosen, setChosen] = useState<FlowDescription | null>(null);
  const [only] = flows;
  if (!only) return null;
  return (
    <>
      {flows.length === 1 ? (
        <Button icon={Play} tone="primary" onClick={() => setChosen(only)}>
          {t('launchFlow', { flow: only.label[locale] })}
        </Button>
      ) : (
        <Menu
          trigger={
            <Button icon={Play} tone="primary">
              {t('launch')}
            </Button>
          }
          groups={[
            {
              id: 'flows',
              choices: flows.map((flow) => ({
                id: flow.name,
                label: flow.label[locale],
                onSelect: () => setChosen(flow),
              })),
            },
          ]}
        />
      )}
      {chosen && <LaunchDialog flow={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}
