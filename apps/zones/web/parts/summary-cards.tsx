import { KpiCard, KpiCardSkeleton, KpiRow, type QueryParams, QueryView, StaleBanner, useApiQuery } from '@griot/ui';
import type { Summary } from '../answers.ts';
import { kpiSource } from './chart-source.ts';
import { useDrill } from './use-drill.ts';

export function useSummary(area: 'financier' | 'occupation' | 'clients' | 'operationnel', params: QueryParams) {
  return useApiQuery<Summary>(`/api/${area}/summary`, params);
}

/** The KPI cards of one area, in the order the server gives. */
export function SummaryCards(props: { query: ReturnType<typeof useSummary>; count: number; params: QueryParams }) {
  const { query, count, params } = props;
  const drill = useDrill();
  return (
    <>
      <StaleBanner passport={query.data?.passport} />
      <QueryView query={query} skeleton={<CardsSkeleton count={count} />}>
        {(summary) => (
          <KpiRow count={summary.kpis.length}>
            {summary.kpis.map((kpi) => (
              <KpiCard
                key={kpi.metric}
                kpi={kpi}
                passport={summary.passport}
                source={kpiSource(params, kpi.metric)}
                onOpen={() => drill.open({ metric: kpi.metric, period: summary.period })}
              />
            ))}
          </KpiRow>
        )}
      </QueryView>
    </>
  );
}

export function CardsSkeleton({ count }: { count: number }) {
  return (
    <KpiRow count={count}>
      {Array.from({ length: count }, (_, index) => `card-${index}`).map((key) => (
        <KpiCardSkeleton key={key} />
      ))}
    </KpiRow>
  );
}
