import { Button, cx, PageHeader, Skeleton, useApiQuery, useMessages, WovenMotif } from '@griot/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Asked, Turn } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';
import { AnswerCard } from '../parts/answer-card.tsx';
import { AttachmentCard } from '../parts/attachment-card.tsx';
import { Composer } from '../parts/composer.tsx';
import { HistoryList } from '../parts/history-list.tsx';
import { SqlBox } from '../parts/sql-box.tsx';
import { useConversation } from '../state/use-conversation.ts';

interface Suggestions {
  options: string[];
}

/** A conversation with the figures; `?question=` asks at once, `?conversation=` opens one of one's own. */
export default function ChatPage() {
  const t = useMessages(assistantMessages);
  const search = useSearch({ strict: false }) as { question?: string; conversation?: string };
  const navigate = useNavigate();
  const { turns, opened, file, busy, ask, measure, open, attach } = useConversation();
  const [showHistory, setShowHistory] = useState(false);
  const [sql, setSql] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const starters = useApiQuery<Suggestions>('/api/ai/suggestions');

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

  const show = (id: string | null) => {
    setShowHistory(false);
    setSql(null);
    void open(id).then(() => input.current?.focus());
  };
  // Who has gone elsewhere meanwhile (the palette, a dialog) is not called back.
  const say = (words: string) =>
    void ask(words).then(() => document.querySelector('[role=dialog]') ?? input.current?.focus());
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
          <HistoryList current={opened} onOpen={show} />
        </aside>
        <div className="flex min-h-[70dvh] min-w-0 flex-col gap-4">
          <div aria-live="polite" className="flex min-w-0 flex-1 flex-col gap-4">
            {file && <AttachmentCard key={file.id} file={file} folded={turns.length > 0} />}
            {file && turns.length === 0 && <Starters items={file.suggestions} onAsk={say} />}
            {!file && turns.length === 0 && sql === null && (
              <Welcome items={starters.data?.options ?? []} onAsk={say} />
            )}
            {turns.map((turn, at) => (
              <article key={turn.key} className="flex min-w-0 flex-col gap-2">
                <h2 className="self-end rounded-lg bg-accent px-3 py-1.5 text-base text-on-accent">{turn.question}</h2>
                <Body
                  turn={turn}
                  last={at === turns.length - 1}
                  onAsk={say}
                  onSql={setSql}
                  onMeasure={(asked) => void measure(turn.question, asked)}
                  onAgain={() => turn.asked && void measure(turn.question, turn.asked, turn.key)}
                />
              </article>
            ))}
            {sql !== null && <SqlBox key={sql} start={sql} onClose={() => setSql(null)} />}
            <div ref={end} className="scroll-mb-40" />
          </div>
          <Composer
            {...{ input, busy, onAsk: say, about: file?.name ?? null, example: starters.data?.options[0] }}
            onAttach={(given) => void attach(given)}
            onSql={() => setSql(sql === null ? '' : null)}
          />
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
      <Starters items={items} onAsk={onAsk} />
    </div>
  );
}

function Starters({ items, onAsk }: { items: string[]; onAsk: (question: string) => void }) {
  return (
    <ul className="flex flex-wrap justify-center gap-2">
      {items.map((item) => (
        <li key={item}>
          <Button
            className="h-auto! min-h-9 max-w-full whitespace-normal! py-1.5 max-md:min-h-12"
            onClick={() => onAsk(item)}
          >
            {item}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Body(props: {
  turn: Turn;
  last: boolean;
  onAsk: (question: string) => void;
  onSql: (sql: string) => void;
  onMeasure: (asked: Asked) => void;
  onAgain: () => void;
}) {
  const t = useMessages(assistantMessages);
  const { turn, last, onAsk, onSql } = props;
  if (turn.answer)
    return <AnswerCard {...{ turn, answer: turn.answer, last, onAsk, onSql }} onChange={props.onMeasure} />;
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
  const step = turn.step === 'model' ? 'stepModel' : turn.step === 'measuring' ? 'stepMeasuring' : 'thinking';
  return (
    <div role="status" aria-label={t(step)}>
      <Skeleton className="h-24" />
      {turn.step && <p className="pt-1 text-sm text-ink-soft">{t(step)}</p>}
    </div>
  );
}
