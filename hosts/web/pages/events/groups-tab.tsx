import {
  type ApiResult,
  Badge,
  Button,
  Card,
  type Column,
  DataTable,
  notify,
  QueryView,
  Skeleton,
  useApi,
  useFormat,
  useLive,
  useLocale,
  useMessages,
} from '@griot/ui';
import { useEffect, useMemo, useState } from 'react';
import type { EventGroup } from '../../api/events.ts';
import { useMay } from '../../shell/services.tsx';
import { eventsMessages } from './events.messages.ts';
import { ReplayDialog } from './replay-dialog.tsx';

/** While the page is open, lags are asked again so often beside what is pushed. */
const REFRESH_MS = 5_000;

/** Who reads events, how far each is, and what holds him up. */
export function GroupsTab({ groups }: { groups: ApiResult<{ items: EventGroup[] }> }) {
  const t = useMessages(eventsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const api = useApi();
  const mayManage = useMay('core.events.manage');
  const [replaying, setReplaying] = useState<EventGroup | null>(null);
  const { refetch } = groups;
  useLive('events.log', () => void refetch());
  useEffect(() => {
    const timer = setInterval(() => void refetch(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  const columns = useMemo<Column<EventGroup>[]>(() => {
    const pause = async (group: EventGroup) => {
      try {
        const path = `/api/events/groups/${encodeURIComponent(group.group)}/pause`;
        await api.send('POST', path, { paused: !group.paused });
        notify({ title: t(group.paused ? 'resumedOk' : 'pausedOk', { group: group.label[locale] }), tone: 'ok' });
      } catch (error) {
        notify({ title: error instanceof Error ? error.message : String(error), tone: 'bad' });
      }
      void refetch();
    };
    const list: Column<EventGroup>[] = [
      {
        id: 'group',
        heading: t('group'),
        kind: 'text',
        value: (group) => group.label[locale],
        render: (group) => <span title={group.group}>{group.label[locale]}</span>,
      },
      {
        id: 'state',
        heading: t('state'),
        kind: 'text',
        options: true,
        onPhone: true,
        width: 170,
        value: (group) => t(stateOf(group).word),
        render: (group) => (
          <Badge tone={stateOf(group).tone} {...(group.lastError ? { title: group.lastError } : {})}>
            {t(stateOf(group).word)}
          </Badge>
        ),
      },
      { id: 'lag', heading: t('lag'), kind: 'figure', width: 130, onPhone: true, value: (group) => group.lag },
      {
        id: 'oldest',
        heading: t('oldest'),
        kind: 'day',
        width: 230,
        value: (group) => group.oldestAt,
        render: (group) => format.instant(group.oldestAt, true),
      },
      { id: 'handled', heading: t('handled'), kind: 'figure', width: 140, value: (group) => group.handled },
      { id: 'deadLetters', heading: t('rejected'), kind: 'figure', width: 120, value: (group) => group.deadLetters },
    ];
    if (!mayManage) return list;
    const actions: Column<EventGroup> = {
      id: 'actions',
      heading: '',
      kind: 'text',
      width: 260,
      sortable: false,
      onPhone: true,
      value: () => '',
      render: (group) => (
        <span className="flex justify-end gap-2">
          <Button size="small" onClick={() => void pause(group)}>
            {t(group.paused ? 'resume' : 'pause')}
          </Button>
          <Button size="small" onClick={() => setReplaying(group)}>
            {t('replay')}
          </Button>
        </span>
      ),
    };
    return [...list, actions];
  }, [t, format, locale, api, mayManage, refetch]);
  return (
    <div className="pt-3">
      <Card padded={false}>
        <QueryView query={groups} skeleton={<Skeleton className="m-4 h-24" />}>
          {({ items }) => (
            <DataTable
              title={t('groups')}
              columns={columns}
              rows={items}
              rowKey={(group) => group.group}
              empty={t('noGroups')}
            />
          )}
        </QueryView>
      </Card>
      <ReplayDialog group={replaying} onClose={() => setReplaying(null)} onDone={() => void refetch()} />
    </div>
  );
}

function stateOf(group: EventGroup): {
  word: 'paused' | 'retrying' | 'working' | 'behind' | 'upToDate';
  tone: 'neutral' | 'warn' | 'accent' | 'ok';
} {
  if (group.paused) return { word: 'paused', tone: 'neutral' };
  if (group.retrying > 0) return { word: 'retrying', tone: 'warn' };
  if (group.lag === 0) return { word: 'upToDate', tone: 'ok' };
  return group.working > 0 ? { word: 'working', tone: 'accent' } : { word: 'behind', tone: 'warn' };
}
