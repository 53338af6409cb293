import { useApi } from '@griot/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type DashboardSpec, type DataAnswer, isMeasuring, type WidgetResult } from '../answers.ts';
import type { BoardReading } from './use-reading.ts';

const HOUR_MS = 3_600_000;

export interface BoardData {
  results: ReadonlyMap<string, WidgetResult>;
  error: unknown;
  fetching: boolean;
  retry: () => void;
}

/**
 * All figures of a board in one question, so that they come from one generation. Asked again when a generation is
 * published (the shell forgets every answer then), and when what is measured changes; not for places or titles.
 */
export function useBoardData(spec: DashboardSpec, reading: Pick<BoardReading, 'period' | 'filters'>): BoardData {
  const api = useApi();
  const widgets = spec.items.map(({ widget }) => widget).filter(isMeasuring);
  const body = {
    application: spec.application,
    period: reading.period,
    filters: reading.filters,
    widgets: widgets.map(({ title: _title, ...rest }) => rest),
  };
  const query = useQuery<DataAnswer>({
    queryKey: ['/api/dashboards/data', body],
    queryFn: () => api.send('POST', '/api/dashboards/data', body),
    placeholderData: keepPreviousData,
    // A wall shows its boards in turn, also while the server is away.
    gcTime: HOUR_MS,
    enabled: widgets.length > 0,
  });
  const { data, refetch } = query;
  return useMemo(
    () => ({
      results: new Map((data?.answers ?? []).map((answer) => [answer.id, answer])),
      error: query.error,
      fetching: query.isFetching,
      retry: () => void refetch(),
    }),
    [data, query.error, query.isFetching, refetch],
  );
}
