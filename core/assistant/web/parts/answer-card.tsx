import { Badge, Button, Card, cx, InCurrency, Passport, useFormat, useMay, useMessages } from '@griot/ui';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { Answer, Asked, Turn } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';
import { AnswerActions } from './answer-actions.tsx';
import { AnswerChart } from './answer-chart.tsx';
import { AnswerRows, figureOf, unitOf } from './answer-rows.tsx';
import { Feedback } from './feedback.tsx';
import { literalSql } from './kept-of.ts';

export interface AnswerCardProps {
  turn: Turn;
  answer: Answer;
  /** The newest answer: only from it the conversation goes on. */
  last: boolean;
  /** Another answer is on its way: nothing more is asked meanwhile. */
  busy: boolean;
  onAsk: (question: string) => void;
  /** Opens the answer's SQL to be changed. */
  onSql: (sql: string) => void;
  /** Measures the query without one of its parts, which is named. */
  onChange: (asked: Asked, part: string) => void;
}

/** An answer: its sentence, what was understood, the drawing, and what proves it. */
export function AnswerCard({ turn, answer, last, busy, onAsk, onSql, onChange }: AnswerCardProps) {
  const t = useMessages(assistantMessages);
  const format = useFormat();
  const [open, setOpen] = useState<'sql' | 'rows' | null>(
    answer.shape === 'table' || answer.shape === 'names' ? 'rows' : null,
  );
  const toggle = (what: 'sql' | 'rows') => setOpen(open === what ? null : what);
  const title = answer.chips.map(({ text }) => text).join(' · ');
  const at = answer.columns.findIndex(({ kind }) => kind === 'metric');
  const column = answer.columns[at];
  const single =
    answer.shape === 'figure' && answer.rows.length === 1 && column && answer.columns[0]?.kind === 'metric';
  const mayChange = useMay('core.warehouse.query') && !answer.application.startsWith('attachment:');
  const answered = answer.status === 'answered';
  return (
    <Card padded={false}>
      <div className="flex flex-col gap-3 px-4 py-3">
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            {single && (
              <p className="figures text-2xl font-semibold text-ink">
                {format.figure(figureOf(answer.rows[0]?.[at]), unitOf(column), column.currency)}
              </p>
            )}
            <p className={cx('text-base text-ink', single && 'text-ink-soft')}>{answer.sentence}</p>
            {answer.mended.map(({ from, to }) => (
              <p key={from} className="text-sm text-ink-faint">
                {t('mended', { from, to })}
              </p>
            ))}
            {answer.notes.map((note) => (
              <p key={note} className="text-sm text-warn">
                {note}
              </p>
            ))}
          </div>
          {answer.proposed && <Badge tone="warn">{t('proposed')}</Badge>}
          {answer.passport && <Passport data={answer.passport} />}
        </div>
        {answer.chips.length > 0 && (
          <ul aria-label={t('understood')} className="flex flex-wrap gap-1.5">
            {answer.chips.map((chip) => (
              <li
                key={`${chip.kind}:${chip.text}`}
                className="inline-flex items-center gap-1 rounded-full bg-accent-soft py-0.5 pr-1 pl-2.5 text-sm text-ink"
              >
                {chip.text}
                {chip.without ? (
                  <button
                    type="button"
                    aria-label={t('without', { part: chip.text })}
                    disabled={busy}
                    onClick={() => chip.without && onChange(chip.without, chip.text)}
                    className="grid size-6 place-items-center rounded-full hover:bg-surface max-md:size-9"
                  >
                    <X aria-hidden className="size-3.5" />
                  </button>
                ) : (
                  <span className="w-1.5" />
                )}
              </li>
            ))}
          </ul>
        )}
        {answer.options.length > 0 && <Choices {...{ items: answer.options, busy, onAsk }} />}
        {answered && answer.rows.length > 1 && <AnswerChart answer={answer} title={title} />}
        {answered && (
          <div className="flex flex-wrap items-center gap-1">
            {answer.rows.length > 0 && (
              <Button size="small" tone="quiet" aria-expanded={open === 'rows'} onClick={() => toggle('rows')}>
                {t(open === 'rows' ? 'hideRows' : 'showRows')}
              </Button>
            )}
            {answer.sql && (
              <Button size="small" tone="quiet" aria-expanded={open === 'sql'} onClick={() => toggle('sql')}>
                {t(open === 'sql' ? 'hideSql' : 'showSql')}
              </Button>
            )}
            <AnswerActions answer={answer} title={title} />
            <span className="flex-1" />
            {turn.messageId && <Feedback turn={turn} application={answer.application} />}
          </div>
        )}
        {open === 'rows' && answered && (
          <InCurrency currency={column?.currency}>
            <AnswerRows answer={answer} title={title} />
          </InCurrency>
        )}
        {open === 'sql' && answer.sql && (
          <>
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is scrolled by the keyboard too
              tabIndex={0}
              className="max-h-80 overflow-auto rounded-md bg-sunken p-3 text-xs whitespace-pre-wrap text-ink"
            >
              {answer.sql}
              {answer.params.length > 0 &&
                `\n\n-- ${t('parameters')} : ${answer.params.map((one, index) => `$${index + 1} = ${String(one)}`).join(', ')}`}
            </pre>
            {mayChange && (
              <Button
                size="small"
                className="self-start"
                onClick={() => onSql(literalSql(answer.sql ?? '', answer.params))}
              >
                {t('sqlChange')}
              </Button>
            )}
          </>
        )}
        {last && answer.next.length > 0 && <Choices {...{ items: answer.next, busy, onAsk }} />}
      </div>
    </Card>
  );
}

function Choices(props: { items: string[]; busy: boolean; onAsk: (question: string) => void }) {
  const { items, busy, onAsk } = props;
  return (
    <ul className="flex flex-wrap gap-2">
      {items.map((item) => (
        <li key={item}>
          <Button
            size="small"
            className="h-auto! min-h-8 max-w-full whitespace-normal! py-1 text-left max-md:min-h-11"
            disabled={busy}
            onClick={() => onAsk(item)}
          >
            {item}
          </Button>
        </li>
      ))}
    </ul>
  );
}
