import { Card, Grid, PageHeader, Tabs, useMessages, useUrlFilters } from '@griot/ui';
import { AT_RISK } from '../answers.ts';
import { ClientsByZone } from '../parts/clients-by-zone.tsx';
import { ClientsTable } from '../parts/clients-table.tsx';
import { DrillDrawer } from '../parts/drill-drawer.tsx';
import { SectorsChart, TopClientsChart } from '../parts/finance-charts.tsx';
import { usePeriodNote } from '../parts/period-note.ts';
import { SegmentChart } from '../parts/segment-chart.tsx';
import { SummaryCards, useSummary } from '../parts/summary-cards.tsx';
import { useZonesFilters, ZonesFilters } from '../parts/zones-filters.tsx';
import { zonesMessages } from '../zones.messages.ts';

const TABS = ['actifs', 'inactifs', 'a_risque', 'par_zone'] as const;
const tabCheck = { onglet: (value: string) => TABS.some((tab) => tab === value) };

export default function ClientsPage() {
  const t = useMessages(zonesMessages);
  const filters = useZonesFilters();
  const tab = useUrlFilters(tabCheck);
  const params = filters.values;
  const summary = useSummary('clients', params);
  const note = usePeriodNote(summary.data?.period);
  const byRisk = { column: 'risk_score', descending: true };
  return (
    <>
      <ZonesFilters filters={filters} shown={['zone', 'region', 'secteur', 'segment', 'comparaison']} />
      <PageHeader title={t('clients')} note={note} />
      <SummaryCards query={summary} count={5} params={params} />
      <Grid>
        <div className="flex flex-col gap-4 md:col-span-6 lg:col-span-5">
          <SegmentChart className="flex-1" params={params} filters={filters} />
          <SectorsChart className="flex-1" params={params} filters={filters} />
        </div>
        <TopClientsChart className="md:col-span-6 lg:col-span-7" params={params} filters={filters} limit={20} />
      </Grid>
      <Card padded={false} className="pt-1">
        <Tabs
          label={t('portfolio')}
          value={tab.values.onglet ?? 'actifs'}
          onChange={(onglet) => tab.set({ onglet: onglet === 'actifs' ? null : onglet })}
          items={[
            {
              id: 'actifs',
              label: t('tabActive'),
              content: <ClientsTable title={t('tabActive')} params={{ ...params, statut: 'actif' }} />,
            },
            {
              id: 'inactifs',
              label: t('tabInactive'),
              content: <ClientsTable title={t('tabInactive')} params={{ ...params, statut: 'inactif' }} />,
            },
            {
              id: 'a_risque',
              label: t('tabAtRisk'),
              content: (
                <ClientsTable title={t('tabAtRisk')} params={{ ...params, risque_min: AT_RISK }} defaultSort={byRisk} />
              ),
            },
            {
              id: 'par_zone',
              label: t('tabByZone'),
              content: (
                <ClientsByZone
                  params={params}
                  onPick={(zone) => {
                    filters.set({ zone, ...({ onglet: null } as object) });
                  }}
                />
              ),
            },
          ]}
        />
      </Card>
      <DrillDrawer params={params} />
    </>
  );
}
