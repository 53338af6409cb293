import {
  Button,
  Card,
  type Column,
  DataTable,
  Dialog,
  ErrorState,
  Facts,
  Select,
  Skeleton,
  TextField,
  useApi,
  useApiQuery,
  useFormat,
  useLive,
  useLocale,
  useMessages,
} from '@griot/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { EventTypeInfo, LoggedEvent } from '../../api/events.ts';
import { eventsMessages } from './events.messages.ts';

export interface LogTabProps {
  type: string | undefined;
  eventKey: string | undefined;
  onChange: (patch: Record<string, string | null>) => void;
}

/** The log, newest first; it says when something new has come, and follows when asked to. */
export function LogTab({ type, eventKey, onChange }: LogTabProps) {
  const t = useMessages(eventsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const api = useApi();
  const [typedKey, setTypedKey] = useState(eventKey ?? '');
  const [following, setFollowing] = useState(false);
  const [fresh, setFresh] = useState(false);
  const [shown, setShown] = useState<LoggedEvent | null>(null);
  const types = useApiQuery<{ items: EventTypeInfo[] }>('/api/events/types');
  const query = useInfiniteQuery({
    queryKey: ['/api/events', type, eventKey],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: LoggedEvent[]; nextCursor: string | null }>(
        '/api/events',
        { type, key: eventKey, limit: 100, cursor: pageParam },
        signal,
      ),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const refresh = () => {
    setFresh(false);
    void query.refetch();
  };
  useLive('events.log', () => (following ? refresh() : setFresh(true)));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const labels = useMemo(
    () => new Map(types.data?.items.map((item) => [item.type, item.label[locale]])),
    [types, locale],
  );
  const columns = useMemo<Column<LoggedEvent>[]>(
    () => [
      {
        id: 'type',
        heading: t('type'),
        kind: 'text',
        value: (event) => event.type,
        text: (event) => labels.get(event.type) ?? event.type,
        render: (event) => (
          <button type="button" className="text-left text-accent hover:underline" onClick={() => setShown(event)}>
            {labels.get(event.type) ?? event.type}
          </button>
        ),
      },
      { id: 'key', heading: t('key'), kind: 'text', width: 280, onPhone: true, value: (event) => event.key },
      {
        id: 'recorded',
        heading: t('recorded'),
        kind: 'day',
        width: 190,
        onPhone: true,
        value: (event) => event.recordedAt,
        render: (event) => format.instant(event.recordedAt, true),
      },
      {
        id: 'occurred',
        heading: t('occurred'),
        kind: 'day',
        width: 190,
        value: (event) => event.occurredAt,
        render: (event) => format.instant(event.occurredAt, true),
      },
      { id: 'source', heading: t('source'), kind: 'text', width: 130, options: true, value: (event) => event.source },
      { id: 'id', heading: t('id'), kind: 'text', width: 300, hidden: true, value: (event) => event.id },
    ],
    [t, format, labels],
  );
  const filtered = type !== undefined || eventKey !== undefined;
  return (
    <div className="flex flex-col gap-3 pt-3">
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ key: typedKey.trim() || null });
        }}
      >
        <div className="w-60 max-md:w-full">
          <Select
            label={t('type')}
            value={type ?? null}
            all={t('allTypes')}
            options={[...new Set(types.data?.items.map((item) => item.type))].map((value) => ({
              value,
              label: labels.get(value) ?? value,
            }))}
            onChange={(value) => onChange({ type: value })}
          />
        </div>
        <TextField
          className="w-72 max-md:w-full"
          label={t('key')}
          placeholder={t('keyHelp')}
          value={typedKey}
          onChange={setTypedKey}
          onBlur={() => onChange({ key: typedKey.trim() || null })}
        />
        <Button
          aria-pressed={following}
          tone={following ? 'primary' : 'secondary'}
          onClick={() => setFollowing(!following)}
        >
          {t('follow')}
        </Button>
        {fresh && (
          <span role="status" className="flex items-center gap-2 text-sm text-ink-soft">
            {t('fresh')}
            <Button size="small" onClick={refresh}>
              {t('show')}
            </Button>
          </span>
        )}
      </form>
      <Card padded={false}>
        {query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <div className="flex flex-col gap-3 p-4">
            {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
              <Skeleton key={row} className="h-8" />
            ))}
          </div>
        ) : (
          <DataTable
            title={t('log')}
            columns={columns}
            rows={rows}
            rowKey={(event) => `${event.shard}-${event.position}`}
            empty={t(filtered ? 'noMatch' : 'noEvents')}
          />
        )}
        {query.hasNextPage && (
          <div className="p-3 text-center">
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('earlier')}
            </Button>
          </div>
        )}
      </Card>
      <EventDialog event={shown} label={shown && labels.get(shown.type)} onClose={() => setShown(null)} />
    </div>
  );
}

function EventDialog(props: { event: LoggedEvent | null; label: string | null | undefined; onClose: () => void }) {
  const t = useMessages(eventsMessages);
  const format = useFormat();
  const { event } = props;
  return (
    <Dialog open={event !== null} onOpenChange={props.onClose} title={props.label ?? event?.type ?? ''} shape="sheet">
      {event && (
        <div className="flex flex-col gap-4 pb-4">
          <Facts
            items={[
              { label: t('type'), value: `${event.type} v${event.version}` },
              { label: t('key'), value: event.key },
              { label: t('id'), value: event.id },
              { label: t('source'), value: event.source },
              { label: t('occurred'), value: format.instant(event.occurredAt, true) },
              { label: t('recorded'), value: format.instant(event.recordedAt, true) },
              { label: t('place'), value: t('placeIs', { position: event.position, shard: event.shard }) },
            ]}
          />
          <h3 className="text-sm font-medium">{t('content')}</h3>
          <pre className="overflow-x-auto rounded-md bg-sunken p-3 text-sm">
            {JSON.stringify(event.payload, null, 2)}
          </pre>
        </div>
      )}
    </Dialog>
  );
}
