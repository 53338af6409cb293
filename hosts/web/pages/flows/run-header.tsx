import {
  Button,
  Card,
  ConfirmDialog,
  notify,
  PageHeader,
  ProgressBar,
  useApi,
  useApiQuery,
  useFormat,
  useLocale,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Pause, Play, RotateCcw, SlidersHorizontal, StepForward, X } from 'lucide-react';
import { useState } from 'react';
import type { FlowDescription, RunDetails } from '../../api/flows.ts';
import { useMay } from '../../shell/services.tsx';
import { LaunchDialog } from './launch-dialog.tsx';
import { elapsed, isEnded, runPercent } from './run-state.ts';
import { RunStateBadge } from './run-state-badge.tsx';
import { runsMessages } from './runs.messages.ts';

/** The run's name, state and progress, and what one can do with it. */
export function RunHeader({ run, now, onChanged }: { run: RunDetails; now: number; onChanged: () => void }) {
  const t = useMessages(runsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const mayRun = useMay('core.flows.run');
  const [asking, setAsking] = useState(false);
  const [changing, setChanging] = useState(false);
  const flows = useApiQuery<{ items: FlowDescription[] }>('/api/flows');
  const description = flows.data?.items.find((one) => one.name === run.flow);
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
              {!ended && !run.cancelling && (
                <Button
                  icon={run.pausedAt ? Play : Pause}
                  onClick={() =>
                    void act(run.pausedAt ? 'resume' : 'pause', {}, t(run.pausedAt ? 'resumed_ok' : 'paused_ok'))
                  }
                >
                  {t(run.pausedAt ? 'resumeRun' : 'pauseRun')}
                </Button>
              )}
              {!ended && !run.cancelling && (
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
              {ended && description?.parameters.properties && (
                <Button icon={SlidersHorizontal} onClick={() => setChanging(true)}>
                  {t('rerunOther')}
                </Button>
              )}
            </>
          )
        }
      />
      <Card>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3 pt-2">
          <RunStateBadge run={run} />
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
      {changing && description && <LaunchDialog flow={description} rerun={run} onClose={() => setChanging(false)} />}
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
