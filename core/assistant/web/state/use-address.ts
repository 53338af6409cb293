import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';

interface Talk {
  opened: string | null;
  ask: (question: string) => boolean;
  open: (id: string | null) => Promise<void>;
}

/**
 * Keeps the address and the open conversation the same: a reload, the back button and a link lead to the same answers.
 * Returns what opens another conversation, as a step that the back button undoes.
 */
export function useAddress({ opened, ask, open }: Talk): (id: string | null) => void {
  const { question, conversation } = useSearch({ strict: false }) as { question?: string; conversation?: string };
  const navigate = useNavigate();
  /** The conversation that both last agreed on. */
  const agreed = useRef<string | null>(null);
  const asked = useRef<string | null>(null);

  useEffect(() => {
    if (question) return;
    asked.current = null;
    const wanted = conversation ?? null;
    if (wanted === agreed.current) return;
    agreed.current = wanted;
    void open(wanted);
  }, [question, conversation, open]);
  // An address that asks does it once; then it is that of the conversation.
  useEffect(() => {
    if (!question || asked.current === question) return;
    asked.current = question;
    agreed.current = null;
    void open(null);
    ask(question);
    void navigate({ to: '.', search: {} as never, replace: true });
  }, [question, ask, open, navigate]);
  useEffect(() => {
    if (opened === agreed.current) return;
    agreed.current = opened;
    void navigate({ to: '.', search: (opened === null ? {} : { conversation: opened }) as never, replace: true });
  }, [opened, navigate]);

  return useCallback(
    (id) => {
      agreed.current = id;
      void open(id);
      void navigate({ to: '.', search: (id === null ? {} : { conversation: id }) as never });
    },
    [open, navigate],
  );
}
