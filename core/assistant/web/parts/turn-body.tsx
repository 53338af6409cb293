import { Button, Skeleton, useMessages } from '@griot/ui';
import type { Asked, Turn } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';
import { useFailureText } from '../state/use-failure-text.ts';
import { AnswerCard } from './answer-card.tsx';

export interface TurnBodyProps {
  turn: Turn;
  /** The newest: from it the conversation goes on. */
  last: boolean;
  /** Another answer is on its way. */
  busy: boolean;
  onAsk: (question: string) => void;
  onSql: (sql: string) => void;
  /** Measures the query without one of its parts, which is named. */
  onChange: (asked: Asked, part: string) => void;
  /** Measures again an answer of which the sentence alone was kept. */
  onAgain: () => void;
  onRetry: () => void;
  onStop: () => void;
}

/** What stands under a question: its answer, the sentence that was kept of it, why there is none, or what the server is at. */
export function TurnBody({ turn, last, busy, onAsk, onSql, onChange, onAgain, onRetry, onStop }: TurnBodyProps) {
  const t = useMessages(assistantMessages);
  const failureText = useFailureText();
  if (turn.answer) return <AnswerCard {...{ turn, answer: turn.answer, last, busy, onAsk, onSql, onChange }} />;
  if (turn.failed)
    return (
      <p role="alert" className="flex flex-wrap items-center gap-2 text-bad">
        {failureText(turn.failed)}
        <Button size="small" disabled={busy} onClick={onRetry}>
          {t('retry')}
        </Button>
      </p>
    );
  if (turn.sentence)
    return (
      <p className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-surface px-4 py-2.5 text-ink">
        <span className="min-w-0 flex-1">{turn.sentence}</span>
        {turn.asked && (
          <Button size="small" tone="quiet" onClick={onAgain}>
            {t('again')}
          </Button>
        )}
      </p>
    );
  const step = turn.step === 'model' ? 'stepModel' : turn.step === 'measuring' ? 'stepMeasuring' : 'thinking';
  return (
    <div role="status" aria-label={t(step)}>
      <Skeleton className="h-24" />
      {turn.step && (
        <p className="flex items-center gap-2 pt-1 text-sm text-ink-soft">
          {t(step)}
          <Button size="small" tone="quiet" onClick={onStop}>
            {t('stop')}
          </Button>
        </p>
      )}
    </div>
  );
}
