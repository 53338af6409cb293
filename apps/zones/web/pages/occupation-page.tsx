import {
  Card,
  type ChartItem,
  type Column,
  DataTable,
  Facts,
  FigureMenu,
  GaugeChart,
  Grid,
  MapView,
  PageHeader,
  Passport,
  type QueryParams,
  QueryView,
  RankingChart,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
  usePagedList,
} from '@griot/ui';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Summary, ZoneList, ZoneRow, ZonesMap } from '../answers.ts';
import { ChartSkeleton } from '../parts/chart-skeleton.tsx';
import { zonesSource } from '../parts/chart-source.ts';
import { DrillDrawer } from '../parts/drill-drawer.tsx';
import { useOccupancyAreas, useOccupancyClasses } from '../parts/occupancy-map.ts';
import { usePeriodNote } from '../parts/period-note.ts';
import { useServerExport } from '../parts/server-export.ts';
import { ServicingBadge, useServicingText } from '../parts/servicing.tsx';
import { SummaryCards, useSummary } from '../parts/summary-cards.tsx';
import { useDrill } from '../parts/use-drill.ts';
import { useZonesFilters, ZonesFilters } from '../parts/zones-filters.tsx';
import { zonesMessages } from '../zones.messages.ts';

export default function OccupationPage() {
  const t = useMessages(zonesMessages);
  const filters = useZonesFilters();
  const params = filters.values;
  const summary = useSummary('occupation', params);
  const list = usePagedList<ZoneRow, ZoneList>('/api/occupation', params);
  const note = usePeriodNote(summary.data?.period);
  return (
    <>
      <ZonesFilters filters={filters} shown={['zone', 'region', 'comparaison']} />
      <PageHeader title={t('occupation')} note={note} />
      <SummaryCards query={summary} count={5} params={params} />
      <Grid>
        <ZonesMapCard className="md:col-span-6 lg:col-span-8" params={params} />
        <div className="flex flex-col gap-4 md:col-span-6 lg:col-span-4">
          <QueryView query={summary} skeleton={<ChartSkeleton height={210} />}>
            {(data) => <OccupancyGauge summary={data} params={params} />}
          </QueryView>
          <Availability
            rows={list.rows}
            passport={list.first?.passport}
            params={params}
            chosen={filters.values.zone ?? null}
            onPick={(zone) => filters.set({ zone: filters.values.zone === zone ? null : zone })}
          />
        </div>
      </Grid>
      <Card padded={false}>
        <ZonesTable rows={list.rows} loading={list.loading} params={params} />
      </Card>
      <DrillDrawer params={params} />
    </>
  );
}

function OccupancyGauge({ summary, params }: { summary: Summary; params: QueryParams }) {
  const t = useMessages(zonesMessages);
  const source = zonesSource(params, { type: 'gauge', metrics: ['taux_occupation'], about: 'land' });
  const kpi = summary.kpis.find((one) => one.metric === 'taux_occupation');
  return (
    <GaugeChart
      title={t('gauge')}
      note={t('gaugeNote')}
      value={kpi?.value ?? null}
      passport={summary.passport}
      source={source}
    />
  );
}

function ZonesMapCard({ params, className }: { params: Record<string, string | undefined>; className: string }) {
  const t = useMessages(zonesMessages);
  const format = useFormat();
  const navigate = useNavigate();
  const query = useApiQuery<ZonesMap>('/api/occupation/zones_map', params);
  const classes = useOccupancyClasses();
  const areas = useOccupancyAreas(query.data);
  return (
    <Card
      title={t('occupancyMap')}
      note={t('occupancyNote')}
      padded={false}
      className={className}
      actions={
        <>
          <FigureMenu
            title={t('occupancyMap')}
            source={zonesSource(params, {
              type: 'map',
              metrics: ['taux_occupation'],
              dimensions: ['zone__nom_zone'],
              about: 'land',
              display: { layer: 'zones' },
            })}
          />
          {query.data && <Passport data={query.data.passport} />}
        </>
      }
    >
      <div className="mt-2 flex flex-1 flex-col border-t border-line">
        <QueryView query={query} skeleton={<Skeleton className="h-[480px] w-full" />}>
          {(map) => (
            <MapView
              title={t('occupancyMap')}
              height={480}
              areas={areas}
              classes={classes}
              legendTitle={t('occupancy')}
              onOpen={(id) => void navigate({ to: `/occupation/${encodeURIComponent(id)}`, search: true })}
              popup={(id) => {
                const zone = map.features.find((feature) => feature.id === id)?.properties;
                if (!zone) return null;
                return (
                  <Facts
                    items={[
                      { label: t('region'), value: zone.region },
                      {
                        label: t('occupancy'),
                        value: <b className="figures">{format.percent(zone.taux_occupation)}</b>,
                      },
                      {
                        label: t('lots'),
                        value: (
                          <span className="figures">
                            {format.count(zone.lots_attribues)} / {format.count(zone.total_lots)}
                          </span>
                        ),
                      },
                      {
                        label: t('surface'),
                        value: (
                          <span className="figures">{format.figure(zone.surface_total_hectares, 'hectares')}</span>
                        ),
                      },
                    ]}
                  />
                );
              }}
            />
          )}
        </QueryView>
      </div>
    </Card>
  );
}

