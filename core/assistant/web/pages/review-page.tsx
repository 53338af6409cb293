import {
  Badge,
  Breadcrumb,
  Button,
  Card,
  notify,
  PageHeader,
  QueryView,
  Skeleton,
  TextField,
  useApi,
  useApiQuery,
  useFormat,
  useLive,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Check, Plus, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { assistantMessages } from '../assistant.messages.ts';

interface Judged {
  id: string;
  at: string;
  question: string;
  status: 'answered' | 'clarify' | 'unknown' | 'refused';
  sentence: string;
  query: string | null;
  feedback: 'right' | 'wrong' | null;
  note: string;
  reviewed: boolean;
}

interface Golden {
  id: string;
  question: string;
  expected: string;
  found: string | null;
  generation: number | null;
  changed: boolean;
}

/** Answers that people judged, questions that were not understood, and the reference questions of the tenant. */
export default function ReviewPage() {
  const t = useMessages(assistantMessages);
  const judged = useApiQuery<{ items: Judged[] }>('/api/ai/review');
  const golden = useApiQuery<{ items: Golden[] }>('/api/ai/golden');
  // A published generation may change what a reference question is understood as: told as it happens.
  useLive('assistant.changed', (data) => {
    notify({ title: t('changedLive', { question: (data as { question: string }).question }), tone: 'bad' });
    void golden.refetch();
  });
  return (
    <>
      <Breadcrumb items={[{ label: t('assistant'), to: '/chatbot' }, { label: t('review') }]} />
      <PageHeader title={t('review')} note={t('reviewLead')} />
      <Card title={t('golden')} note={t('goldenLead')}>
        <AddGolden />
        <QueryView query={golden} skeleton={<Skeleton className="h-24" />}>
          {({ items }) => <GoldenList items={items} />}
        </QueryView>
      </Card>
      <Card title={t('judged')}>
        <QueryView query={judged} skeleton={<Skeleton className="h-40" />}>
          {({ items }) => <JudgedList items={items} />}
        </QueryView>
      </Card>
    </>
  );
}

function AddGolden() {
  const t = useMessages(assistantMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [question, setQuestion] = useState('');
  const [error, setError] = useState<string | null>(null);
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work();
      setError(null);
      setQuestion('');
      await queries.invalidateQueries({ queryKey: ['/api/ai/golden'] });
    } catch (failed) {
      setError(failed instanceof Error ? failed.message : String(failed));
    }
  };
  return (
    <form
      className="flex flex-wrap items-end gap-2 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => api.send('POST', '/api/ai/golden', { question }));
      }}
    >
      <TextField
        className="min-w-64 flex-1"
        label={t('addGolden')}
        value={question}
        onChange={setQuestion}
        error={error}
        maxLength={500}
      />
      <Button type="submit" icon={Plus} disabled={question.trim() === ''}>
        {t('add')}
      </Button>
      <Button icon={RotateCcw} onClick={() => void run(() => api.send('POST', '/api/ai/golden/replay', {}))}>
        {t('replay')}
      </Button>
    </form>
  );
}

function GoldenList({ items }: { items: Golden[] }) {
  const t = useMessages(assistantMessages);
  const api = useApi();
  const queries = useQueryClient();
  if (items.length === 0) return <p className="text-ink-soft">{t('noGolden')}</p>;
  const remove = async (id: string) => {
    await api.send('DELETE', `/api/ai/golden/${id}`);
    await queries.invalidateQueries({ queryKey: ['/api/ai/golden'] });
  };
  return (
    <ul className="flex flex-col divide-y divide-line">
      {items.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-2 py-2">
          <div className="min-w-0 flex-1">
            <p className="text-ink">{one.question}</p>
            <p className="text-xs break-words text-ink-faint">
              {t('expected')} : {one.expected}
              {one.changed && one.found ? ` — ${t('found')} : ${one.found}` : ''}
            </p>
          </div>
          <Badge tone={one.changed ? 'bad' : one.generation === null ? 'neutral' : 'ok'}>
            {t(one.changed ? 'changed' : one.generation === null ? 'notReplayed' : 'unchanged')}
          </Badge>
          <Button size="small" tone="quiet" icon={Trash2} onClick={() => void remove(one.id)}>
            {t('remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function JudgedList({ items }: { items: Judged[] }) {
  const t = useMessages(assistantMessages);
  const api = useApi();
  const format = useFormat();
  const queries = useQueryClient();
  if (items.length === 0) return <p className="text-ink-soft">{t('nothingJudged')}</p>;
  const mark = async (id: string) => {
    await api.send('POST', `/api/ai/review/${id}`, {});
    await queries.invalidateQueries({ queryKey: ['/api/ai/review'] });
    notify({ title: t('reviewed'), tone: 'ok' });
  };
  return (
    <ul className="flex flex-col divide-y divide-line">
      {items.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-2 py-2">
          <div className="min-w-0 flex-1">
            <p className="text-ink">{one.question}</p>
            <p className="text-sm text-ink-soft">{one.sentence}</p>
            <p className="text-xs break-words text-ink-faint">
              {format.instant(one.at)}
              {one.query ? ` · ${one.query}` : ''}
              {one.note ? ` · ${one.note}` : ''}
            </p>
          </div>
          <Badge tone={one.feedback === 'wrong' ? 'bad' : one.feedback === 'right' ? 'ok' : 'neutral'}>
            {one.feedback ? t(one.feedback) : t(one.status)}
          </Badge>
          {one.reviewed ? (
            <Badge tone="ok">{t('reviewed')}</Badge>
          ) : (
            <Button size="small" icon={Check} onClick={() => void mark(one.id)}>
              {t('markReviewed')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
