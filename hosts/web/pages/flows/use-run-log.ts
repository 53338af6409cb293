import { useApi } from '@griot/ui';
import { useEffect, useRef, useState } from 'react';
import type { LogLine, LogPage } from '../../api/flows.ts';

const KEPT = 5000;
const PAGE = 500;

/**
 * Lines of a run's log, read on from where the last reading ended each time `signal` changes. One reading at a time; a
 * change that comes meanwhile makes it go round once more. For one run: give the component a key.
 */
export function useRunLog(runId: string, signal: number): LogLine[] {
  const api = useApi();
  const [lines, setLines] = useState<LogLine[]>([]);
  const state = useRef({ after: 0, reading: false, wanted: 0 });
  useEffect(() => {
    const own = state.current;
    own.wanted = signal;
    if (own.reading) return;
    own.reading = true;
    const read = async () => {
      for (;;) {
        const seen = own.wanted;
        const page = await api.get<LogPage>(`/api/flows/runs/${runId}/logs`, { after: own.after, limit: PAGE });
        own.after = Math.max(own.after, page.lastSeq);
        if (page.items.length > 0) setLines((before) => [...before, ...page.items].slice(-KEPT));
        if (page.items.length < PAGE && seen === own.wanted) return;
      }
    };
    // The page itself says when the server is away; the next change reads again.
    read()
      .catch(() => {})
      .finally(() => {
        own.reading = false;
      });
  }, [api, runId, signal]);
  return lines;
}