function Availability(props: {
  rows: ZoneRow[];
  passport: ZoneList['passport'] | undefined;
  params: QueryParams;
  chosen: string | null;
  onPick: (zone: string) => void;
}) {
  const t = useMessages(zonesMessages);
  const { rows, params } = props;
  const drill = useDrill();
  const items = useMemo<ChartItem[]>(
    () =>
      [...rows]
        .sort((a, b) => b.lots_disponibles - a.lots_disponibles)
        .slice(0, 6)
        .map((zone) => ({ key: zone.zone_id, label: zone.zone_name, value: String(zone.lots_disponibles) })),
    [rows],
  );
  return (
    <RankingChart
      className="flex-1"
      title={t('availability')}
      note={t('clickFilters')}
      unit="count"
      passport={props.passport}
      items={items}
      source={zonesSource(params, {
        type: 'chart_bar',
        metrics: ['lots_disponibles'],
        dimensions: ['zone__nom_zone'],
        about: 'land',
        order: ['-lots_disponibles'],
        limit: 6,
      })}
      chosen={props.chosen}
      onPick={props.onPick}
      onOpen={(zone) => drill.open({ metric: 'lots_disponibles', zone })}
    />
  );
}

function ZonesTable({ rows, loading, params }: { rows: ZoneRow[]; loading: boolean; params: QueryParams }) {
  const saveAll = useServerExport('/api/occupation', params);
  const t = useMessages(zonesMessages);
  const servicing = useServicingText();
  const columns = useMemo<Column<ZoneRow>[]>(
    () => [
      { id: 'zone_name', heading: t('zone'), kind: 'text', value: (row) => row.zone_name },
      { id: 'region', heading: t('region'), kind: 'text', options: true, value: (row) => row.region },
      {
        id: 'taux_occupation',
        heading: t('occupancyShort'),
        kind: 'figure',
        unit: 'percent',
        value: (row) => row.taux_occupation,
        onPhone: true,
      },
      {
        id: 'total_lots',
        heading: t('totalLots'),
        kind: 'figure',
        unit: 'count',
        value: (row) => row.total_lots,
        total: true,
      },
      {
        id: 'lots_attribues',
        heading: t('takenLots'),
        kind: 'figure',
        unit: 'count',
        value: (row) => row.lots_attribues,
        total: true,
      },
      {
        id: 'lots_disponibles',
        heading: t('freeLots'),
        kind: 'figure',
        unit: 'count',
        value: (row) => row.lots_disponibles,
        total: true,
        onPhone: true,
      },
      {
        id: 'surface_total_hectares',
        heading: t('surface'),
        kind: 'figure',
        unit: 'hectares',
        value: (row) => row.surface_total_hectares,
        total: true,
      },
      {
        id: 'surface_attribuee_hectares',
        heading: t('takenSurface'),
        kind: 'figure',
        unit: 'hectares',
        value: (row) => row.surface_attribuee_hectares,
        total: true,
      },
      {
        id: 'viabilisation_status',
        heading: t('servicing'),
        kind: 'text',
        options: true,
        value: (row) => row.viabilisation_status,
        text: (row) => servicing(row.viabilisation_status),
        render: (row) => <ServicingBadge status={row.viabilisation_status} />,
      },
      {
        id: 'secteurs_presents',
        heading: t('sectorsPresent'),
        kind: 'text',
        hidden: true,
        value: (row) => row.secteurs_presents.join(', '),
      },
    ],
    [t, servicing],
  );
  if (loading) return <Skeleton className="m-4 h-64" />;
  return (
    <DataTable
      title={t('zonesList')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.zone_id}
      rowHref={(row) => `/occupation/${encodeURIComponent(row.zone_id)}`}
      defaultSort={{ column: 'taux_occupation', descending: true }}
      serverExport={saveAll}
      empty={t('noZones')}
    />
  );
}
