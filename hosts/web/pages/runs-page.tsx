import {
  Badge,
  Button,
  Card,
  type Column,
  DataTable,
  ErrorState,
  FiltersBar,
  notify,
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
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useMemo } from 'react';
import type { FlowDescription, Run, RunPage } from '../api/flows.ts';
import { useMay } from '../shell/services.tsx';
import { elapsed, isEnded, runPercent, stateLook } from './run-state.ts';
import { runsMessages } from './runs.messages.ts';
import { useNow } from './use-now.ts';

const STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
const checks = {
  state: (value: string) => STATES.some((state) => state === value),
  flow: (value: string) => value.length <= 200,
};
const starters = { user: 'byUser', schedule: 'bySchedule', api: 'byApi', flow: 'byFlow', cli: 'byCli' } as const;

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
        render: (run) => <Badge {...stateLook[run.state]}>{t(run.state)}</Badge>,
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
        text: (run) => run.by.name ?? t(starters[run.by.kind as keyof typeof starters] ?? 'byApi'),
      },
    ],
    [t, locale, format, now],
  );

  return (
    <>
      <PageHeader
        title={t('runs')}
        note={t('runsNote')}
        actions={
          mayRun &&
          flows.data?.items
            .filter((flow) => !flow.parameters.required?.length)
            .map((flow) => <LaunchButton key={flow.name} flow={flow} />)
        }
      />
      <FiltersBar
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

function LaunchButton({ flow }: { flow: FlowDescription }) {
  const t = useMessages(runsMessages);
  const { locale } = useLocale();
  const format = useFormat();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const name = flow.label[locale];
  const launch = async () => {
    try {
      const answer = await api.send<{ runId: string; deduplicated: boolean }>(
        'POST',
        `/api/flows/${encodeURIComponent(flow.name)}/trigger`,
        { parameters: {} },
      );
      notify({ title: t(answer.deduplicated ? 'alreadyRunning' : 'launched', { flow: name }), tone: 'ok' });
      void queries.invalidateQueries({ queryKey: ['/api/flows/runs'] });
      void navigate({ to: `/runs/${answer.runId}` });
    } catch (error) {
      notify({ title: error instanceof Error ? error.message : String(error), tone: 'bad' });
    }
  };
  const next = flow.schedule?.nextAt;
  return (
    <span className="flex flex-col items-end">
      <Button icon={Play} tone="primary" onClick={() => void launch()}>
        {t('launchFlow', { flow: name })}
      </Button>
      {flow.schedule && (
        <span className="figures mt-0.5 text-xs text-ink-faint">
          {flow.schedule.paused ? t('paused') : next ? t('next', { at: format.instant(next) }) : null}
        </span>
      )}
    </span>
  );
}
