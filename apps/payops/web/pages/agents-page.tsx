import {
  Button,
  buttonClasses,
  Card,
  type Column,
  DataTable,
  type MapArea,
  MapView,
  notify,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMay,
  useMessages,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { LocateFixed } from 'lucide-react';
import { useMemo, useState } from 'react';
import { moreMessages } from '../more.messages.ts';
import { fromMinor } from '../parts/money.ts';

interface Agent {
  id: string;
  name: string;
  country: string;
  region: string;
  city: string;
  currency: string;
  latitude: number;
  longitude: number;
  float: string;
  salesToday: string;
  lastSeen: string;
  distance: number | null;
}

/** What is left of what an agent began the day with, in percent. */
function shareLeft({ float, salesToday }: Agent): number {
  const whole = Number(float) + Number(salesToday);
  return whole === 0 ? 100 : Math.round((Number(float) / whole) * 100);
}
const LOW = 20;
const RADIUS_M = 25_000;

const CLASSES = [
  { key: 'fine', light: '#3d7a5a', dark: '#6fb08c' },
  { key: 'some', light: '#c98a1b', dark: '#e0ac4b' },
  { key: 'many', light: '#b4443a', dark: '#e0776c' },
] as const;

export default function AgentsPage() {
  const t = useMessages(moreMessages);
  const [here, setHere] = useState<{ lat: number; lon: number } | null>(null);
  const query = useApiQuery<{ items: Agent[] }>(
    '/api/dashboard/agents/nearby',
    here ? { ...here, radius: RADIUS_M } : {},
  );
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setHere({ lat: coords.latitude, lon: coords.longitude }),
      () => notify({ title: t('noPosition'), tone: 'bad' }),
    );
  return (
    <>
      <PageHeader
        title={t('map')}
        note={t('mapNote')}
        actions={
          <Button icon={LocateFixed} onClick={() => (here ? setHere(null) : locate())}>
            {t(here ? 'everywhere' : 'nearMe')}
          </Button>
        }
      />
      <QueryView query={query} skeleton={<Skeleton />}>
        {({ items }) => (
          <>
            <AgentMap agents={items} />
            <AgentTable agents={items} />
          </>
        )}
      </QueryView>
    </>
  );
}

/** One spot a city: as wide as it has agents, coloured by how many of them run dry. */
function AgentMap({ agents }: { agents: Agent[] }) {
  const t = useMessages(moreMessages);
  const format = useFormat();
  const cities = useMemo(() => {
    const by = new Map<string, Agent[]>();
    for (const agent of agents) by.set(agent.city, [...(by.get(agent.city) ?? []), agent]);
    return by;
  }, [agents]);
  const areas = useMemo(
    () =>
      [...cities].map(([city, all]): MapArea => {
        const low = all.filter((agent) => shareLeft(agent) < LOW).length;
        const mean = (of: (agent: Agent) => number) => all.reduce((sum, agent) => sum + of(agent), 0) / all.length;
        const classKey = low === 0 ? 'fine' : low * 4 < all.length ? 'some' : 'many';
        const polygon = circle(
          mean(({ longitude }) => longitude),
          mean(({ latitude }) => latitude),
          0.18 + Math.sqrt(all.length) * 0.07,
        );
        return { id: city, name: city, polygon, classKey, figure: format.count(all.length) };
      }),
    [cities, format],
  );
  const classes = CLASSES.map((one) => ({ ...one, label: t(one.key) }));
  return (
    <Card title={t('mapTitle')} padded={false}>
      <MapView
        title={t('mapTitle')}
        areas={areas}
        classes={classes}
        legendTitle={t('lowShare')}
        height={420}
        popup={(id) => (
          <ul className="figures max-h-48 overflow-y-auto text-sm">
            {(cities.get(id) ?? []).slice(0, 12).map((agent) => (
              <li key={agent.id} className="flex justify-between gap-3">
                <span>{agent.name}</span>
                <span>{format.money(fromMinor(agent.float, agent.currency), agent.currency)}</span>
              </li>
            ))}
          </ul>
        )}
      />
    </Card>
  );
}

/** A ring of 24 points; degrees, widened with the latitude. */
function circle(longitude: number, latitude: number, radius: number): MapArea['polygon'] {
  const ring = Array.from({ length: 25 }, (_, n): [number, number] => {
    const angle = (n / 24) * 2 * Math.PI;
    return [
      longitude + (radius * Math.cos(angle)) / Math.cos((latitude * Math.PI) / 180),
      latitude + radius * Math.sin(angle),
    ];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

function AgentTable({ agents }: { agents: Agent[] }) {
  const t = useMessages(moreMessages);
  const format = useFormat();
  const may = useMay('payops.actions.request');
  const columns = useMemo(
    (): Column<Agent>[] => [
      { id: 'name', heading: t('agent'), kind: 'text', value: (row) => row.name },
      { id: 'city', heading: t('city'), kind: 'text', value: (row) => row.city, options: true },
      { id: 'share', heading: t('share'), kind: 'figure', unit: 'count', value: shareLeft, onPhone: true },
      {
        ...{ id: 'float', heading: t('amount'), kind: 'text', onPhone: true },
        value: (row) => fromMinor(row.float, row.currency),
        render: (row) => (
          <span className="figures block text-right">
            {format.money(fromMinor(row.float, row.currency), row.currency)}
          </span>
        ),
      },
      {
        id: 'seen',
        heading: t('lastSeen'),
        kind: 'text',
        value: (row) => row.lastSeen,
        render: (row) => format.instant(row.lastSeen),
      },
      {
        ...{
          id: 'distance',
          heading: t('distance'),
          kind: 'figure',
          unit: 'count',
          hidden: agents.every(({ distance }) => distance === null),
        },
        value: (row) => (row.distance === null ? null : Math.round(row.distance / 1000)),
      },
      ...(may
        ? [
            {
              ...{ id: 'act', heading: t('rebalance'), kind: 'text' as const, sortable: false, width: 150 },
              value: (row: Agent) => row.id,
              render: (row: Agent) => (
                <Link
                  to="/paiements/operations"
                  search={{ demande: 'ADJUST_FLOAT', agentId: row.id, currency: row.currency } as never}
                  className={buttonClasses('quiet', 'small')}
                >
                  {t('rebalance')}
                </Link>
              ),
            },
          ]
        : []),
    ],
    [t, format, may, agents],
  );
  return (
    <Card padded={false}>
      <DataTable
        title={t('map')}
        columns={columns}
        rows={agents}
        rowKey={({ id }) => id}
        empty={t('noAgents')}
        defaultSort={{ column: 'share', descending: false }}
      />
    </Card>
  );
}
