import { useApi, useApiQuery, useLocale } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';

export interface Account {
  secondFactor: boolean;
  seenTours: string[];
}

export const ACCOUNT = '/api/auth/account';
const WELCOME = 'welcome';
/** The visit waits for the figures it speaks of. */
const READY = 'main [data-metric] data';
const PATIENCE_MS = 8000;

/** Shows the visit on a person's first page of figures, once for their account; gives what shows it again. */
export function useTour(pathname: string, home: string | undefined): () => void {
  const api = useApi();
  const queries = useQueryClient();
  const { locale } = useLocale();
  const account = useApiQuery<Account>(ACCOUNT);
  const stop = useRef<(() => void) | null>(null);

  const start = useCallback(async () => {
    const { runTour } = await import('./run-tour.ts');
    if (stop.current) return;
    stop.current = runTour(locale, () => {
      stop.current = null;
      void api
        .send<Account>('POST', '/api/auth/tours', { tour: WELCOME })
        .then((seen) => queries.setQueryData([ACCOUNT, {}], seen))
        // Not remembered is shown again: nothing that one must be told of.
        .catch(() => {});
    });
  }, [api, queries, locale]);

  const due = account.data !== undefined && !account.data.seenTours.includes(WELCOME) && pathname === home;
  useEffect(() => {
    if (!due) return;
    const began = performance.now();
    const timer = setInterval(() => {
      if (document.querySelector(READY)) {
        clearInterval(timer);
        void start();
      } else if (performance.now() - began > PATIENCE_MS) clearInterval(timer);
    }, 200);
    return () => clearInterval(timer);
  }, [due, start]);

  return useCallback(() => void start(), [start]);
}
