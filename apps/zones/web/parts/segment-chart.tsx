import { type ChartItem, DonutChart, type QueryParams, QueryView, useApiQuery, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import type { ListPage } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';
import { ChartSkeleton } from './chart-skeleton.tsx';
import { zonesSource } from './chart-source.ts';
import { useDrill } from './use-drill.ts';
import type { useZonesFilters } from './zones-filters.tsx';

const SEGMENTS = ['A', 'B', 'C'] as const;

/** How many clients each segment holds. */
export function SegmentChart(props: {
  params: QueryParams;
  filters: ReturnType<typeof useZonesFilters>;
  className?: string;
}) {
  const t = useMessages(zonesMessages);
  const { params, filters } = props;
  const drill = useDrill();
  const query = useApiQuery<ListPage<{ segment: string | null; clients: number }>>('/api/clients/by_segment', params);
  const data = query.data;
  const items = useMemo<ChartItem[]>(
    () =>
      SEGMENTS.flatMap((key, slot) => {
        const row = data?.items.find((item) => item.segment === key);
        return row ? [{ key, label: t('segmentName', { segment: key }), value: String(row.clients), slot }] : [];
      }),
    [data, t],
  );
  return (
    <QueryView query={query} skeleton={<ChartSkeleton className={props.className} height={190} />}>
      {(segments) => (
        <DonutChart
          className={props.className}
          title={t('bySegment')}
          note={t('segmentNote')}
          unit="count"
          passport={segments.passport}
          items={items}
          source={zonesSource(params, {
            type: 'pie',
            metrics: ['clients_total'],
            dimensions: ['entreprise__segment_client'],
            period: 'all',
          })}
          chosen={filters.values.segment ?? null}
          onPick={(segment) => filters.set({ segment: filters.values.segment === segment ? null : segment })}
          onOpen={(segment) => drill.open({ metric: 'clients_total', segment })}
        />
      )}
    </QueryView>
  );
}
