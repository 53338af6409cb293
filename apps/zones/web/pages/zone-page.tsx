import {
  Badge,
  Card,
  type Column,
  DataTable,
  ErrorState,
  Facts,
  Grid,
  KpiCard,
  KpiRow,
  type MapArea,
  type MapClass,
  MapView,
  PageHeader,
  palettes,
  type QueryParams,
  Skeleton,
  StaleBanner,
  TimeChart,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Lot, ZoneDetails } from '../answers.ts';
import { kpiSource, zonesSource } from '../parts/chart-source.ts';
import { DrillDrawer } from '../parts/drill-drawer.tsx';
import { ServicingBadge } from '../parts/servicing.tsx';
import { CardsSkeleton } from '../parts/summary-cards.tsx';
import { useDrill } from '../parts/use-drill.ts';
import { useZonesFilters, ZonesFilters } from '../parts/zones-filters.tsx';
import { zonesMessages } from '../zones.messages.ts';

export default function ZonePage() {
  const { zone: id } = useParams({ strict: false }) as { zone: string };
  const t = useMessages(zonesMessages);
  const filters = useZonesFilters();
  const { date_debut, date_fin, comparaison } = filters.values;
  const params = { date_debut, date_fin, comparaison };
  const query = useApiQuery<ZoneDetails>(`/api/occupation/${encodeURIComponent(id)}`, params);
  const details = query.data?.zone.zone_id === id ? query.data : undefined;
  const name = details?.zone.zone_name ?? filters.options?.zones.find((zone) => zone.id === id)?.name ?? id;
  const crumbs = [{ label: t('occupation'), to: '/occupation' }, { label: name }];
  return (
    <>
      <ZonesFilters filters={filters} shown={['comparaison']} />
      <PageHeader title={name} crumbs={crumbs} note={details?.zone.region} />
      {query.isError && !details ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : details ? (
        <ZoneView details={details} params={{ ...params, zone: id }} />
      ) : (
        <>
          <CardsSkeleton count={5} />
          <Skeleton className="h-[420px] w-full" />
        </>
      )}
      <DrillDrawer params={{ ...params, zone: id }} />
    </>
  );
}

function ZoneView({ details, params }: { details: ZoneDetails; params: QueryParams }) {
  const drill = useDrill();
  const t = useMessages(zonesMessages);
  const periods = useMemo(() => details.historique.map((point) => point.date), [details]);
  const series = useMemo(
    () => [
      {
        key: 'taux',
        label: t('occupancy'),
        shape: 'area' as const,
        values: details.historique.map((point) => point.taux_occupation),
      },
    ],
    [details, t],
  );
  return (
    <>
      <StaleBanner passport={details.passport} />
      <KpiRow count={details.kpis.length}>
        {details.kpis.map((kpi) => (
          <KpiCard
            key={kpi.metric}
            kpi={kpi}
            passport={details.passport}
            source={kpiSource(params, kpi.metric)}
            onOpen={() => drill.open({ metric: kpi.metric })}
          />
        ))}
      </KpiRow>
      <Grid>
        <LotsMap details={details} className="md:col-span-6 lg:col-span-8" />
        <div className="flex flex-col gap-4 md:col-span-6 lg:col-span-4">
          <ZoneFacts details={details} />
          <TimeChart
            className="flex-1"
            title={t('history')}
            note={t('occupancyNote')}
            unit="percent"
            max={100}
            grain="day"
            height={220}
            passport={details.passport}
            periods={periods}
            series={series}
            source={zonesSource(params, {
              type: 'chart_area',
              metrics: ['taux_occupation'],
              dimensions: ['metric_time__month'],
              about: 'land',
            })}
          />
        </div>
      </Grid>
      <Card padded={false}>
        <LotsTable lots={details.lots} />
      </Card>
    </>
  );
}

