import { Button, cx, PageHeader, Skeleton, useApi, useApiQuery, useMessages, WovenMotif } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Asked, ChatAnswer, Conversation, Message, Turn } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';
import { AnswerCard } from '../parts/answer-card.tsx';
import { HistoryList } from '../parts/history-list.tsx';

interface Suggestions {
  options: string[];
}

/** A conversation with the figures; `?question=` asks at once, `?conversation=` opens one of one's own. */
export default function ChatPage() {
  const t = useMessages(assistantMessages);
  const search = useSearch({ strict: false }) as { question?: string; conversation?: string };
  const navigate = useNavigate();
  const api = useApi();
  const queries = useQueryClient();
  const [turns, setTurns] = useState<Turn[]>([]);
  const conversation = useRef<string | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [showHistory, setShowHistory] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const starters = useApiQuery<Suggestions>('/api/ai/suggestions');

  const put = useCallback((key: string, change: Partial<Turn>) => {
    setTurns((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  }, []);
  const begin = useCallback((question: string, asked: Asked | null): string => {
    const key = crypto.randomUUID();
    setTurns((all) => [
      ...all,
      { key, question, answer: null, sentence: null, messageId: null, asked, feedback: null, failed: null },
    ]);
    return key;
  }, []);

  const ask = useCallback(
    async (question: string) => {
      const words = question.trim();
      if (words === '') return;
      setText('');
      setBusy(true);
      const key = begin(words, null);
      try {
        const answer = await api.send<ChatAnswer>('POST', '/api/ai/chat', {
          question: words,
          conversationId: conversation.current,
        });
        conversation.current = answer.conversationId;
        setOpened(answer.conversationId);
        put(key, { answer, messageId: answer.messageId, asked: answer.asked });
        void queries.invalidateQueries({ queryKey: ['/api/ai/history'] });
      } catch (failed) {
        put(key, { failed });
      } finally {
        setBusy(false);
        input.current?.focus();
      }
    },
    [api, begin, put, queries],
  );
  const measure = useCallback(
    async (question: string, asked: Asked, key = begin(question, asked)) => {
      try {
        put(key, { answer: await api.send<Answer>('POST', '/api/ai/query', { asked }) });
      } catch (failed) {
        put(key, { failed });
      }
    },
    [api, begin, put],
  );
  const open = useCallback(
    async (id: string | null) => {
      conversation.current = id;
      setOpened(id);
      setShowHistory(false);
      setTurns([]);
      if (id === null) {
        input.current?.focus();
        return;
      }
      const found = await api.get<Conversation & { messages: Message[] }>(`/api/ai/history/${id}`);
      setTurns(
        found.messages.map((one) => ({
          key: one.id,
          question: one.question,
          answer: null,
          sentence: one.sentence,
          messageId: one.id,
          asked: one.asked,
          feedback: one.feedback,
          failed: null,
        })),
      );
      const last = found.messages.at(-1);
      if (last?.asked) await measure(last.question, last.asked, last.id);
    },
    [api, measure],
  );

  // An address that asks or opens does it once; then it is an ordinary page.
  const { question, conversation: wanted } = search;
  useEffect(() => {
    if (!question && !wanted) return;
    if (wanted) void open(wanted);
    else if (question) void open(null).then(() => ask(question));
    void navigate({ to: '.', search: {} as never, replace: true });
  }, [question, wanted, ask, open, navigate]);
  useEffect(() => {
    if (turns.length > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [turns]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask(text);
  };
  return (
    <>
      <PageHeader
        title={t('assistant')}
        actions={
          <Button className="lg:hidden" aria-expanded={showHistory} onClick={() => setShowHistory(!showHistory)}>
            {t('history')}
          </Button>
        }
      />
      <div className="grid min-w-0 grid-cols-1 gap-6 lg:grid-cols-[16rem_1fr]">
        <aside className={cx('self-start lg:sticky lg:top-20', !showHistory && 'max-lg:hidden')}>
          <HistoryList current={opened} onOpen={(id) => void open(id)} />
        </aside>
        <div className="flex min-h-[70dvh] min-w-0 flex-col gap-4">
          <div aria-live="polite" className="flex min-w-0 flex-1 flex-col gap-4">
            {turns.length === 0 && <Welcome items={starters.data?.options ?? []} onAsk={(one) => void ask(one)} />}
            {turns.map((turn, at) => (
              <article key={turn.key} className="flex min-w-0 flex-col gap-2">
                <h2 className="self-end rounded-lg bg-accent px-3 py-1.5 text-base text-on-accent">{turn.question}</h2>
                <Body
                  turn={turn}
                  last={at === turns.length - 1}
                  onAsk={(one) => void ask(one)}
                  onMeasure={(asked) => void measure(turn.question, asked)}
                  onAgain={() => turn.asked && void measure(turn.question, turn.asked, turn.key)}
                />
              </article>
            ))}
            <div ref={end} className="scroll-mb-40" />
          </div>
          <form
            onSubmit={submit}
            className="sticky bottom-0 flex gap-2 border-t border-line bg-paper py-3 max-md:bottom-16"
          >
            <input
              ref={input}
              // biome-ignore lint/a11y/noAutofocus: the page is one field; who opens it came to type
              autoFocus
              aria-label={t('question')}
              placeholder={t('placeholder')}
              value={text}
              maxLength={500}
              onChange={(event) => setText(event.target.value)}
              className="h-12 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-3 text-lg text-ink placeholder:text-ink-faint focus:border-accent focus:outline-2 focus:outline-accent"
            />
            <Button
              type="submit"
              tone="primary"
              size="large"
              icon={Send}
              busy={busy}
              disabled={text.trim() === ''}
              aria-label={t('send')}
            >
              <span className="max-md:hidden">{t('send')}</span>
            </Button>
          </form>
        </div>
      </div>
    </>
  );
}

function Welcome({ items, onAsk }: { items: string[]; onAsk: (question: string) => void }) {
  const t = useMessages(assistantMessages);
  return (
    <div className="m-auto flex max-w-xl flex-col items-center gap-4 py-8 text-center">
      <WovenMotif className="h-6 w-48 text-accent" />
      <p className="text-lg text-ink">{t('lead')}</p>
      <p className="text-ink-soft">{t('promise')}</p>
      <ul className="flex flex-wrap justify-center gap-2">
        {items.map((item) => (
          <li key={item}>
            <Button onClick={() => onAsk(item)}>{item}</Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Body(props: {
  turn: Turn;
  last: boolean;
  onAsk: (question: string) => void;
  onMeasure: (asked: Asked) => void;
  onAgain: () => void;
}) {
  const t = useMessages(assistantMessages);
  const { turn, last } = props;
  if (turn.answer)
    return <AnswerCard turn={turn} answer={turn.answer} last={last} onAsk={props.onAsk} onChange={props.onMeasure} />;
  if (turn.failed)
    return (
      <p role="alert" className="flex flex-wrap items-center gap-2 text-bad">
        {turn.failed instanceof Error ? turn.failed.message : t('failed')}
        <Button size="small" onClick={() => props.onAsk(turn.question)}>
          {t('retry')}
        </Button>
      </p>
    );
  if (turn.sentence)
    return (
      <p className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-surface px-4 py-2.5 text-ink">
        <span className="min-w-0 flex-1">{turn.sentence}</span>
        {turn.asked && (
          <Button size="small" tone="quiet" onClick={props.onAgain}>
            {t('again')}
          </Button>
        )}
      </p>
    );
  return (
    <div role="status" aria-label={t('thinking')}>
      <Skeleton className="h-24" />
    </div>
  );
}
