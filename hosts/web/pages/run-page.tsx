import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  ErrorState,
  Facts,
  notify,
  PageHeader,
  ProgressBar,
  Skeleton,
  useApi,
  useApiQuery,
  useFormat,
  useLive,
  useLocale,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { RotateCcw, StepForward, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RunDetails } from '../api/flows.ts';
import { useMay } from '../shell/services.tsx';
import { RunLog } from './run-log.tsx';
import { elapsed, isEnded, runPercent, stateLook } from './run-state.ts';
import { RunSteps } from './run-steps.tsx';
import { runsMessages } from './runs.messages.ts';
import { useNow } from './use-now.ts';
import { useRunLog } from './use-run-log.ts';

/** Live messages are gathered this long before the run is read again. */
const GATHER_MS = 400;
/** Should a live message be lost, a running run is read again this often. */
const SAFETY_MS = 10_000;

export default function RunPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <RunView key={id} id={id} />;
}

function RunView({ id }: { id: string }) {
  const t = useMessages(runsMessages);
  const query = useApiQuery<RunDetails>(`/api/flows/runs/${id}`);
  const run = query.data?.id === id ? query.data : undefined;
  const { refetch } = query;
  const [signal, setSignal] = useState(0);
  const working = run !== undefined && !isEnded(run.state);
  const now = useNow(working);

  useEffect(() => {
    if (signal === 0) return;
    const timer = setTimeout(() => void refetch(), GATHER_MS);
    return () => clearTimeout(timer);
  }, [signal, refetch]);
  useLive(`flows.run.${id}`, () => setSignal((before) => before + 1));
  useEffect(() => {
    if (!working) return;
    const safety = setInterval(() => setSignal((before) => before + 1), SAFETY_MS);
    return () => clearInterval(safety);
  }, [working]);

  const lines = useRunLog(id, signal);
  const [task, setTask] = useState<string | null>(null);

  if (query.isError && !run) return <ErrorState error={query.error} onRetry={() => void refetch()} />;
  if (!run) {
    return (
      <>
        <PageHeader title={t('run')} crumbs={[{ label: t('runs'), to: '/runs' }, { label: t('run') }]} />
        <Skeleton className="h-24" />
        <Skeleton className="h-96" />
      </>
    );
  }
  return (
    <>
      <RunHeader run={run} now={now} onChanged={() => setSignal((before) => before + 1)} />
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={t('steps')} note={t('stepsNote')} padded={false}>
            <div className="mt-2 border-t border-line">
              <RunSteps tasks={run.tasks} now={now} chosen={task} onChoose={setTask} />
            </div>
          </Card>
          <Card title={t('parameters')}>
            <RunFacts run={run} />
          </Card>
        </div>
        <RunLog lines={lines} task={task} />
      </div>
    </>
  );
}

function RunHeader({ run, now, onChanged }: { run: RunDetails; now: number; onChanged: () => void }) {
  const t = useMessages(runsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const mayRun = useMay('core.flows.run');
  const [asking, setAsking] = useState(false);
  const flow = run.label[locale];
  const act = async (path: string, body: unknown, done: string) => {
    try {
      const answer = await api.send<{ runId?: string } | null>('POST', `/api/flows/runs/${run.id}/${path}`, body);
      notify({ title: done, tone: 'ok' });
      void queries.invalidateQueries({ queryKey: ['/api/flows/runs'] });
      if (answer?.runId && answer.runId !== run.id) void navigate({ to: `/runs/${answer.runId}` });
      onChanged();
    } catch (error) {
      notify({ title: error instanceof Error ? error.message : String(error), tone: 'bad' });
    }
  };
  const ended = isEnded(run.state);
  const current = run.tasks.find((task) => task.state === 'running');
  const text = run.progress?.text || current?.label[locale] || t(run.state);
  const failedTask = run.tasks.find((task) => task.name === run.error?.task);
  return (
    <>
      <PageHeader
        title={flow}
        crumbs={[{ label: t('runs'), to: '/runs' }, { label: format.instant(run.queuedAt) }]}
        actions={
          mayRun && (
            <>
              {!ended && (
                <Button icon={X} tone="danger" onClick={() => setAsking(true)}>
                  {t('cancel')}
                </Button>
              )}
              {(run.state === 'failed' || run.state === 'cancelled') && (
                <Button
                  icon={StepForward}
                  tone="primary"
                  onClick={() => void act('rerun', { from: 'failed' }, t('rerun_ok'))}
                >
                  {t('rerunFailed')}
                </Button>
              )}
              {ended && (
                <Button icon={RotateCcw} onClick={() => void act('rerun', { from: 'start' }, t('rerun_ok'))}>
                  {t('rerunStart')}
                </Button>
              )}
            </>
          )
        }
      />
      <Card>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3 pt-2">
          <Badge {...stateLook[run.state]}>{t(run.state)}</Badge>
          <span className="figures text-ink-soft">
            {t('duration')} : {format.duration(elapsed(run, now))}
          </span>
          <span className="figures text-ink-soft">
            {t('tasksDone', { done: run.tasksDone, total: run.tasksTotal })}
          </span>
          <div className="min-w-56 flex-1">
            <ProgressBar
              percent={runPercent(run)}
              label={text}
              tone={run.state === 'failed' ? 'bad' : run.state === 'succeeded' ? 'ok' : 'accent'}
            />
          </div>
        </div>
        {run.error && (
          <p role="alert" className="mt-3 border-l-2 border-bad px-3 text-bad">
            {t('failure', { task: failedTask?.label[locale] ?? run.error.task ?? '' })} : {run.error.message}
          </p>
        )}
      </Card>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        title={t('cancelTitle', { flow })}
        consequence={t('cancelConsequence')}
        verb={t('cancel')}
        onConfirm={() => act('cancel', {}, t('cancelled_ok'))}
      />
    </>
  );
}

function RunFacts({ run }: { run: RunDetails }) {
  const t = useMessages(runsMessages);
  const format = useFormat();
  const parameters = Object.entries(run.parameters);
  return (
    <>
      <Facts
        items={[
          { label: t('started'), value: <span className="figures">{format.instant(run.startedAt, true)}</span> },
          { label: t('ended'), value: <span className="figures">{format.instant(run.endedAt, true)}</span> },
          { label: t('identifier'), value: <span className="font-mono text-xs select-all">{run.id}</span> },
          ...(run.rerunOf ? [{ label: '', value: t('rerunOf', { id: run.rerunOf }) }] : []),
          ...parameters.map(([name, value]) => ({
            label: name,
            value: (
              <span className="font-mono text-xs">{typeof value === 'string' ? value : JSON.stringify(value)}</span>
            ),
          })),
        ]}
      />
      {parameters.length === 0 && <p className="mt-2 text-sm text-ink-faint">{t('noParameters')}</p>}
    </>
  );
}
