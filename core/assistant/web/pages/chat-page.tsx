import { Button, cx, PageHeader, useApiQuery, useMessages, WovenMotif } from '@griot/ui';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { assistantMessages } from '../assistant.messages.ts';
import { AttachmentCard } from '../parts/attachment-card.tsx';
import { Composer } from '../parts/composer.tsx';
import { HistoryList } from '../parts/history-list.tsx';
import { SqlBox } from '../parts/sql-box.tsx';
import { TurnBody } from '../parts/turn-body.tsx';
import { useAddress } from '../state/use-address.ts';
import { useConversation } from '../state/use-conversation.ts';
import { useFailureText } from '../state/use-failure-text.ts';

interface Suggestions {
  options: string[];
}

/** A conversation with the figures; `?question=` asks at once, `?conversation=` is the one of one's own that is open. */
export default function ChatPage() {
  const t = useMessages(assistantMessages);
  const talk = useConversation();
  const { turns, file, busy, ask, change, measure, retry, attach } = talk;
  const show = useAddress(talk);
  const [showHistory, setShowHistory] = useState(false);
  const [sql, setSql] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const newest = useRef<HTMLElement>(null);
  const starters = useApiQuery<Suggestions>('/api/ai/suggestions');
  // A long answer is read from its question on, not from its end.
  useEffect(() => {
    if (turns.length === 0) return;
    const show = () => newest.current?.scrollIntoView({ block: 'start' });
    show();
    // Tables and charts take their height a moment later; who has scrolled meanwhile is left where they are.
    const left = window.scrollY;
    const again = setTimeout(() => window.scrollY === left && show(), 200);
    return () => clearTimeout(again);
  }, [turns]);

  // What was clicked goes away: the keyboard goes on where one writes; on a screen that is touched it would cover the answer.
  const write = () => {
    if (matchMedia('(pointer: fine)').matches) input.current?.focus();
  };
  const choose = (id: string | null) => {
    setShowHistory(false);
    setSql(null);
    show(id);
    write();
  };
  const say = (words: string) => {
    if (ask(words)) write();
  };
  const last = turns.at(-1);
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
          <HistoryList current={talk.opened} onOpen={choose} />
        </aside>
        <div className="flex min-h-[calc(100dvh-9.5rem)] min-w-0 flex-col gap-4 max-md:min-h-[calc(100dvh-15rem)]">
          <p role="status" className="sr-only">
            {last?.answer?.sentence}
          </p>
          <div className="flex min-w-0 flex-1 flex-col gap-4">
            {talk.lost !== null && <Lost error={talk.lost} onNew={() => choose(null)} />}
            {file && <AttachmentCard key={file.id} file={file} folded={turns.length > 0} />}
            {file && turns.length === 0 && <Starters items={file.suggestions} onAsk={say} />}
            {!file && turns.length === 0 && talk.opened === null && talk.lost === null && sql === null && (
              <Welcome items={starters.data?.options ?? []} onAsk={say} />
            )}
            {turns.map((turn) => (
              <article
                key={turn.key}
                ref={turn === last ? newest : null}
                className="flex min-w-0 scroll-mt-20 flex-col gap-2"
              >
                <h2 className="max-w-full self-end rounded-lg bg-accent px-3 py-1.5 text-base wrap-anywhere text-on-accent">
                  {turn.question}
                </h2>
                <TurnBody
                  turn={turn}
                  last={turn === last}
                  busy={busy}
                  onAsk={say}
                  onSql={setSql}
                  onChange={(asked, part) => {
                    change(t('withoutPart', { part }), asked);
                    write();
                  }}
                  onAgain={() => void measure(turn)}
                  onRetry={() => retry(turn)}
                  onStop={talk.stop}
                />
              </article>
            ))}
            {sql !== null && <SqlBox key={sql} start={sql} onClose={() => setSql(null)} />}
          </div>
          <Composer
            {...{ input, busy, onAsk: ask, about: file?.name ?? null, example: starters.data?.options[0] }}
            onAttach={(given) => void attach(given)}
            onSql={() => setSql(sql === null ? '' : null)}
          />
        </div>
      </div>
    </>
  );
}

function Lost({ error, onNew }: { error: unknown; onNew: () => void }) {
  const t = useMessages(assistantMessages);
  const failureText = useFailureText();
  return (
    <div role="alert" className="m-auto flex max-w-xl flex-col items-center gap-3 py-8 text-center">
      <p className="text-lg text-ink">{failureText(error)}</p>
      <Button icon={Plus} onClick={onNew}>
        {t('newChat')}
      </Button>
    </div>
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
    <ul className="flex flex-wrap justify-center gap-2 max-md:[&>li:nth-child(n+5)]:hidden">
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
