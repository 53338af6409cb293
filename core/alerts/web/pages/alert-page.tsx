import {
  Button,
  buttonClasses,
  Card,
  ErrorState,
  Facts,
  type FigureUnit,
  PageHeader,
  Skeleton,
  TextArea,
  useApiQuery,
  useFormat,
  useLive,
  useMay,
  useMessages,
} from '@griot/ui';
import { Link, useParams } from '@tanstack/react-router';
import { BellRing, Check, CheckCheck, MessageSquare, Rows3 } from 'lucide-react';
import { useState } from 'react';
import { alertsMessages } from '../alerts.messages.ts';
import type { AlertDetails, Threshold } from '../answers.ts';
import { AlertCause } from '../parts/alert-cause.tsx';
import { AlertChart } from '../parts/alert-chart.tsx';
import { SeverityBadge, StatusBadges } from '../parts/alert-state.tsx';
import { AlertTimeline } from '../parts/alert-timeline.tsx';
import { DeliveriesList } from '../parts/deliveries-list.tsx';
import { RowsDialog, type RowsOf } from '../parts/rows-dialog.tsx';
import { SnoozeMenu } from '../parts/snooze-menu.tsx';
import { type ActVerb, useAct } from '../parts/use-act.ts';

export default function AlertPage() {
  const t = useMessages(alertsMessages);
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useApiQuery<AlertDetails>(`/api/alerts/${id}`);
  useLive('alerts.changed', (data) => {
    if ((data as { id?: string } | null)?.id === id) void query.refetch();
  });
  const alert = query.data?.id === id ? query.data : undefined;
  if (query.isError && !alert) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!alert)
    return (
      <>
        <PageHeader title={t('alert')} crumbs={[{ label: t('alerts'), to: '/alerts' }, { label: t('alert') }]} />
        <Skeleton className="h-24" />
        <Skeleton className="h-96" />
      </>
    );
  return <Opened alert={alert} />;
}

function Opened({ alert }: { alert: AlertDetails }) {
  const t = useMessages(alertsMessages);
  const figures = alert.context.metric !== undefined;
  return (
    <>
      <PageHeader
        title={alert.title}
        note={alert.message}
        crumbs={[{ label: t('alerts'), to: '/alerts' }, { label: alert.title }]}
      />
      <div className="flex flex-wrap items-center gap-2">
        <SeverityBadge severity={alert.severity} />
        <StatusBadges alert={alert} />
      </div>
      <Acts alert={alert} />
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          {figures && <AlertChart alert={alert} />}
          <AlertCause alert={alert} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <AlertFacts alert={alert} />
          <AlertTimeline alert={alert} />
          <Card title={t('deliveries')}>
            <DeliveriesList items={alert.deliveries} empty={t('noDelivery')} />
          </Card>
        </div>
      </div>
    </>
  );
}

/** What can be done, with words if one has some. */
function Acts({ alert }: { alert: AlertDetails }) {
  const t = useMessages(alertsMessages);
  const act = useAct();
  const may = useMay('core.alerts.manage');
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  if (!may) return null;
  const send = async (verb: ActVerb, more: { minutes?: number } = {}) => {
    setBusy(true);
    // What was typed is not lost when it fails.
    if (await act(alert.id, verb, { ...more, comment })) setComment('');
    setBusy(false);
  };
  const open = alert.status !== 'resolved';
  return (
    <Card>
      <TextArea label={t('comment')} value={comment} onChange={setComment} optional rows={2} maxLength={2000} />
      <div className="flex flex-wrap gap-2 pt-3">
        {alert.status === 'active' && (
          <Button tone="primary" icon={Check} busy={busy} onClick={() => void send('acknowledge')}>
            {t('acknowledge')}
          </Button>
        )}
        {open && (
          <Button icon={CheckCheck} busy={busy} onClick={() => void send('resolve')}>
            {t('resolve')}
          </Button>
        )}
        {open && !alert.snoozedUntil && <SnoozeMenu onSnooze={(minutes) => void send('snooze', { minutes })} />}
        {open && alert.snoozedUntil && (
          <Button icon={BellRing} busy={busy} onClick={() => void send('wake')}>
            {t('wake')}
          </Button>
        )}
        <Button
          tone="quiet"
          icon={MessageSquare}
          busy={busy}
          disabled={comment.trim() === ''}
          onClick={() => void send('comment')}
        >
          {t('addComment')}
        </Button>
      </div>
    </Card>
  );
}

