import {
  Card,
  type Column,
  DataTable,
  Grid,
  KpiCard,
  KpiRow,
  PageHeader,
  type QueryParams,
  QueryView,
  Skeleton,
  StaleBanner,
  useApiQuery,
  useMessages,
  usePanel,
} from '@griot/ui';
import { Suspense, useMemo } from 'react';
import type { MonthlyTrends, Summary, TopZones } from '../answers.ts';
import { kpiSource } from '../parts/chart-source.ts';
import { DrillDrawer } from '../parts/drill-drawer.tsx';
import { AgeingChart, TopZonesChart } from '../parts/finance-charts.tsx';
import { usePeriodNote } from '../parts/period-note.ts';
import { CardsSkeleton, useSummary } from '../parts/summary-cards.tsx';
import { RatesTrend, RevenueTrend } from '../parts/trend-charts.tsx';
import { useZonesFilters, ZonesFilters, zoneIdOf } from '../parts/zones-filters.tsx';
import { zonesMessages } from '../zones.messages.ts';

/** Two figures of each area: enough to know whether the day is ordinary. */
const SHOWN = {
  financier: ['ca_total', 'montant_impaye', 'taux_paiement_pct'],
  operationnel: ['encaissements'],
  occupation: ['taux_occupation', 'lots_disponibles'],
  clients: ['clients_actifs', 'clients_a_risque'],
} as const;
const PAGES = {
  financier: '/financier',
  operationnel: '/operationnel',
  occupation: '/occupation',
  clients: '/clients',
};

export default function DashboardPage() {
  const t = useMessages(zonesMessages);
  const filters = useZonesFilters();
  const params = filters.values;
  const finance = useSummary('financier', params);
  const operations = useSummary('operationnel', params);
  const land = useSummary('occupation', params);
  const clients = useSummary('clients', params);
  const trends = useApiQuery<MonthlyTrends>('/api/financier/tendances_mensuelles', params);
  const note = usePeriodNote(finance.data?.period);
  return (
    <>
      <ZonesFilters filters={filters} shown={['zone', 'region', 'secteur', 'segment', 'comparaison']} />
      <PageHeader title={t('dashboard')} note={note} />
      <StaleBanner passport={finance.data?.passport} />
      <QueryView query={finance} skeleton={<CardsSkeleton count={8} />}>
        {(summary) => (
          <KpiRow count={8}>
            {cardsOf('financier', summary, params)}
            {cardsOf('operationnel', operations.data, params)}
            {cardsOf('occupation', land.data, params)}
            {cardsOf('clients', clients.data, params)}
          </KpiRow>
        )}
      </QueryView>
      <Grid>
        <RevenueTrend className="md:col-span-6 lg:col-span-8" query={trends} params={params} onPick={filters.set} />
        <AgeingChart className="md:col-span-6 lg:col-span-4" params={params} filters={filters} />
        <RatesTrend className="md:col-span-6 lg:col-span-6" query={trends} params={params} onPick={filters.set} />
        <TopZonesChart className="md:col-span-6 lg:col-span-6" params={params} filters={filters} />
      </Grid>
      <OpenAlerts />
      <ZonesPerformance filters={filters} />
      <DrillDrawer params={params} />
    </>
  );
}

function cardsOf(area: keyof typeof SHOWN, summary: Summary | undefined, params: QueryParams) {
  return SHOWN[area].map((metric) => {
    const kpi = summary?.kpis.find((one) => one.metric === metric);
    return (
      kpi && (
        <KpiCard
          key={`${area}.${metric}`}
          kpi={kpi}
          passport={summary?.passport}
          to={PAGES[area]}
          source={kpiSource(params, metric)}
        />
      )
    );
  });
}

/** What asks for somebody: drawn by the capability that knows alerts, absent without it. */
function OpenAlerts() {
  const t = useMessages(zonesMessages);
  const Panel = usePanel('alert_list');
  if (!Panel) return null;
  return (
    <Card title={t('openAlerts')}>
      <Suspense fallback={<Skeleton className="h-24" />}>
        <Panel limit={5} />
      </Suspense>
    </Card>
  );
}

/** Who: the zones, each opening its own page. */
function ZonesPerformance({ filters }: { filters: ReturnType<typeof useZonesFilters> }) {
  const t = useMessages(zonesMessages);
  const query = useApiQuery<TopZones>('/api/financier/top_zones_performance', filters.values);
  const columns = useMemo<Column<TopZones['items'][number]>[]>(
    () => [
      { id: 'zone', heading: t('zone'), kind: 'text', value: (row) => row.zone || t('noZone') },
      {
        id: 'ca',
        heading: t('revenueShort'),
        kind: 'figure',
        unit: 'currency',
        value: (row) => row.ca_total,
        total: true,
        onPhone: true,
      },
      {
        id: 'impaye',
        heading: t('overdue'),
        kind: 'figure',
        unit: 'currency',
        value: (row) => row.montant_impaye,
        total: true,
        onPhone: true,
      },
      { id: 'taux', heading: t('paymentRate'), kind: 'figure', unit: 'percent', value: (row) => row.taux_paiement_pct },
    ],
    [t],
  );
  return (
    <Card padded={false}>
      <QueryView query={query} skeleton={<div className="h-64" />}>
        {(zones) => (
          <DataTable
            title={t('zonesList')}
            columns={columns}
            rows={zones.items}
            rowKey={(row) => row.zone}
            rowHref={(row) => {
              const id = zoneIdOf(filters.options, row.zone);
              return id && `/occupation/${encodeURIComponent(id)}`;
            }}
            defaultSort={{ column: 'ca', descending: true }}
            empty={t('noZones')}
          />
        )}
      </QueryView>
    </Card>
  );
}
