import { Card, Grid, PageHeader, useApiQuery, useMessages } from '@griot/ui';
import type { MonthlyTrends } from '../answers.ts';
import { ClientsTable } from '../parts/clients-table.tsx';
import { DrillDrawer } from '../parts/drill-drawer.tsx';
import { AgeingChart, SectorsChart, TopClientsChart } from '../parts/finance-charts.tsx';
import { usePeriodNote } from '../parts/period-note.ts';
import { SummaryCards, useSummary } from '../parts/summary-cards.tsx';
import { CumulativeTrend, OverdueTrend, RatesTrend } from '../parts/trend-charts.tsx';
import { useZonesFilters, ZonesFilters } from '../parts/zones-filters.tsx';
import { zonesMessages } from '../zones.messages.ts';

export default function FinancePage() {
  const t = useMessages(zonesMessages);
  const filters = useZonesFilters();
  const params = filters.values;
  const summary = useSummary('financier', params);
  const trends = useApiQuery<MonthlyTrends>('/api/financier/tendances_mensuelles', params);
  const note = usePeriodNote(summary.data?.period);
  return (
    <>
      <ZonesFilters filters={filters} shown={['zone', 'region', 'secteur', 'segment', 'comparaison']} />
      <PageHeader title={t('finance')} note={note} />
      <SummaryCards query={summary} count={6} params={params} />
      <Grid>
        <OverdueTrend className="md:col-span-6 lg:col-span-8" query={trends} params={params} onPick={filters.set} />
        <AgeingChart className="md:col-span-6 lg:col-span-4" params={params} filters={filters} />
        <RatesTrend className="md:col-span-6 lg:col-span-6" query={trends} params={params} onPick={filters.set} />
        <CumulativeTrend className="md:col-span-6 lg:col-span-6" query={trends} params={params} onPick={filters.set} />
        <TopClientsChart className="md:col-span-6 lg:col-span-7" params={params} filters={filters} />
        <SectorsChart className="md:col-span-6 lg:col-span-5" params={params} filters={filters} />
      </Grid>
      <Card padded={false}>
        <ClientsTable
          title={t('clients')}
          params={params}
          defaultSort={{ column: 'montant_impaye', descending: true }}
        />
      </Card>
      <DrillDrawer params={params} />
    </>
  );
}
