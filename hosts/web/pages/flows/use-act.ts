import { notify, useApi } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';

type Method = 'POST' | 'PUT' | 'DELETE';

/** Sends an act, tells how it went, and reads what it changed again. Resolves to false when it was refused. */
export function useAct(): (method: Method, path: string, body: unknown, done: string) => Promise<boolean> {
  const api = useApi();
  const queries = useQueryClient();
  return async (method, path, body, done) => {
    try {
      await api.send(method, path, body);
      notify({ title: done, tone: 'ok' });
      await queries.invalidateQueries({ predicate: ({ queryKey: [key] }) => String(key).startsWith('/api/flows') });
      return true;
    } catch (error) {
      notify({ title: error instanceof Error ? error.message : String(error), tone: 'bad' });
      return false;
    }
  };
}
