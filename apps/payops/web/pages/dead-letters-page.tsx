import {
  Badge,
  Button,
  Card,
  Dialog,
  EmptyState,
  notify,
  PageHeader,
  QueryView,
  Skeleton,
  Tabs,
  TextArea,
  TextField,
  useApi,
  useApiQuery,
  useFormat,
  useMay,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeadLetter } from '../answers.ts';
import { payopsMessages } from '../payops.messages.ts';

const STATES = ['open', 'resent', 'discarded'] as const;
type State = (typeof STATES)[number];
const PATH = '/api/dashboard/dlq';

export default function DeadLettersPage() {
  const t = useMessages(payopsMessages);
  const [state, setState] = useState<State>('open');
  const [chosen, setChosen] = useState<DeadLetter | null>(null);
  return (
    <>
      <PageHeader title={t('deadLetters')} note={t('deadLettersNote')} />
      <Card padded={false}>
        <Tabs
          label={t('deadLetters')}
          value={state}
          onChange={(id) => setState(id as State)}
          items={STATES.map((id) => ({ id, label: t(id), content: <Letters state={id} onMend={setChosen} /> }))}
        />
      </Card>
      {chosen && <MendDialog letter={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function Letters({ state, onMend }: { state: State; onMend: (letter: DeadLetter) => void }) {
  const t = useMessages(payopsMessages);
  const format = useFormat();
  const may = useMay('payops.dlq.manage');
  const letters = useApiQuery<{ items: DeadLetter[] }>(PATH, { state, limit: 200 });
  return (
    <QueryView query={letters} skeleton={<Skeleton className="m-4" />}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState sentence={t('deadLettersEmpty')} />
        ) : (
          <ul className="divide-y divide-line">
            {items.map((letter) => (
              <li key={letter.id} className="flex flex-wrap items-start gap-3 px-4 py-3">
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap items-center gap-2 font-medium">
                    {letter.type.replace(/^payops\./, '')}
                    <Badge tone="bad">{letter.code}</Badge>
                  </p>
                  <ul className="mt-1 text-sm break-words text-ink-soft">
                    {letter.issues.map(({ path, message }) => (
                      <li key={`${path}${message}`}>
                        <code>{path}</code> : {message}
                      </li>
                    ))}
                  </ul>
                  <p className="figures mt-1 text-xs text-ink-faint">
                    {[letter.eventId, format.instant(letter.createdAt), letter.resolvedBy, letter.note]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                </div>
                {may && state === 'open' && <Button onClick={() => onMend(letter)}>{t('mend')}</Button>}
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

function MendDialog({ letter, onClose }: { letter: DeadLetter; onClose: () => void }) {
  const t = useMessages(payopsMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [text, setText] = useState(JSON.stringify(letter.event.payload ?? {}, null, 2));
  const [type, setType] = useState(letter.type);
  const [note, setNote] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async (what: 'resend' | 'discard', body: object) => {
    setBusy(true);
    try {
      await api.send('POST', `${PATH}/${letter.id}/${what}`, body);
      await queries.invalidateQueries({ queryKey: [PATH] });
      notify({ title: t(what === 'resend' ? 'resentDone' : 'discardedDone'), tone: 'ok' });
      onClose();
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : t('actionFailed'));
    } finally {
      setBusy(false);
    }
  };
  const resend = () => {
    try {
      const payload: unknown = JSON.parse(text);
      void act('resend', { payload, type, ...(note.trim() ? { note } : {}) });
    } catch (cause) {
      setError(t('notJson', { message: cause instanceof Error ? cause.message : '' }));
    }
  };
  const discard = () => (note.trim() ? void act('discard', { note }) : setError(t('noteNeeded')));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={letter.eventId || letter.type}
      description={letter.issues.map(({ path, message }) => `${path} : ${message}`).join(' ; ')}
      shape="sheet"
      wide
      footer={
        <>
          <Button tone="danger" busy={busy} onClick={discard}>
            {t('discard')}
          </Button>
          <Button tone="primary" busy={busy} onClick={resend}>
            {t('resend')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <TextField label={t('kind')} value={type} onChange={setType} />
        <TextArea label={t('content')} value={text} onChange={setText} rows={16} error={error} />
        <TextField label={t('note')} value={note} onChange={setNote} />
      </div>
    </Dialog>
  );
}
