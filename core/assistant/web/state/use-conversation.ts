import { ApiError, notify, useApi, useLive, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Answer, Asked, Attachment, ChatAnswer, Conversation, Message, Turn } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';

interface ProgressData {
  id: string;
  step: Turn['step'];
}

/** A conversation as the page holds it: turns, the file that it is about, and what may be done. */
export function useConversation() {
  const t = useMessages(assistantMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [turns, setTurns] = useState<Turn[]>([]);
  const [opened, setOpened] = useState<string | null>(null);
  const [file, setFile] = useState<Attachment | null>(null);
  const [busy, setBusy] = useState(false);
  /** Conversation and application that the next question belongs to. */
  const place = useRef<{ conversation: string | null; application: string | null }>({
    conversation: null,
    application: null,
  });

  const put = useCallback((key: string, change: Partial<Turn>) => {
    setTurns((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  }, []);
  const begin = useCallback((question: string, asked: Asked | null): string => {
    const key = crypto.randomUUID();
    const empty = { answer: null, sentence: null, messageId: null, feedback: null, failed: null, step: null };
    setTurns((all) => [...all, { ...empty, key, question, asked }]);
    return key;
  }, []);
  // What an answer that takes long is at, told by the server while it works.
  useLive('assistant.progress', (data) => {
    const { id, step } = data as ProgressData;
    put(id, { step });
  });

  const ask = useCallback(
    async (question: string) => {
      const words = question.trim();
      if (words === '') return;
      setBusy(true);
      const key = begin(words, null);
      try {
        const answer = await api.send<ChatAnswer>('POST', '/api/ai/chat', {
          ...{ question: words, conversationId: place.current.conversation, progress: key },
        });
        place.current = { conversation: answer.conversationId, application: answer.application };
        setOpened(answer.conversationId);
        put(key, { answer, messageId: answer.messageId, asked: answer.asked });
        void queries.invalidateQueries({ queryKey: ['/api/ai/history'] });
      } catch (failed) {
        put(key, { failed });
      } finally {
        setBusy(false);
      }
    },
    [api, begin, put, queries],
  );
  const measure = useCallback(
    async (question: string, asked: Asked, key = begin(question, asked)) => {
      const { application } = place.current;
      try {
        put(key, {
          answer: await api.send<Answer>('POST', '/api/ai/query', { asked, ...(application ? { application } : {}) }),
        });
      } catch (failed) {
        put(key, { failed });
      }
    },
    [api, begin, put],
  );
  const readFile = useCallback(
    async (application: string) => {
      const id = application.startsWith('attachment:') ? application.slice('attachment:'.length) : null;
      setFile(id === null ? null : await api.get<Attachment>(`/api/ai/attachments/${id}`).catch(() => null));
    },
    [api],
  );
  const open = useCallback(
    async (id: string | null) => {
      place.current = { conversation: id, application: null };
      setOpened(id);
      setTurns([]);
      setFile(null);
      if (id === null) return;
      const found = await api.get<Conversation & { messages: Message[] }>(`/api/ai/history/${id}`);
      place.current = { conversation: id, application: found.application };
      await readFile(found.application);
      setTurns(
        found.messages.map((one) => ({
          ...{ key: one.id, question: one.question, answer: null, sentence: one.sentence, messageId: one.id },
          ...{ asked: one.asked, feedback: one.feedback, failed: null, step: null },
        })),
      );
      const last = found.messages.at(-1);
      if (last?.asked) await measure(last.question, last.asked, last.id);
    },
    [api, measure, readFile],
  );
  const attach = useCallback(
    async (given: File) => {
      setBusy(true);
      try {
        const form = new FormData();
        form.append('file', given, given.name);
        const found = await api.send<Attachment>('POST', '/api/ai/attachments', form);
        place.current = { conversation: found.conversationId, application: `attachment:${found.id}` };
        setOpened(found.conversationId);
        setTurns([]);
        setFile(found);
        void queries.invalidateQueries({ queryKey: ['/api/ai/history'] });
      } catch (failed) {
        notify({ title: failed instanceof ApiError ? failed.message : t('attachFailed'), tone: 'bad' });
      } finally {
        setBusy(false);
      }
    },
    [api, queries, t],
  );
  return { turns, opened, file, busy, ask, measure, open, attach };
}
