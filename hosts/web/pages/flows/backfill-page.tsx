import {
  Badge,
  Button,
  Card,
  type Column,
  ConfirmDialog,
  DataTable,
  PageHeader,
  ProgressBar,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useLive,
  useLocale,
  useMessages,
} from '@griot/ui';
import { useParams } from '@tanstack/react-router';
import { RotateCcw, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { BackfillDay, BackfillDetails } from '../../api/flows.ts';
import { useMay } from '../../shell/services.tsx';
import { backfillPercent } from './backfill-percent.ts';
import { flowsMessages } from './flows.messages.ts';
import { elapsed, stateLook } from './run-state.ts';
import { useAct } from './use-act.ts';

/** One backfill: how far it is, each day with its run. */
export default function BackfillPage() {
  const t = useMessages(flowsMessages);
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useApiQuery<BackfillDetails>(`/api/flows/backfills/${id}`);
  useLive('flows.runs', () => void query.refetch());
  return (
    <QueryView
      query={query}
      skeleton={
        <>
          <PageHeader title={t('backfill')} crumbs={[{ label: t('tabBackfills'), to: '/runs/backfills' }]} />
          <Skeleton className="h-64" />
        </>
      }
    >
      {(backfill) => <Details backfill={backfill} />}
    </QueryView>
  );
}

function Details({ backfill }: { backfill: BackfillDetails }) {
  const t = useMessages(flowsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const { days } = backfill;
  const columns = useMemo<Column<BackfillDay>[]>(
    () => [
      { id: 'day', heading: t('day'), kind: 'day', value: (one) => one.day, render: (one) => format.day(one.day) },
      {
        id: 'state',
        heading: t('state'),
        kind: 'text',
        options: true,
        onPhone: true,
        width: 140,
        value: (one) => one.state,
        text: (one) => t(`day_${one.state}`),
        render: (one) => <Badge {...stateLook[one.state]}>{t(`day_${one.state}`)}</Badge>,
      },
      {
        id: 'duration',
        heading: t('work'),
        kind: 'figure',
        width: 120,
        onPhone: true,
        value: (one) => elapsed({ startedAt: one.startedAt, endedAt: one.finishedAt }, Date.now()),
        render: (one) => format.duration(elapsed({ startedAt: one.startedAt, endedAt: one.finishedAt }, Date.now())),
      },
      { id: 'error', heading: t('error'), kind: 'text', width: 420, value: (one) => one.error ?? '' },
    ],
    [t, format],
  );
  return (
    <>
      <PageHeader
        title={backfill.label[locale]}
        note={`${format.day(backfill.firstDay)} – ${format.day(backfill.lastDay)}`}
        crumbs={[{ label: t('tabBackfills'), to: '/runs/backfills' }, { label: format.instant(backfill.createdAt) }]}
        actions={<Acts backfill={backfill} />}
      />
      <Card>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3 pt-2">
          <Badge {...stateLook[backfill.state]}>{t(`day_${backfill.state}`)}</Badge>
          {days.failed > 0 && (
            <span className="text-bad">{t('dayFailed', { count: days.failed, shown: format.count(days.failed) })}</span>
          )}
          <div className="min-w-56 flex-1">
            <ProgressBar
              percent={backfillPercent(days)}
              tone={days.failed > 0 ? 'bad' : backfill.state === 'succeeded' ? 'ok' : 'accent'}
              label={t('daysDone', { done: days.succeeded, total: days.total })}
            />
          </div>
        </div>
        {Object.keys(backfill.parameters).length > 0 && (
          <p className="mt-3 font-mono text-xs text-ink-faint">{JSON.stringify(backfill.parameters)}</p>
        )}
      </Card>
      <Card padded={false}>
        <DataTable
          title={t('days')}
          columns={columns}
          rows={backfill.dayList}
          rowKey={(one) => one.day}
          rowHref={(one) => (one.runId ? `/runs/${one.runId}` : undefined)}
        />
      </Card>
    </>
  );
}

function Acts({ backfill }: { backfill: BackfillDetails }) {
  const t = useMessages(flowsMessages);
  const act = useAct();
  const mayRun = useMay('core.flows.run');
  const [asking, setAsking] = useState(false);
  if (!mayRun) return null;
  const path = `/api/flows/backfills/${backfill.id}`;
  const again = backfill.days.failed + backfill.days.cancelled;
  return (
    <>
      {backfill.state === 'running' && !backfill.cancelling && (
        <Button icon={X} tone="danger" onClick={() => setAsking(true)}>
          {t('cancelAll')}
        </Button>
      )}
      {backfill.state !== 'running' && again > 0 && (
        <Button icon={RotateCcw} tone="primary" onClick={() => void act('POST', `${path}/rerun`, {}, t('saved'))}>
          {t('rerunDays')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        title={t('cancelAllTitle')}
        consequence={t('cancelAllConsequence')}
        verb={t('cancelAll')}
        onConfirm={() => act('POST', `${path}/cancel`, {}, t('saved'))}
      />
    </>
  );
}
