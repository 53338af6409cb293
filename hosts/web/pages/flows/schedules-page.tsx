import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  EmptyState,
  IconButton,
  Menu,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useLocale,
  useMessages,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { CalendarClock, EllipsisVertical, Pause, Play, Plus, RotateCcw, SquarePen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { FlowDescription, Schedule } from '../../api/flows.ts';
import { useMay } from '../../shell/services.tsx';
import { flowPath } from './flow-path.ts';
import { flowsMessages } from './flows.messages.ts';
import { FlowsTabs } from './flows-tabs.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { useAct } from './use-act.ts';

interface Answer {
  items: Schedule[];
  timeZone: string;
}

/** What starts by itself: each schedule with its next runs; made, changed and paused here. */
export default function SchedulesPage() {
  const t = useMessages(flowsMessages);
  const { timeZone } = useLocale();
  const mayManage = useMay('core.flows.manage');
  const query = useApiQuery<Answer>('/api/flows/schedules');
  const flows = useApiQuery<{ items: FlowDescription[] }>('/api/flows');
  const [open, setOpen] = useState<Schedule | 'new' | null>(null);
  const known = flows.data?.items ?? [];
  const add = mayManage && known.length > 0 && (
    <Button icon={Plus} tone="primary" onClick={() => setOpen('new')}>
      {t('addSchedule')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('tabSchedules')} note={t('schedulesNote', { zone: timeZone })} actions={add} />
      <FlowsTabs />
      <QueryView query={query} skeleton={<Skeleton className="h-64" />}>
        {({ items }) => (
          <Card padded={false}>
            {items.length === 0 && <EmptyState sentence={t('noSchedules')} action={add} />}
            <ul>
              {items.map((one) => (
                <ScheduleRow key={one.id} schedule={one} mayManage={mayManage} onEdit={() => setOpen(one)} />
              ))}
            </ul>
          </Card>
        )}
      </QueryView>
      {open && known.length > 0 && (
        <ScheduleDialog flows={known} {...(open === 'new' ? {} : { schedule: open })} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function ScheduleRow({ schedule, mayManage, onEdit }: { schedule: Schedule; mayManage: boolean; onEdit: () => void }) {
  const t = useMessages(flowsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const paused = schedule.pausedAt !== null;
  const origin = schedule.declared ? (schedule.custom ? 'changed' : 'declared') : 'mine';
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0 lg:grid-cols-[minmax(14rem,2fr)_minmax(10rem,1fr)_minmax(14rem,2fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <Link to={flowPath(schedule.flow)} className="truncate text-ink hover:underline">
            {schedule.title ?? schedule.label[locale]}
          </Link>
          <Badge tone={paused ? 'ochre' : 'ok'} icon={paused ? Pause : CalendarClock}>
            {t(paused ? 'paused' : 'active')}
          </Badge>
        </p>
        <p className="text-sm text-ink-faint">
          {schedule.title ? `${schedule.label[locale]} · ` : ''}
          {t(origin)} · {t(`catchUp_${schedule.catchUp}`)}
        </p>
        {Object.keys(schedule.parameters).length > 0 && (
          <p className="truncate font-mono text-xs text-ink-faint">{JSON.stringify(schedule.parameters)}</p>
        )}
      </div>
      <p className="max-lg:order-3 max-lg:col-span-2">
        <code className="font-mono text-sm">{schedule.cron}</code>
        <span className="block text-xs text-ink-faint">{schedule.timeZone}</span>
      </p>
      <div className="text-sm max-lg:order-3 max-lg:col-span-2">
        {schedule.next.length > 0 && (
          <p>
            <span className="text-ink-faint">{t('nextRuns')} : </span>
            <span className="figures">
              {schedule.next
                .slice(0, 3)
                .map((at) => format.instant(at))
                .join(', ')}
            </span>
          </p>
        )}
        {schedule.lastResult && (
          <p className="text-ink-soft">
            <span className="text-ink-faint">{t('lastTick')} : </span>
            <span className="figures">{format.instant(schedule.lastAt)}</span>{' '}
            {schedule.lastRunId ? (
              <Link to={`/runs/${schedule.lastRunId}`} className="text-accent hover:underline">
                {t(`result_${schedule.lastResult}`)}
              </Link>
            ) : (
              <span className={schedule.lastResult === 'failed' ? 'text-bad' : ''}>
                {t(`result_${schedule.lastResult}`)}
              </span>
            )}
          </p>
        )}
      </div>
      {mayManage && <ScheduleMenu schedule={schedule} onEdit={onEdit} />}
    </li>
  );
}

function ScheduleMenu({ schedule, onEdit }: { schedule: Schedule; onEdit: () => void }) {
  const t = useMessages(flowsMessages);
  const { locale } = useLocale();
  const act = useAct();
  const [removing, setRemoving] = useState(false);
  const path = `/api/flows/schedules/${schedule.id}`;
  const paused = schedule.pausedAt !== null;
  const title = schedule.title ?? schedule.label[locale];
  const choices = [
    { id: 'edit', label: t('edit'), icon: SquarePen, onSelect: onEdit },
    {
      id: 'pause',
      label: t(paused ? 'resume' : 'pause'),
      icon: paused ? Play : Pause,
      onSelect: () => void act('POST', `${path}/${paused ? 'resume' : 'pause'}`, {}, t('saved')),
    },
    ...(schedule.declared && schedule.custom
      ? [
          {
            id: 'reset',
            label: t('reset'),
            icon: RotateCcw,
            onSelect: () => void act('POST', `${path}/reset`, {}, t('saved')),
          },
        ]
      : []),
    ...(schedule.declared
      ? []
      : [{ id: 'remove', label: t('remove'), icon: Trash2, onSelect: () => setRemoving(true) }]),
  ];
  return (
    <>
      <Menu trigger={<IconButton icon={EllipsisVertical} label={title} />} groups={[{ id: 'acts', choices }]} />
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        danger
        title={t('removeTitle', { title })}
        consequence={t('removeConsequence')}
        verb={t('remove')}
        onConfirm={() => act('DELETE', path, {}, t('saved'))}
      />
    </>
  );
}
