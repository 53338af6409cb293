import { type ChartItem, DonutChart, type QueryParams, useApi, useMessages } from '@griot/ui';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ClientList } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';
import { ChartSkeleton } from './chart-skeleton.tsx';
import type { useZonesFilters } from './zones-filters.tsx';

const SEGMENTS = ['A', 'B', 'C'] as const;

/** How many clients each segment holds: the totals of three lists, exact at any size. */
export function SegmentChart(props: {
  params: QueryParams;
  filters: ReturnType<typeof useZonesFilters>;
  className?: string;
}) {
  const t = useMessages(zonesMessages);
  const api = useApi();
  const { params, filters } = props;
  const queries = useQueries({
    queries: SEGMENTS.map((segment) => ({
      queryKey: ['/api/clients', { ...params, segment, limit: 1 }],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<ClientList>('/api/clients', { ...params, segment, limit: 1 }, signal),
      placeholderData: keepPreviousData,
    })),
  });
  const totals = queries.map((query) => query.data?.total).join();
  const items = useMemo<ChartItem[]>(
    () =>
      totals.split(',').flatMap((total, slot) => {
        const key = SEGMENTS[slot];
        return key && total !== '' ? [{ key, label: t('segmentName', { segment: key }), value: total, slot }] : [];
      }),
    [totals, t],
  );
  if (queries.some((query) => query.isPending)) return <ChartSkeleton className={props.className} height={190} />;
  return (
    <DonutChart
      className={props.className}
      title={t('bySegment')}
      note={t('segmentNote')}
      unit="count"
      passport={queries[0]?.data?.passport}
      items={items}
      chosen={filters.values.segment ?? null}
      onPick={(segment) => filters.set({ segment: filters.values.segment === segment ? null : segment })}
    />
  );
}
