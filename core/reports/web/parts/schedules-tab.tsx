import {
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  IconButton,
  Menu,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useNavigate } from '@tanstack/react-router';
import { CirclePause, CirclePlay, EllipsisVertical, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Schedule, ScheduleList, TemplateList } from '../answers.ts';
import { reportsMessages } from '../reports.messages.ts';
import { choiceOf } from '../state/cron-choice.ts';
import { useAct } from '../state/use-acts.ts';

/** Reports that go out by themselves: when, what, to whom, and the next time. */
export function SchedulesTab() {
  const t = useMessages(reportsMessages);
  const navigate = useNavigate();
  const query = useApiQuery<ScheduleList>('/api/reports/schedules');
  const templates = useApiQuery<TemplateList>('/api/reports/templates');
  const titleOf = (id: string) => templates.data?.items.find((one) => one.id === id)?.title ?? id;
  return (
    <QueryView query={query} skeleton={<Skeleton className="m-4 h-48" />}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            sentence={t('noSchedules')}
            action={
              <Button tone="primary" onClick={() => void navigate({ to: '/reports', search: {} as never })}>
                {t('chooseTemplate')}
              </Button>
            }
          />
        ) : (
          <ul className="divide-y divide-line">
            {items.map((one) => (
              <Row key={one.id} schedule={one} template={titleOf(one.request.template)} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

function Row({ schedule: one, template }: { schedule: Schedule; template: string }) {
  const t = useMessages(reportsMessages);
  const format = useFormat();
  const navigate = useNavigate();
  const act = useAct();
  const [ending, setEnding] = useState(false);
  const when = useWhen();
  const people = Array.isArray(one.request.recipients) ? one.request.recipients.length : 0;
  const path = `/api/reports/schedules/${one.id}`;
  const pause = one.paused ? 'resume' : 'pause';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{one.title ?? template}</p>
        <p className="text-sm text-ink-soft">
          {[template, when(one.cron), one.timeZone, t('recipientsCount', { count: people })].join(' · ')}
        </p>
      </div>
      <div className="figures text-sm text-ink-soft">
        {one.paused ? (
          <Badge tone="ochre" icon={CirclePause}>
            {t('paused')}
          </Badge>
        ) : (
          t('nextAt', { at: format.instant(one.next[0]) })
        )}
        {one.lastAt && (
          <p className="text-xs text-ink-faint">
            {t('lastAt', { at: format.instant(one.lastAt) })}
            {one.lastResult === 'failed' && ` · ${t('notStarted')}`}
          </p>
        )}
      </div>
      <Menu
        trigger={<IconButton icon={EllipsisVertical} label={t('actionsOf', { title: one.title ?? template })} />}
        groups={[
          {
            id: 'acts',
            choices: [
              {
                id: 'edit',
                label: t('edit'),
                icon: Pencil,
                onSelect: () => void navigate({ to: '/reports/prepare', search: { programme: one.id } as never }),
              },
              {
                id: 'pause',
                label: t(pause),
                icon: one.paused ? CirclePlay : CirclePause,
                onSelect: () => void act('POST', `${path}/${pause}`, {}, t(one.paused ? 'resumed' : 'pausedNow')),
              },
              { id: 'end', label: t('remove'), icon: Trash2, onSelect: () => setEnding(true) },
            ],
          },
        ]}
      />
      <ConfirmDialog
        open={ending}
        onOpenChange={setEnding}
        danger
        title={t('endSchedule', { title: one.title ?? template })}
        consequence={t('endScheduleNote')}
        verb={t('remove')}
        onConfirm={() => act('DELETE', path, {}, t('removed'))}
      />
    </li>
  );
}

/** A cron expression in words. */
export function useWhen(): (cron: string) => string {
  const t = useMessages(reportsMessages);
  return (cron) => {
    const choice = choiceOf(cron);
    switch (choice.kind) {
      case 'daily':
        return t('everyDayAt', { time: choice.time });
      case 'workdays':
        return t('workdaysAt', { time: choice.time });
      case 'weekly':
        return t('weeklyAt', { day: t(`day_${choice.day}` as 'day_0'), time: choice.time });
      case 'monthly':
        return t('monthlyAt', { date: choice.date, time: choice.time });
      default:
        return cron;
    }
  };
}
