import { type Text, useApi, useLive, useLocale } from '@griot/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Batch, Status } from '../answers.ts';

interface PeriodEvent {
  clientId: string;
  batchId: string;
  status: Status;
  progress: number | null;
  text: Text | null;
}

export interface LiveProgress {
  percent: number;
  text: string | null;
}

/** Pushed news may be lost with a connection: what works is looked at again this often. */
const NET_MS = 20_000;

/** A client's batches, kept as they are on the server by what it pushes, with how far those are that are worked on. */
export function useLivePeriods(clientId: string) {
  const api = useApi();
  const queries = useQueryClient();
  const { locale } = useLocale();
  const path = `/api/compta/clients/${clientId}/periodes`;
  const [progress, setProgress] = useState<Record<string, LiveProgress>>({});
  const periods = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api.get<{ items: Batch[] }>(path, {}, signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isWorking) ? NET_MS : false),
  });
  useLive('compta.periods', (data) => {
    const event = data as PeriodEvent | null;
    if (event === null || event.clientId !== clientId) return;
    if (event.progress === null) {
      setProgress(({ [event.batchId]: _, ...others }) => others);
      void queries.invalidateQueries({ queryKey: [path] });
      void queries.invalidateQueries({ queryKey: [`/api/files/comptable/${event.batchId}/findings`] });
      void queries.invalidateQueries({ queryKey: [`/api/files/comptable/${event.batchId}/files`] });
      return;
    }
    const { batchId, progress: percent } = event;
    const text = event.text?.[locale] ?? null;
    // What comes late does not go back.
    setProgress((before) =>
      (before[batchId]?.percent ?? 0) > percent ? before : { ...before, [batchId]: { percent, text } },
    );
  });
  return { periods, progress, refresh: () => queries.invalidateQueries({ queryKey: [path] }) };
}

export const isWorking = ({ status }: Pick<Batch, 'status'>): boolean =>
  status === 'PROCESSING' || status === 'VALIDATING';
