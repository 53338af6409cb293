import {
  Card,
  ErrorState,
  Facts,
  PageHeader,
  Skeleton,
  useApiQuery,
  useFormat,
  useLive,
  useLocale,
  useMessages,
} from '@griot/ui';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { RunDetails } from '../../api/flows.ts';
import { flowPath } from './flow-path.ts';
import { RunChain } from './run-chain.tsx';
import { RunGraph } from './run-graph.tsx';
import { RunHeader } from './run-header.tsx';
import { RunLog } from './run-log.tsx';
import { isEnded } from './run-state.ts';
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
  const { locale } = useLocale();
  // The log was read in a language: in another one it is read anew.
  return <RunView key={`${id} ${locale}`} id={id} />;
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
          <RunGraph tasks={run.tasks} now={now} chosen={task} onChoose={setTask} />
          <Card title={t('steps')} note={t('stepsNote')} padded={false}>
            <div className="mt-2 border-t border-line">
              <RunSteps tasks={run.tasks} now={now} chosen={task} onChoose={setTask} />
            </div>
          </Card>
          <Card title={t('parameters')}>
            <RunFacts run={run} />
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <RunLog runId={run.id} lines={lines} task={run.tasks.find((one) => one.name === task) ?? null} />
          <RunChain run={run} />
        </div>
      </div>
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
          {
            label: t('version'),
            value: (
              <Link to={flowPath(run.flow)} className="font-mono text-xs text-accent hover:underline">
                {run.version}
              </Link>
            ),
          },
          ...(run.scheduledFor ? [{ label: t('scheduledFor'), value: format.instant(run.scheduledFor) }] : []),
          ...(run.concurrencyKey ? [{ label: t('concurrencyKey'), value: run.concurrencyKey }] : []),
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