function LotsMap({ details, className }: { details: ZoneDetails; className: string }) {
  const t = useMessages(zonesMessages);
  const format = useFormat();
  const navigate = useNavigate();
  const classes = useMemo<MapClass[]>(
    () => [
      { key: 'attribue', label: t('taken'), light: palettes.light.entities[0], dark: palettes.dark.entities[0] },
      { key: 'disponible', label: t('free'), light: palettes.light.entities[1], dark: palettes.dark.entities[1] },
    ],
    [t],
  );
  const areas = useMemo<MapArea[]>(
    () =>
      details.lots.flatMap((lot) =>
        lot.geometry
          ? [
              {
                id: lot.id_lot,
                name: lot.numero,
                polygon: lot.geometry,
                classKey: lot.statut,
                figure: lot.raison_sociale ?? t('free'),
              },
            ]
          : [],
      ),
    [details, t],
  );
  const tenantOf = (id: string) => details.lots.find((lot) => lot.id_lot === id)?.id_entreprise;
  return (
    <Card title={t('lotsMap')} note={t('lotsMapNote')} padded={false} className={className}>
      <div className="mt-2 flex flex-1 flex-col border-t border-line">
        <MapView
          title={t('lotsMap')}
          height={520}
          areas={areas}
          classes={classes}
          outline={details.geometry}
          namesFromZoom={16}
          legendTitle={t('lotStatus')}
          canOpen={(id) => tenantOf(id) !== null}
          onOpen={(id) => {
            const tenant = tenantOf(id);
            if (tenant) void navigate({ to: `/clients/${encodeURIComponent(tenant)}`, search: true });
          }}
          popup={(id) => {
            const lot = details.lots.find((one) => one.id_lot === id);
            if (!lot) return null;
            return (
              <Facts
                items={[
                  { label: t('lotStatus'), value: <LotBadge lot={lot} /> },
                  { label: t('tenant'), value: lot.raison_sociale ?? '–' },
                  { label: t('surface'), value: format.figure(lot.superficie_hectares, 'hectares') },
                  { label: t('servicing'), value: t(lot.viabilise ? 'serviced' : 'notServiced') },
                ]}
              />
            );
          }}
        />
      </div>
    </Card>
  );
}

function LotBadge({ lot }: { lot: Lot }) {
  const t = useMessages(zonesMessages);
  return (
    <Badge tone={lot.statut === 'attribue' ? 'accent' : 'ochre'}>
      {t(lot.statut === 'attribue' ? 'taken' : 'free')}
    </Badge>
  );
}

function ZoneFacts({ details }: { details: ZoneDetails }) {
  const t = useMessages(zonesMessages);
  const format = useFormat();
  const { zone, lots } = details;
  const serviced = lots.filter((lot) => lot.viabilise).length;
  return (
    <Card title={t('facts')}>
      <Facts
        items={[
          { label: t('region'), value: zone.region },
          { label: t('servicing'), value: <ServicingBadge status={zone.viabilisation_status} /> },
          {
            label: t('lotsServiced'),
            value: (
              <span className="figures">
                {format.count(serviced)} / {format.count(lots.length)}
              </span>
            ),
          },
          {
            label: t('surface'),
            value: <span className="figures">{format.figure(zone.surface_total_hectares, 'hectares')}</span>,
          },
          { label: t('sectorsPresent'), value: zone.secteurs_presents.join(', ') || '–' },
        ]}
      />
    </Card>
  );
}

function LotsTable({ lots }: { lots: Lot[] }) {
  const t = useMessages(zonesMessages);
  const columns = useMemo<Column<Lot>[]>(
    () => [
      { id: 'numero', heading: t('lot'), kind: 'text', value: (lot) => lot.numero },
      {
        id: 'statut',
        heading: t('lotStatus'),
        kind: 'text',
        options: true,
        onPhone: true,
        value: (lot) => lot.statut,
        text: (lot) => t(lot.statut === 'attribue' ? 'taken' : 'free'),
        render: (lot) => <LotBadge lot={lot} />,
      },
      {
        id: 'occupant',
        heading: t('tenant'),
        kind: 'text',
        onPhone: true,
        value: (lot) => lot.raison_sociale,
        render: (lot) =>
          lot.id_entreprise ? (
            <Link
              to={`/clients/${encodeURIComponent(lot.id_entreprise)}`}
              search={true}
              className="text-accent underline-offset-2 hover:underline"
            >
              {lot.raison_sociale}
            </Link>
          ) : (
            <span className="text-ink-faint">–</span>
          ),
      },
      { id: 'depuis', heading: t('since'), kind: 'day', value: (lot) => lot.date_debut },
      {
        id: 'surface',
        heading: t('surface'),
        kind: 'figure',
        unit: 'hectares',
        value: (lot) => lot.superficie_hectares,
        total: true,
      },
      {
        id: 'viabilise',
        heading: t('servicing'),
        kind: 'text',
        options: true,
        value: (lot) => String(lot.viabilise),
        text: (lot) => t(lot.viabilise ? 'serviced' : 'notServiced'),
      },
    ],
    [t],
  );
  return <DataTable title={t('lots')} columns={columns} rows={lots} rowKey={(lot) => lot.id_lot} empty={t('noLots')} />;
}