function AlertFacts({ alert }: { alert: AlertDetails }) {
  const t = useMessages(alertsMessages);
  const format = useFormat();
  const [rows, setRows] = useState<RowsOf | null>(null);
  const { context, source } = alert;
  const ownThreshold = /^[0-9a-f-]{36}$/.test(source);
  const threshold = useApiQuery<Threshold>(`/api/alert-thresholds/${source}`, {}, { enabled: ownThreshold }).data;
  const unit = (context.unit ?? 'count') as FigureUnit;
  const written = (value: number | null): string => {
    if (value === null) return '–';
    const text = String(Math.round(value * 1e6) / 1e6);
    if (alert.type === 'freshness') return `${format.number(text, 1)} h`;
    if (alert.type === 'unusual') return format.number(text, 1);
    return alert.type === 'change_pct' ? format.percent(text) : format.figure(text, unit, context.currency);
  };
  const mayRows = useMay('core.metrics.read');
  const openRows = () => {
    const { period } = context.contribution ?? {};
    const to = alert.createdAt.slice(0, 10);
    const back = new Date(Date.parse(`${to}T00:00:00Z`) - ((context.windowDays ?? 30) - 1) * 86_400_000);
    const own =
      alert.dimension === null || alert.zone === ''
        ? []
        : [{ dimension: alert.dimension, operator: 'eq' as const, value: alert.zone }];
    setRows({
      application: context.application ?? '',
      metric: context.metric ?? '',
      timeRange: period ?? { from: back.toISOString().slice(0, 10), to },
      filters: [...(threshold?.filters ?? []), ...own],
    });
  };
  return (
    <Card title={t('facts')}>
      <Facts
        items={[
          ...(context.metricLabel ? [{ label: t('metric'), value: context.metricLabel }] : []),
          ...(alert.zone ? [{ label: t('of'), value: alert.zoneLabel }] : []),
          ...(context.metric
            ? [
                { label: t('valueNow'), value: <span className="figures">{written(alert.actualValue)}</span> },
                {
                  label: t('threshold'),
                  value: (
                    <span className="figures">
                      {alert.thresholdValue === null
                        ? '–'
                        : `${context.operator ?? ''} ${written(alert.thresholdValue)}`}
                    </span>
                  ),
                },
              ]
            : []),
          { label: t('since'), value: <span className="figures">{format.instant(alert.createdAt)}</span> },
          ...(alert.acknowledgedBy
            ? [
                {
                  label: t('status_acknowledged'),
                  value: `${alert.acknowledgedBy}, ${format.instant(alert.acknowledgedAt)}`,
                },
              ]
            : []),
          ...(alert.resolvedBy
            ? [{ label: t('status_resolved'), value: `${alert.resolvedBy}, ${format.instant(alert.resolvedAt)}` }]
            : []),
          ...(alert.snoozedUntil
            ? [{ label: t('snoozed'), value: t('until', { at: format.instant(alert.snoozedUntil) }) }]
            : []),
          ...(alert.escalatesAt ? [{ label: t('escalates'), value: format.instant(alert.escalatesAt) }] : []),
        ]}
      />
      <div className="flex flex-wrap gap-2 pt-4">
        {context.metric && mayRows && alert.type !== 'freshness' && (
          <Button icon={Rows3} onClick={openRows}>
            {t('openRows')}
          </Button>
        )}
        {threshold && (
          <Link to="/alerts/thresholds/$id" params={{ id: threshold.id } as never} className={buttonClasses()}>
            {t('openThreshold')}
          </Link>
        )}
        {ownThreshold && (
          <Link to="/alerts" search={{ source } as never} className={buttonClasses('quiet')}>
            {t('sameThreshold')}
          </Link>
        )}
      </div>
      {rows && <RowsDialog of={rows} title={alert.title} unit={unit} onClose={() => setRows(null)} />}
    </Card>
  );
}
