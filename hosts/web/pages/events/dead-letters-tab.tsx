import {
  Badge,
  Button,
  Card,
  type Column,
  DataTable,
  ErrorState,
  Select,
  Skeleton,
  type Tone,
  useApi,
  useFormat,
  useMessages,
} from '@griot/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DeadLetter, DeadLetterState } from '../../api/events.ts';
import { eventsMessages } from './events.messages.ts';

const STATES: DeadLetterState[] = ['open', 'queued', 'resent', 'discarded'];

export const letterTones: Record<DeadLetterState, Tone> = {
  open: 'warn',
  queued: 'accent',
  resent: 'ok',
  discarded: 'neutral',
};

/** Events that could not be taken in or handled. */
export function DeadLettersTab(props: {
  state: string | undefined;
  onChange: (patch: Record<string, string | null>) => void;
}) {
  const t = useMessages(eventsMessages);
  const format = useFormat();
  const api = useApi();
  const { state } = props;
  const query = useInfiniteQuery({
    queryKey: ['/api/events/dead-letters', 'list', state],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.get<{ items: DeadLetter[]; nextCursor: string | null }>(
        '/api/events/dead-letters',
        { state, limit: 100, cursor: pageParam },
        signal,
      ),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const columns = useMemo<Column<DeadLetter>[]>(
    () => [
      { id: 'event', heading: t('id'), kind: 'text', width: 260, value: (letter) => letter.eventId || '–' },
      { id: 'reason', heading: t('reason'), kind: 'text', onPhone: true, value: (letter) => letter.reason },
      {
        id: 'state',
        heading: t('state'),
        kind: 'text',
        width: 170,
        options: true,
        onPhone: true,
        value: (letter) => letter.state,
        text: (letter) => t(letter.state),
        render: (letter) => <Badge tone={letterTones[letter.state]}>{t(letter.state)}</Badge>,
      },
      {
        id: 'type',
        heading: t('type'),
        kind: 'text',
        width: 230,
        options: true,
        value: (letter) => letter.type || '–',
      },
      {
        id: 'group',
        heading: t('group'),
        kind: 'text',
        width: 170,
        options: true,
        value: (letter) => letter.group ?? t('atDoor'),
      },
      { id: 'attempts', heading: t('attempts'), kind: 'figure', width: 100, value: (letter) => letter.attempts },
      {
        id: 'since',
        heading: t('since'),
        kind: 'day',
        width: 170,
        value: (letter) => letter.createdAt,
        render: (letter) => format.instant(letter.createdAt),
      },
    ],
    [t, format],
  );
  return (
    <div className="flex flex-col gap-3 pt-3">
      <div className="w-60 max-md:w-full">
        <Select
          label={t('state')}
          value={state ?? null}
          all={t('allStates')}
          options={STATES.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => props.onChange({ state: value })}
        />
      </div>
      <Card padded={false}>
        {query.isError && !query.data ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <Skeleton className="m-4 h-40" />
        ) : (
          <DataTable
            title={t('rejected')}
            columns={columns}
            rows={rows}
            rowKey={(letter) => letter.id}
            rowHref={(letter) => `/events/rejected/${letter.id}`}
            empty={t('noLetters')}
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
    </div>
  );
}
