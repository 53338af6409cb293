import { Badge, Card, Facts, PageHeader, QueryView, Skeleton, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { useParams } from '@tanstack/react-router';
import type { DeadLetter } from '../../api/events.ts';
import { useMay } from '../../shell/services.tsx';
import { letterTones } from './dead-letters-tab.tsx';
import { eventsMessages } from './events.messages.ts';
import { MendForm } from './mend-form.tsx';

/** One event that was rejected: why, what it carries, and what becomes of it. */
export default function DeadLetterPage() {
  const t = useMessages(eventsMessages);
  const { id = '' } = useParams({ strict: false });
  const letter = useApiQuery<DeadLetter>(`/api/events/dead-letters/${encodeURIComponent(id)}`);
  return (
    <QueryView query={letter} skeleton={<Skeleton className="h-80" />}>
      {(data) => (
        <>
          <PageHeader
            title={data.eventId || t('letter')}
            crumbs={[
              { label: t('events'), to: '/events' },
              { label: t('rejected'), to: '/events?tab=rejected' },
              { label: data.eventId || t('letter') },
            ]}
            note={data.group === null ? t('letterDoor') : t('letterGroup', { group: data.group })}
            actions={<Badge tone={letterTones[data.state]}>{t(data.state)}</Badge>}
          />
          <div className="grid gap-4 lg:grid-cols-2">
            <Reasons letter={data} />
            <Contents letter={data} onChanged={() => void letter.refetch()} />
          </div>
        </>
      )}
    </QueryView>
  );
}

function Reasons({ letter }: { letter: DeadLetter }) {
  const t = useMessages(eventsMessages);
  const format = useFormat();
  return (
    <Card title={t('faults')}>
      <ul className="mb-4 flex flex-col gap-1 text-bad">
        {letter.issues.length > 0 ? (
          letter.issues.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code className="text-sm">{path}</code> : {message}
            </li>
          ))
        ) : (
          <li className="break-words">{letter.reason}</li>
        )}
      </ul>
      <Facts
        items={[
          { label: t('type'), value: letter.type || '–' },
          { label: t('key'), value: letter.key || '–' },
          { label: t('group'), value: letter.group ?? t('atDoor') },
          { label: t('attempts'), value: format.count(letter.attempts) },
          { label: t('since'), value: format.instant(letter.createdAt, true) },
          ...(letter.resolvedBy ? [{ label: t('decidedBy'), value: letter.resolvedBy }] : []),
          ...(letter.note ? [{ label: t('note'), value: letter.note }] : []),
        ]}
      />
    </Card>
  );
}

function Contents({ letter, onChanged }: { letter: DeadLetter; onChanged: () => void }) {
  const t = useMessages(eventsMessages);
  const mayManage = useMay('core.events.manage');
  const payload = letter.event.payload ?? {};
  return (
    <Card title={t('content')}>
      {letter.state === 'open' && mayManage ? (
        <MendForm key={letter.updatedAt} letter={letter} onChanged={onChanged} />
      ) : (
        <Json value={payload} />
      )}
      {letter.original && (
        <>
          <h3 className="mt-4 mb-1 text-sm font-medium">{t('original')}</h3>
          <Json value={letter.original.payload ?? letter.original} />
        </>
      )}
    </Card>
  );
}

function Json({ value }: { value: unknown }) {
  return <pre className="overflow-x-auto rounded-md bg-sunken p-3 text-sm">{JSON.stringify(value, null, 2)}</pre>;
}
