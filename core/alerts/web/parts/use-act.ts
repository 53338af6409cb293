import { ApiError, notify, useApi, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { alertsMessages } from '../alerts.messages.ts';

export type ActVerb = 'acknowledge' | 'resolve' | 'snooze' | 'wake' | 'comment';

/** Deals with an alert; pages then read again. True when it was done. */
export function useAct() {
  const t = useMessages(alertsMessages);
  const api = useApi();
  const queries = useQueryClient();
  return useCallback(
    async (id: string, verb: ActVerb, more: { comment?: string; minutes?: number } = {}): Promise<boolean> => {
      let done = true;
      try {
        if (verb === 'comment') await api.send('PATCH', `/api/alerts/${id}`, more);
        else await api.send('POST', `/api/alerts/${id}/${verb}`, more);
        notify({ title: t(`told_${verb}`), tone: 'ok' });
      } catch (error) {
        done = false;
        const text = error instanceof ApiError ? error.message : String(error);
        notify({ title: `${t('failed')} : ${text}`, tone: 'bad' });
      }
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/alerts') });
      return done;
    },
    [api, queries, t],
  );
}
