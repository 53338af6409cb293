import {
  Button,
  type Column,
  DataTable,
  Facts,
  type MapArea,
  type MapClass,
  MapView,
  occupancyColours,
  type QueryParams,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useMemo } from 'react';
import type { ListPage, TopZones, ZonesMap } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';
import { countClasses, countClassOf } from './count-classes.ts';
import { mapWordsMessages } from './map-words.messages.ts';

interface ZoneClients {
  id: string;
  name: string;
  region: string;
  clients: number | null;
  ca_total: string | null;
  montant_impaye: string | null;
}

/** Where the clients are: a map and its table; a zone chosen filters the page. */
export function ClientsByZone({ params, onPick }: { params: QueryParams; onPick: (zone: string) => void }) {
  const query = useApiQuery<ZonesMap>('/api/occupation/zones_map', { region: params.region, zone: params.zone });
  return (
    <QueryView query={query} skeleton={<Skeleton className="h-[420px] w-full" />}>
      {(map) => <Loaded map={map} params={params} onPick={onPick} />}
    </QueryView>
  );
}

function useZoneClients(map: ZonesMap, params: QueryParams): ZoneClients[] {
  const clients = useApiQuery<ListPage<{ zone_id: string | null; clients: number }>>('/api/clients/by_zone', params);
  const money = useApiQuery<TopZones>('/api/financier/top_zones_performance', params);
  return useMemo(
    () =>
      map.features.map(({ id, properties }) => {
        const amounts = money.data?.items.find((item) => item.zone === properties.zone_name);
        const counted = clients.data?.items.find((item) => item.zone_id === id);
        return {
          id,
          name: properties.zone_name,
          region: properties.region,
          clients: clients.data ? (counted?.clients ?? 0) : null,
          ca_total: amounts?.ca_total ?? null,
          montant_impaye: amounts?.montant_impaye ?? null,
        };
      }),
    [map, clients.data, money.data],
  );
}

function Loaded({ map, params, onPick }: { map: ZonesMap; params: QueryParams; onPick: (zone: string) => void }) {
  const t = useMessages(zonesMessages);
  const words = useMessages(mapWordsMessages);
  const format = useFormat();
  const rows = useZoneClients(map, params);
  const limits = useMemo(() => countClasses(rows.map((row) => row.clients ?? 0)), [rows]);
  const classes = useMemo<MapClass[]>(
    () =>
      [...limits, null].map((limit, index) => {
        const from = limits[index - 1];
        const label =
          limit === null
            ? words('atLeast', { limit: from ?? 0 })
            : from === undefined
              ? words('fewer', { limit })
              : words('betweenCounts', { from, to: limit - 1 });
        const slot = Math.round((index / Math.max(1, limits.length)) * 4);
        return {
          key: String(index),
          label,
          light: occupancyColours.light[slot] ?? '',
          dark: occupancyColours.dark[slot] ?? '',
        };
      }),
    [limits, words],
  );
  const areas = useMemo<MapArea[]>(
    () =>
      map.features.map(({ id, geometry, properties }, index) => ({
        id,
        name: properties.zone_name,
        polygon: geometry,
        classKey: String(countClassOf(rows[index]?.clients ?? 0, limits)),
        figure: t('clientsOfZone', { count: format.count(rows[index]?.clients ?? 0) }),
      })),
    [map, rows, limits, t, format],
  );
  const columns = useMemo<Column<ZoneClients>[]>(
    () => [
      {
        id: 'zone',
        heading: t('zone'),
        kind: 'text',
        value: (row) => row.name,
        render: (row) => (
          <button
            type="button"
            className="font-medium text-accent underline-offset-2 hover:underline"
            onClick={() => onPick(row.id)}
          >
            {row.name}
          </button>
        ),
      },
      { id: 'region', heading: t('region'), kind: 'text', options: true, value: (row) => row.region },
      {
        id: 'clients',
        heading: t('clientsCount'),
        kind: 'figure',
        unit: 'count',
        value: (row) => row.clients,
        total: true,
        onPhone: true,
      },
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
      },
    ],
    [t, onPick],
  );
  return (
    <>
      <MapView
        title={t('clientsByZone')}
        height={380}
        areas={areas}
        classes={classes}
        legendTitle={t('clientsCount')}
        popup={(id) => {
          const row = rows.find((one) => one.id === id);
          if (!row) return null;
          return (
            <>
              <Facts
                items={[
                  { label: t('clientsCount'), value: row.clients === null ? '–' : format.count(row.clients) },
                  { label: t('revenueShort'), value: format.short(row.ca_total, 'currency') },
                  { label: t('overdue'), value: format.short(row.montant_impaye, 'currency') },
                ]}
              />
              <Button size="small" tone="primary" className="mt-3 w-full" onClick={() => onPick(id)}>
                {t('openList')}
              </Button>
            </>
          );
        }}
      />
      <DataTable
        title={t('clientsByZone')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        defaultSort={{ column: 'clients', descending: true }}
      />
    </>
  );
}
