import { useApi } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SqlAnswer } from '../../../api/warehouse.ts';

export type SqlState =
  | { step: 'idle' }
  | { step: 'running' }
  | { step: 'stopped' }
  | { step: 'failed'; error: unknown }
  | { step: 'answered'; answer: SqlAnswer };

export interface SqlAsk {
  sql: string;
  generation: number | null;
  limit: number;
}

/** One query at a time; stopping it, asking anew or leaving the page ends it in the engine. */
export function useSqlQuery(): { state: SqlState; run: (ask: SqlAsk) => Promise<void>; stop: () => void } {
  const api = useApi();
  const queries = useQueryClient();
  const [state, setState] = useState<SqlState>({ step: 'idle' });
  const running = useRef<AbortController>(null);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const run = useCallback(
    async (ask: SqlAsk) => {
      running.current?.abort();
      const mine = new AbortController();
      running.current = mine;
      setState({ step: 'running' });
      const end = (next: SqlState) => {
        if (running.current === mine) setState(next);
      };
      try {
        const answer = await api.send<SqlAnswer>('POST', '/api/warehouse/sql', ask, mine.signal);
        end({ step: 'answered', answer });
      } catch (error) {
        end(mine.signal.aborted ? { step: 'stopped' } : { step: 'failed', error });
      }
      void queries.invalidateQueries({ queryKey: ['/api/warehouse/sql/history'] });
    },
    [api, queries],
  );
  return { state, run, stop };
}
