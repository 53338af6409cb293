import { PageHeader, Tabs, useApiQuery, useFormat, useMessages, useUrlFilters } from '@griot/ui';
import type { EventGroup } from '../../api/events.ts';
import { DeadLettersTab } from './dead-letters-tab.tsx';
import { eventsMessages } from './events.messages.ts';
import { GroupsTab } from './groups-tab.tsx';
import { LogTab } from './log-tab.tsx';

const TABS = ['log', 'groups', 'rejected'];
const STATES = ['open', 'queued', 'resent', 'discarded'];
const checks = {
  tab: (value: string) => TABS.includes(value),
  type: (value: string) => value.length <= 200,
  key: (value: string) => value.length <= 200,
  state: (value: string) => STATES.includes(value),
};

export default function EventsPage() {
  const t = useMessages(eventsMessages);
  const format = useFormat();
  const filters = useUrlFilters(checks);
  const groups = useApiQuery<{ items: EventGroup[] }>('/api/events/groups');
  const open = useApiQuery<{ items: unknown[]; nextCursor: string | null }>('/api/events/dead-letters', {
    state: 'open',
    limit: 200,
  });
  const waiting = open.data && `${format.count(open.data.items.length)}${open.data.nextCursor ? '+' : ''}`;
  const { type, key, state } = filters.values;
  return (
    <>
      <PageHeader title={t('events')} note={t('eventsNote')} />
      <Tabs
        label={t('events')}
        value={filters.values.tab ?? 'log'}
        onChange={(tab) => filters.set({ tab: tab === 'log' ? null : tab })}
        items={[
          { id: 'log', label: t('log'), content: <LogTab type={type} eventKey={key} onChange={filters.set} /> },
          {
            id: 'groups',
            label: t('groups'),
            ...(groups.data ? { count: format.count(groups.data.items.length) } : {}),
            content: <GroupsTab groups={groups} />,
          },
          {
            id: 'rejected',
            label: t('rejected'),
            ...(waiting && waiting !== '0' ? { count: waiting } : {}),
            content: <DeadLettersTab state={state} onChange={filters.set} />,
          },
        ]}
      />
    </>
  );
}
