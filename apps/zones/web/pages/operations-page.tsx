import {
  Card,
  type Column,
  DataTable,
  Grid,
  PageHeader,
  type QueryParams,
  Select,
  Skeleton,
  useFormat,
  useMessages,
  usePagedList,
  useUrlFilters,
} from '@griot/ui';
import { useMemo } from 'react';
import type { ListPage } from '../answers.ts';
import { DrillDrawer } from '../parts/drill-drawer.tsx';
import { IndicatorByZone, IndicatorTrend, ZonesRadar } from '../parts/operations-charts.tsx';
import { isIndicator, useIndicators } from '../parts/operations-indicators.ts';
import { usePeriodNote } from '../parts/period-note.ts';
import { useServerExport } from '../parts/server-export.ts';
import { SummaryCards, useSummary } from '../parts/summary-cards.tsx';
import { useZonesFilters, ZonesFilters } from '../parts/zones-filters.tsx';
import { zonesMessages } from '../zones.messages.ts';

const indicatorCheck = { indicateur: isIndicator };

export default function OperationsPage() {
  const t = useMessages(zonesMessages);
  const filters = useZonesFilters();
  const params = filters.values;
  const chosen = useUrlFilters(indicatorCheck);
  const indicators = useIndicators();
  const indicator = indicators.find(({ key }) => key === chosen.values.indicateur) ?? indicators[0];
  const summary = useSummary('operationnel', params);
  const note = usePeriodNote(summary.data?.period);
  if (!indicator) return null;
  const part = { params, indicator, filters };
  return (
    <>
      <ZonesFilters filters={filters} shown={['zone', 'region', 'secteur', 'segment', 'comparaison']} />
      <PageHeader
        title={t('operations')}
        note={note}
        actions={
          <div className="w-60">
            <Select
              size="small"
              label={t('indicator')}
              value={indicator.key}
              options={indicators.map(({ key, label }) => ({ value: key, label }))}
              onChange={(key) => chosen.set({ indicateur: key === indicators[0]?.key ? null : key })}
            />
          </div>
        }
      />
      <SummaryCards query={summary} count={8} params={params} />
      <Grid>
        <IndicatorTrend className="md:col-span-6 lg:col-span-7" {...part} />
        <IndicatorByZone className="md:col-span-6 lg:col-span-5" {...part} />
        <ZonesRadar className="md:col-span-6 lg:col-span-12" params={params} />
      </Grid>
      <Card padded={false}>
        <KpiTable params={params} kpi={indicator.key} label={indicator.label} unit={indicator.unit} />
      </Card>
      <DrillDrawer params={params} />
    </>
  );
}

interface Row {
  zone: string;
  date: string;
  valeur_actuelle: string | null;
  valeur_periode_precedente: string | null;
  variance_pct: string | null;
  tendance: string | null;
}

function KpiTable({
  params,
  kpi,
  label,
  unit,
}: {
  params: QueryParams;
  kpi: string;
  label: string;
  unit: NonNullable<Column<Row>['unit']>;
}) {
  const t = useMessages(zonesMessages);
  const format = useFormat();
  const path = `/api/operationnel/by_kpi/${kpi}`;
  const list = usePagedList<Row, ListPage<Row>>(path, params);
  const saveAll = useServerExport(path, params);
  const columns = useMemo<Column<Row>[]>(
    () => [
      { id: 'zone', heading: t('zone'), kind: 'text', options: true, value: (row) => row.zone },
      {
        id: 'date',
        heading: t('month'),
        kind: 'day',
        value: (row) => row.date,
        render: (row) => format.month(row.date),
        onPhone: true,
      },
      {
        id: 'valeur',
        heading: t('current'),
        kind: 'figure',
        unit,
        value: (row) => row.valeur_actuelle,
        total: unit === 'currency',
        onPhone: true,
      },
      { id: 'avant', heading: t('before'), kind: 'figure', unit, value: (row) => row.valeur_periode_precedente },
      { id: 'variation', heading: t('variation'), kind: 'figure', unit: 'percent', value: (row) => row.variance_pct },
      {
        id: 'tendance',
        heading: t('trendShort'),
        kind: 'text',
        options: true,
        value: (row) => row.tendance,
        width: 110,
      },
    ],
    [t, format, unit],
  );
  if (list.loading) return <Skeleton className="m-4 h-64" />;
  return (
    <DataTable
      title={`${t('kpiDetail')} : ${label}`}
      columns={columns}
      rows={list.rows}
      rowKey={(row) => `${row.zone}/${row.date}`}
      defaultSort={{ column: 'date', descending: true }}
      total={list.complete ? undefined : list.total}
      onReachEnd={list.loadMore}
      serverExport={saveAll}
    />
  );
}
