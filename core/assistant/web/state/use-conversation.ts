import { notify, useApi, useLive, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Answer, Asked, Attachment, ChatAnswer, Conversation, Message, Turn } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';
import { useFailureText } from './use-failure-text.ts';

interface ProgressData {
  id: string;
  step: Turn['step'];
}
interface Place {
  conversation: string | null;
  application: string | null;
}

/** What the server takes; more is said before it is sent. */
const MOST_MEGABYTES = 20;

const NOWHERE: Place = { conversation: null, application: null };
const UNANSWERED = { answer: null, sentence: null, messageId: null, feedback: null, failed: null, step: null } as const;

/** A conversation as the page holds it: turns, the file that it is about, and what may be done. */
export function useConversation() {
  const t = useMessages(assistantMessages);
  const api = useApi();
  const queries = useQueryClient();
  const failureText = useFailureText();
  const [turns, setTurns] = useState<Turn[]>([]);
  const [opened, setOpened] = useState<string | null>(null);
  const [file, setFile] = useState<Attachment | null>(null);
  const [busy, setBusy] = useState(false);
  /** Why the conversation that was asked for cannot be shown. */
  const [lost, setLost] = useState<unknown>(null);
  /** Conversation and application that the next question belongs to. */
  const place = useRef<Place>(NOWHERE);
  /** One question at a time, however fast one clicks: an answer is what the next question changes. */
  const asking = useRef<AbortController | null>(null);

  const put = useCallback((key: string, change: Partial<Turn>) => {
    setTurns((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  }, []);
  // What an answer that takes long is at, told by the server while it works.
  useLive('assistant.progress', (data) => {
    const { id, step } = data as ProgressData;
    put(id, { step });
  });
  /** Leaves what was shown for another conversation; an answer on its way to the former is found there later. */
  const leave = useCallback((next: Place) => {
    asking.current = null;
    place.current = next;
    setBusy(false);
    setOpened(next.conversation);
    setTurns([]);
    setFile(null);
    setLost(null);
  }, []);
  /** Runs one question; its answer goes to the page only while its conversation is still the one shown. */
  const alone = useCallback(
    async (key: string, work: (signal: AbortSignal, shown: () => boolean) => Promise<Partial<Turn>>) => {
      const mine = new AbortController();
      const shown = () => asking.current === mine;
      asking.current = mine;
      setBusy(true);
      try {
        const change = await work(mine.signal, shown);
        if (shown()) put(key, change);
      } catch (failed) {
        if (shown()) put(key, { failed: mine.signal.aborted ? new Error(t('stopped')) : failed });
      } finally {
        if (shown()) {
          asking.current = null;
          setBusy(false);
        }
        void queries.invalidateQueries({ queryKey: ['/api/ai/history'] });
      }
    },
    [put, queries, t],
  );
  const stop = useCallback(() => asking.current?.abort(), []);
  const begin = useCallback((turn: Pick<Turn, 'key' | 'question' | 'asked' | 'changed'>) => {
    const fresh: Turn = { ...UNANSWERED, ...turn };
    setTurns((all) =>
      all.some(({ key }) => key === turn.key)
        ? all.map((one) => (one.key === turn.key ? fresh : one))
        : [...all, fresh],
    );
  }, []);

  /** Asks in words. False where nothing was sent: no words, or the answer before is still on its way. */
  const ask = useCallback(
    (question: string, key: string = crypto.randomUUID()): boolean => {
      const words = question.trim();
      if (words === '' || asking.current) return false;
      begin({ key, question: words, asked: null, changed: false });
      void alone(key, async (signal, shown) => {
        const answer = await api.send<ChatAnswer>(
          'POST',
          '/api/ai/chat',
          { question: words, conversationId: place.current.conversation, progress: key },
          signal,
        );
        if (shown()) {
          place.current = { conversation: answer.conversationId, application: answer.application };
          setOpened(answer.conversationId);
        }
        return { answer, messageId: answer.messageId, asked: answer.asked };
      });
      return true;
    },
    [alone, api, begin],
  );
  /** Measures a query that was changed by hand, as a turn of the conversation: what is asked next follows it. */
  const change = useCallback(
    (question: string, asked: Asked, key: string = crypto.randomUUID()) => {
      if (asking.current) return;
      begin({ key, question, asked, changed: true });
      void alone(key, async (signal) => {
        const { conversation: conversationId, application } = place.current;
        const keep = conversationId === null ? null : { conversationId, question: question.slice(0, 500) };
        const body = { asked, keep, ...(application ? { application } : {}) };
        const answer = await api.send<Answer & { messageId: string | null }>('POST', '/api/ai/query', body, signal);
        return { answer, messageId: answer.messageId };
      });
    },
    [alone, api, begin],
  );
  /** Measures an answer of before again, in its place; nothing new is kept. */
  const measure = useCallback(
    async ({ key, asked }: Pick<Turn, 'key' | 'asked'>) => {
      const { application } = place.current;
      try {
        put(key, { failed: null });
        const body = { asked, ...(application ? { application } : {}) };
        put(key, { answer: await api.send<Answer>('POST', '/api/ai/query', body) });
      } catch (failed) {
        put(key, { failed });
      }
    },
    [api, put],
  );
  /** Once more what did not get through, in its place. */
  const retry = useCallback(
    (turn: Turn) => {
      if (turn.messageId !== null) void measure(turn);
      else if (turn.changed && turn.asked) change(turn.question, turn.asked, turn.key);
      else ask(turn.question, turn.key);
    },
    [ask, change, measure],
  );
  const open = useCallback(
    async (id: string | null) => {
      const mine: Place = { conversation: id, application: null };
      leave(mine);
      if (id === null) return;
      try {
        const found = await api.get<Conversation & { messages: Message[] }>(`/api/ai/history/${id}`);
        if (place.current !== mine) return;
        const now: Place = { conversation: id, application: found.application };
        place.current = now;
        const about = found.application.startsWith('attachment:') ? found.application.split(':')[1] : undefined;
        const held = about && (await api.get<Attachment>(`/api/ai/attachments/${about}`).catch(() => null));
        if (place.current !== now) return;
        setFile(held || null);
        const kept = found.messages.map(
          ({ id: key, question, sentence, asked, feedback }): Turn => ({
            ...{ ...UNANSWERED, key, question, sentence, asked, feedback },
            ...{ messageId: key, changed: false },
          }),
        );
        setTurns(kept);
        const last = kept.at(-1);
        if (last?.asked) await measure(last);
      } catch (failed) {
        if (place.current !== mine) return;
        leave(NOWHERE);
        setLost(failed);
      }
    },
    [api, leave, measure],
  );
  const attach = useCallback(
    async (given: File) => {
      if (asking.current) return;
      if (given.size > MOST_MEGABYTES * 1024 * 1024) {
        notify({ title: t('attachTooLarge', { most: MOST_MEGABYTES }), tone: 'bad' });
        return;
      }
      setBusy(true);
      try {
        const form = new FormData();
        form.append('file', given, given.name);
        const found = await api.send<Attachment>('POST', '/api/ai/attachments', form);
        leave({ conversation: found.conversationId, application: `attachment:${found.id}` });
        setFile(found);
        void queries.invalidateQueries({ queryKey: ['/api/ai/history'] });
      } catch (failed) {
        notify({ title: failureText(failed), tone: 'bad' });
      } finally {
        setBusy(false);
      }
    },
    [api, failureText, leave, queries, t],
  );
  return { turns, opened, file, busy, lost, ask, change, stop, measure, retry, open, attach };
}
