import { ApiError, notify, useApi, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { driveMessages } from '../drive.messages.ts';

/** Does something on the server, says how it went, and lets the pages read again. False when it was refused. */
export function useAct() {
  const t = useMessages(driveMessages);
  const api = useApi();
  const queries = useQueryClient();
  return useCallback(
    async (verb: 'POST' | 'PUT', path: string, body: unknown, done: string): Promise<boolean> => {
      try {
        await api.send(verb, path, body);
        notify({ title: done, tone: 'ok' });
        return true;
      } catch (error) {
        notify({ title: t('failed'), text: error instanceof ApiError ? error.message : String(error), tone: 'bad' });
        return false;
      } finally {
        await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/files') });
      }
    },
    [api, queries, t],
  );
}
