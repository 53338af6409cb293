import { Button, IconButton, notify, TextField, useApi, useMay, useMessages } from '@griot/ui';
import { BookmarkPlus, ThumbsDown, ThumbsUp } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Turn } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';
import { useFailureText } from '../state/use-failure-text.ts';

/** Right or wrong, and of what is wrong, why; who reviews may make the question a reference. */
export function Feedback({ turn, application }: { turn: Turn; application: string }) {
  const t = useMessages(assistantMessages);
  const api = useApi();
  const failureText = useFailureText();
  const mayReview = useMay('core.assistant.review');
  const [given, setGiven] = useState(turn.feedback);
  const [note, setNote] = useState<string | null>(null);
  const attempt = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      notify({ title: done, tone: 'ok' });
      return true;
    } catch (failed) {
      notify({ title: failureText(failed), tone: 'bad' });
      return false;
    }
  };
  const judge = (feedback: 'right' | 'wrong', words = '') =>
    attempt(
      () => api.send('POST', `/api/ai/messages/${turn.messageId}/feedback`, { feedback, note: words }),
      t('thanks'),
    );
  const say = async (feedback: 'right' | 'wrong') => {
    if (!(await judge(feedback))) return;
    setGiven(feedback);
    setNote(feedback === 'wrong' ? '' : null);
  };
  const explain = async (event: FormEvent) => {
    event.preventDefault();
    if (note !== null && (note.trim() === '' || (await judge('wrong', note.trim())))) setNote(null);
  };
  const keep = () =>
    attempt(
      () => api.send('POST', '/api/ai/golden', { question: turn.question, application }),
      t('madeGolden', { question: turn.question }),
    );
  return (
    <>
      {mayReview && !turn.changed && !application.startsWith('attachment:') && (
        <IconButton icon={BookmarkPlus} label={t('makeGolden')} tone="quiet" onClick={() => void keep()} />
      )}
      {(['right', 'wrong'] as const).map((one) => (
        <IconButton
          key={one}
          icon={one === 'right' ? ThumbsUp : ThumbsDown}
          label={t(one)}
          tone="quiet"
          pressed={given === one}
          onClick={() => void say(one)}
        />
      ))}
      {note !== null && (
        <form className="flex w-full flex-wrap items-end gap-2" onSubmit={(event) => void explain(event)}>
          <TextField
            className="min-w-48 flex-1"
            label={t('whatIsWrong')}
            value={note}
            onChange={setNote}
            maxLength={1000}
          />
          <Button type="submit">{t('sendNote')}</Button>
        </form>
      )}
    </>
  );
}
