import { KpiCard, KpiCardSkeleton, KpiRow, type QueryParams, QueryView, StaleBanner, useApiQuery } from '@griot/ui';
import type { Summary } from '../answers.ts';
import { useDrill } from './use-drill.ts';

export function useSummary(area: 'financier' | 'occupation' | 'clients' | 'operationnel', params: QueryParams) {
  return useApiQuery<Summary>(`/api/${area}/summary`, params);
}

/** The KPI cards of one area, in the order the server gives. */
export function SummaryCards({ query, count }: { query: ReturnType<typeof useSummary>; count: number }) {
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
