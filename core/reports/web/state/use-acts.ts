import { ApiError, notify, useApi, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { reportsMessages } from '../reports.messages.ts';

type Verb = 'POST' | 'PUT' | 'DELETE';

/** Does something on the server, says how it went, and lets the pages read again. Null when it was refused. */
export function useAct() {
  const t = useMessages(reportsMessages);
  const api = useApi();
  const queries = useQueryClient();
  return useCallback(
    async <T>(verb: Verb, path: string, body: unknown, done: string): Promise<T | null> => {
      try {
        const answer = await api.send<T>(verb, path, body);
        notify({ title: done, tone: 'ok' });
        return answer;
      } catch (error) {
        const text = error instanceof ApiError ? error.message : String(error);
        notify({ title: t('failed'), text, tone: 'bad' });
        return null;
      } finally {
        await queries.invalidateQueries({
          predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/reports/'),
        });
      }
    },
    [api, queries, t],
  );
}
